import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Token } from '../access/token.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';
import { tokens } from './schema.ts';

/** A token as it is kept, with who made it. */
export type StoredToken = Token & { readonly createdBy: string };

const cidrsSchema = z.array(z.string());

/** Tokens of programs; the keyed hash is only for comparing. */
export function tokenReads(db: Db) {
  const tell = ({ hash: _hash, cidrs, ...row }: typeof tokens.$inferSelect): StoredToken => ({
    ...row,
    cidrs: cidrsSchema.parse(cidrs),
  });
  return {
    list(): StoredToken[] {
      return db.orm.select().from(tokens).orderBy(asc(tokens.id)).all().map(tell);
    },
    byId(id: number): StoredToken | null {
      const row = db.orm.select().from(tokens).where(eq(tokens.id, id)).get();
      return row ? tell(row) : null;
    },
    /** The token a text names by its prefix, with the hash to compare the text's with. */
    byPrefix(prefix: string): { readonly token: StoredToken; readonly hash: string } | null {
      const row = db.orm.select().from(tokens).where(eq(tokens.prefix, prefix)).get();
      return row ? { token: tell(row), hash: row.hash } : null;
    },
  };
}

/** Changes to tokens; a revoked one stays listed. */
export function tokenWrites(db: Db) {
  return {
    create(
      commit: Commit,
      values: Omit<StoredToken, 'id' | 'createdAt' | 'revokedAt' | 'lastUsedAt'> & { hash: string },
    ): number {
      return db.orm
        .insert(tokens)
        .values({ ...values, createdAt: commit.at })
        .returning({ id: tokens.id })
        .get().id;
    },
    revoke(commit: Commit, id: number): void {
      db.orm.update(tokens).set({ revokedAt: commit.at }).where(eq(tokens.id, id)).run();
    },
    used(id: number, at: number): void {
      db.orm.update(tokens).set({ lastUsedAt: at }).where(eq(tokens.id, id)).run();
    },
  };
}
