import { randomUUID } from 'node:crypto';
import { HOUR_MS } from '../calendar/interval.ts';
import type { CommandResult } from '../command/command.ts';
import type { Problem } from '../errors.ts';
import type { ReadFile, SentFile } from './import-file.ts';

/** What a file was found to come to, and the newest commit at that time: after another one it is looked into again. */
export type Checked = {
  readonly seq: number;
  readonly file: ReadFile;
  readonly result: CommandResult | null;
  readonly problems: readonly Problem[];
};

/** A file that waits for somebody to look at it; nobody else can. */
export type Upload = { readonly owner: string; readonly sent: SentFile; readonly checked: Checked | null };

const KEPT_MS = HOUR_MS;
const MOST_BYTES = 96 * 1_024 * 1_024;
const MOST_OF_ONE = 3;

/** Files between their upload and their import: in memory, for an hour, the oldest go first when there are too many. */
export class Uploads {
  readonly #kept = new Map<string, { readonly upload: Upload; readonly until: number }>();

  /** Keeps a file; answers the id by which its owner finds it again. */
  put(owner: string, sent: SentFile, now: number): string {
    const id = randomUUID();
    this.#kept.set(id, { upload: { owner, sent, checked: null }, until: now + KEPT_MS });
    this.#makeRoom(owner, now);
    return id;
  }

  /** The file, for its owner alone; null for everybody else and once it is forgotten. */
  get(id: string, owner: string, now: number): Upload | null {
    const found = this.#kept.get(id);
    return found !== undefined && now < found.until && found.upload.owner === owner ? found.upload : null;
  }

  /** Keeps what was said or found of a file that is still there. */
  change(id: string, upload: Upload): void {
    const found = this.#kept.get(id);
    if (found !== undefined) this.#kept.set(id, { ...found, upload });
  }

  forget(id: string): void {
    this.#kept.delete(id);
  }

  #makeRoom(owner: string, now: number): void {
    for (const [id, { until }] of this.#kept) if (until <= now) this.#kept.delete(id);
    const own = [...this.#kept].filter(([, { upload }]) => upload.owner === owner);
    for (const [id] of own.slice(0, Math.max(0, own.length - MOST_OF_ONE))) this.#kept.delete(id);
    let bytes = [...this.#kept.values()].reduce((sum, { upload }) => sum + upload.sent.bytes.length, 0);
    for (const [id, { upload }] of this.#kept) {
      if (bytes <= MOST_BYTES || this.#kept.size === 1) break;
      this.#kept.delete(id);
      bytes -= upload.sent.bytes.length;
    }
  }
}
