import type { Logger } from 'pino';
import type { AuditLine } from '../access/audit-line.ts';
import type { AuditPosition } from '../export/audit-position.ts';
import type { Clock } from './clock.ts';

/** Where audit rows go. `take` is given rows in order, at most as many as `room` says, and throws when it took none. */
export type AuditSink = {
  readonly name: string;
  readonly position: AuditPosition;
  room(): number;
  take(rows: readonly AuditLine[]): void;
  /** How many rows given to it have not left yet. */
  waiting(): number;
  /** Gives what waits a moment to leave. */
  close(): Promise<void>;
};

export type ForwardDoors = {
  readonly clock: Clock;
  /** At most `limit` audit rows from an id on, oldest first. */
  rows(fromId: number, limit: number): readonly AuditLine[];
  /** Id of the newest audit row, 0 without any. */
  lastId(): number;
  readonly log: Logger;
};

/**
 * Sends audit rows on soon after they are committed, each at least once and in order; how far is kept, so that a restart
 * goes on where the last run ended. Only a few rows are in memory at a time, however far a sink is behind. The function
 * that comes back looks a last time and ends when the sinks are closed.
 */
export function forwardAudit(sinks: readonly AuditSink[], doors: ForwardDoors): () => Promise<void> {
  const streams = sinks.map((sink) => new AuditStream(sink, doors));
  const look = (): void => {
    for (const stream of streams) stream.look();
  };
  look();
  const stop = doors.clock.every(LOOK_EVERY_MS, look);
  return async () => {
    stop();
    look();
    await Promise.all(streams.map((stream) => stream.end()));
  };
}

class AuditStream {
  readonly #sink: AuditSink;
  readonly #doors: ForwardDoors;
  #handed: number;
  #saved: number;
  #failed = false;

  constructor(sink: AuditSink, doors: ForwardDoors) {
    this.#sink = sink;
    this.#doors = doors;
    const [kept, lastId] = [sink.position.load(), doors.lastId()];
    // Rows that left the house cannot be taken back: somebody cut the record, or brought an older database back.
    if (kept > lastId) {
      doors.log.error(
        { sink: sink.name, sentUpTo: kept, lastId },
        'audit rows that were sent are gone from the database',
      );
    }
    this.#handed = Math.min(kept, lastId);
    this.#saved = this.#handed;
  }

  look(): void {
    this.#attempt(() => this.#hand());
  }

  async end(): Promise<void> {
    await this.#sink.close();
    this.#attempt(() => this.#save());
  }

  #attempt(work: () => void): void {
    const { log } = this.#doors;
    try {
      work();
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) log.error({ err: error, sink: this.#sink.name }, 'audit rows were not sent on, trying again');
      this.#failed = true;
    }
  }

  #hand(): void {
    this.#save();
    for (;;) {
      const limit = Math.min(MOST_ROWS, this.#sink.room());
      const rows = limit > 0 ? this.#doors.rows(this.#handed + 1, limit) : [];
      const last = rows.at(-1);
      if (last === undefined) return;
      this.#sink.take(rows);
      this.#handed = last.id;
      this.#save();
    }
  }

  /** Ids have no holes, so those that wait in the sink are the newest ones handed over. */
  #save(): void {
    const left = this.#handed - this.#sink.waiting();
    if (left <= this.#saved) return;
    this.#sink.position.save(left);
    this.#saved = left;
  }
}

const LOOK_EVERY_MS = 1_000;
const MOST_ROWS = 200;
