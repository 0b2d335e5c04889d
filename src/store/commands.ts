import { createHmac } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { type Actor, actorName } from '../access/actor.ts';
import type { Db } from './database.ts';
import { commands } from './schema.ts';
import type { SealingKey } from './seal.ts';

/** What is kept of a command that was carried out. */
export type CommandRecord = { readonly requestHash: string; readonly result: unknown };

/** Commands by idempotency key. */
export function commandRecords(db: Db, key: SealingKey) {
  const { requestHash, result } = commands;
  const find = db.orm
    .select({ requestHash, result })
    .from(commands)
    .where(eq(commands.id, sql.placeholder('id')))
    .prepare();
  return {
    /** Keyed hash of a request: whoever holds the database alone cannot even try guesses of its secrets. */
    hashOf(request: string): string {
      return createHmac('sha256', key.secret).update('hatang request').update(request).digest('hex');
    },
    find(id: string): CommandRecord | null {
      return find.get({ id }) ?? null;
    },
    keep(id: string, at: number, actor: Actor, record: CommandRecord): void {
      db.orm
        .insert(commands)
        .values({ id, at, actor: actorName(actor), ...record })
        .run();
    },
    /** Forgets keys older than an instant; returns how many. */
    forgetBefore(at: number): number {
      return db.sqlite.prepare('delete from command_log where at < ?').run(at).changes;
    },
  };
}
