import { eq, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Session } from '../access/account.ts';
import type { Db } from './database.ts';
import { sessions } from './schema.ts';

const sessionSchema = z.object({ accountId: z.number(), createdAt: z.number(), lastUsedAt: z.number() });

/** Signed-in browsers, by the hash of what their cookie holds. */
export function sessionReads(db: Db) {
  const byHash = db.sqlite.prepare(
    'select account_id as accountId, created_at as createdAt, last_used_at as lastUsedAt from session where hash = ?',
  );
  return {
    byHash(hash: string): Session | null {
      const row = sessionSchema.optional().parse(byHash.get(hash));
      return row ?? null;
    },
    ofAccount(accountId: number): (Session & { readonly hash: string })[] {
      return db.orm.select().from(sessions).where(eq(sessions.accountId, accountId)).all();
    },
  };
}

/** Changes to sessions; ending one deletes it. */
export function sessionWrites(db: Db) {
  return {
    begin(hash: string, accountId: number, at: number): void {
      db.orm.insert(sessions).values({ hash, accountId, createdAt: at, lastUsedAt: at }).run();
    },
    touch(hash: string, at: number): void {
      db.orm.update(sessions).set({ lastUsedAt: at }).where(eq(sessions.hash, hash)).run();
    },
    end(hash: string): number {
      return db.orm.delete(sessions).where(eq(sessions.hash, hash)).run().changes;
    },
    /** Ends all sessions of an account but one; returns how many. */
    endAll(accountId: number, except: string | null = null): number {
      const sql = 'delete from session where account_id = ? and hash is not ?';
      return db.sqlite.prepare(sql).run(accountId, except).changes;
    },
    /** Forgets sessions that were begun or used too long ago to hold for anybody. */
    forget(begunBefore: number, usedBefore: number): number {
      const old = or(lt(sessions.createdAt, begunBefore), lt(sessions.lastUsedAt, usedBefore));
      return db.orm.delete(sessions).where(old).run().changes;
    },
  };
}
