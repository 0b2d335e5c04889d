import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Db } from './database.ts';
import { setupLinks } from './schema.ts';

/** A link that may still be used: for the first administrator (`accountId` null) or for one account's password. */
export type SetupLink = { readonly accountId: number | null; readonly expiresAt: number };

/** One-time links, by the hash of what they hold. */
export function setupLinkReads(db: Db) {
  return {
    usable(hash: string, now: number): SetupLink | null {
      const where = and(eq(setupLinks.hash, hash), isNull(setupLinks.usedAt), gt(setupLinks.expiresAt, now));
      const { accountId, expiresAt } = setupLinks;
      return db.orm.select({ accountId, expiresAt }).from(setupLinks).where(where).get() ?? null;
    },
  };
}

/** Makes and spends one-time links. */
export function setupLinkWrites(db: Db) {
  return {
    create(hash: string, accountId: number | null, createdAt: number, expiresAt: number): void {
      db.orm.insert(setupLinks).values({ hash, accountId, createdAt, expiresAt }).run();
    },
    /** Spends every link for the same purpose: one that was used, or replaced by a newer one, opens nothing more. */
    spend(accountId: number | null, at: number): void {
      const whose = accountId === null ? isNull(setupLinks.accountId) : eq(setupLinks.accountId, accountId);
      db.orm
        .update(setupLinks)
        .set({ usedAt: at })
        .where(and(whose, isNull(setupLinks.usedAt)))
        .run();
    },
  };
}
