import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Account, Disablement } from '../access/account.ts';
import type { Grant } from '../access/grant.ts';
import type { AccessRole } from '../access/role.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';
import { accounts, recoveryCodes, roleGrants } from './schema.ts';
import { type SealingKey, seal, unsealWith } from './seal.ts';

/** A role as it was granted; `endedAt` null while it holds. */
export type StoredGrant = Grant & {
  readonly id: number;
  readonly accountId: number;
  readonly fromProvider: boolean;
  readonly grantedAt: number;
  readonly endedAt: number | null;
};

/** What signing in needs of an account and nobody else may see. */
export type AccountSecrets = {
  readonly passwordHash: string | null;
  /** Base32; null before the second factor was begun. */
  readonly totpSecret: string | null;
  readonly totpConfirmedAt: number | null;
  readonly totpLastStep: number | null;
};

/** Accounts without their secrets. They belong to the site: who may look is decided by `manage-access`. */
export function accountReads(db: Db) {
  const tell = (row: typeof accounts.$inferSelect): Account => ({
    id: row.id,
    name: row.name,
    fullName: row.fullName,
    createdAt: row.createdAt,
    disabled: row.disabled,
    hasPassword: row.passwordHash !== null,
    hasTotp: row.totpConfirmedAt !== null,
    oidcSubject: row.oidcSubject,
    failures: row.failures,
    lockedUntil: row.lockedUntil,
    lastUsedAt: row.lastUsedAt,
  });
  const one = (row: typeof accounts.$inferSelect | undefined): Account | null => (row ? tell(row) : null);
  return {
    list(): Account[] {
      return db.orm.select().from(accounts).orderBy(asc(accounts.name)).all().map(tell);
    },
    byId(id: number): Account | null {
      return one(db.orm.select().from(accounts).where(eq(accounts.id, id)).get());
    },
    byName(name: string): Account | null {
      return one(db.orm.select().from(accounts).where(eq(accounts.name, name.toLowerCase())).get());
    },
    byOidcSubject(subject: string): Account | null {
      return one(db.orm.select().from(accounts).where(eq(accounts.oidcSubject, subject)).get());
    },
    /** Grants that hold, of one account or of all, oldest first. */
    grants(accountId?: number): StoredGrant[] {
      const whose = accountId === undefined ? undefined : eq(roleGrants.accountId, accountId);
      return db.orm
        .select()
        .from(roleGrants)
        .where(and(whose, isNull(roleGrants.endedAt)))
        .orderBy(asc(roleGrants.id))
        .all();
    },
    grantById(id: number): StoredGrant | null {
      return db.orm.select().from(roleGrants).where(eq(roleGrants.id, id)).get() ?? null;
    },
  };
}

/** The secrets of accounts: for signing in only. */
export function accountSecrets(db: Db, key: SealingKey) {
  return {
    of(id: number): AccountSecrets | null {
      const row = db.orm.select().from(accounts).where(eq(accounts.id, id)).get();
      if (!row) return null;
      const { passwordHash, totpSealed, totpKeyId, totpConfirmedAt, totpLastStep } = row;
      const sealed = totpSealed !== null && totpKeyId !== null;
      const totpSecret = sealed ? unsealWith(key, totpKeyId, totpPlace(id), totpSealed) : null;
      return { passwordHash, totpSecret, totpConfirmedAt, totpLastStep };
    },
    /** Whether a recovery code (by its hash) has not been used yet. */
    hasRecovery(accountId: number, hash: string): boolean {
      const where = and(
        eq(recoveryCodes.accountId, accountId),
        eq(recoveryCodes.hash, hash),
        isNull(recoveryCodes.usedAt),
      );
      return db.orm.select().from(recoveryCodes).where(where).get() !== undefined;
    },
  };
}

/** What may be set on an account; what is not given stays. */
export type AccountChange = {
  readonly fullName?: string;
  readonly disabled?: Disablement | null;
  readonly passwordHash?: string | null;
  readonly failures?: number;
  readonly lockedUntil?: number | null;
  readonly lastUsedAt?: number;
  readonly totpConfirmedAt?: number | null;
  readonly totpLastStep?: number | null;
};

/** Changes to accounts and grants. */
export function accountWrites(db: Db, key: SealingKey) {
  return {
    create(
      commit: Commit,
      values: { name: string; fullName: string; passwordHash: string | null; oidcSubject: string | null },
    ): number {
      const { at } = commit;
      const row = { ...values, name: values.name.toLowerCase(), createdAt: at, lastUsedAt: at, failures: 0 };
      return db.orm.insert(accounts).values(row).returning({ id: accounts.id }).get().id;
    },
    change(id: number, change: AccountChange): void {
      db.orm.update(accounts).set(change).where(eq(accounts.id, id)).run();
    },
    /** Lays a TOTP secret down, unconfirmed; null takes the second factor away, recovery codes with it. */
    setTotp(id: number, secret: string | null): void {
      const sealed = secret === null ? null : seal(key, totpPlace(id), secret);
      db.orm
        .update(accounts)
        .set({ totpSealed: sealed, totpKeyId: sealed && key.id, totpConfirmedAt: null, totpLastStep: null })
        .where(eq(accounts.id, id))
        .run();
      db.orm.delete(recoveryCodes).where(eq(recoveryCodes.accountId, id)).run();
    },
    addRecovery(accountId: number, hashes: readonly string[]): void {
      for (const hash of hashes) db.orm.insert(recoveryCodes).values({ accountId, hash }).run();
    },
    /** Spends a recovery code; false when there is none such left. */
    useRecovery(accountId: number, hash: string, at: number): boolean {
      const where = and(
        eq(recoveryCodes.accountId, accountId),
        eq(recoveryCodes.hash, hash),
        isNull(recoveryCodes.usedAt),
      );
      return db.orm.update(recoveryCodes).set({ usedAt: at }).where(where).run().changes === 1;
    },
    grant(
      commit: Commit,
      grant: { accountId: number; role: AccessRole; agencyId: number | null; fromProvider: boolean },
    ): number {
      return db.orm
        .insert(roleGrants)
        .values({ ...grant, grantedAt: commit.at })
        .returning({ id: roleGrants.id })
        .get().id;
    },
    endGrant(commit: Commit, id: number): void {
      db.orm.update(roleGrants).set({ endedAt: commit.at }).where(eq(roleGrants.id, id)).run();
    },
    /** Seals every TOTP secret with the key in use; returns how many were sealed with another. */
    reseal(): number {
      const rows = db.orm.select().from(accounts).all();
      let count = 0;
      for (const { id, totpSealed, totpKeyId } of rows) {
        if (totpSealed === null || totpKeyId === null || totpKeyId === key.id) continue;
        const sealed = seal(key, totpPlace(id), unsealWith(key, totpKeyId, totpPlace(id), totpSealed));
        db.orm.update(accounts).set({ totpSealed: sealed, totpKeyId: key.id }).where(eq(accounts.id, id)).run();
        count += 1;
      }
      return count;
    },
  };
}

const totpPlace = (id: number) => ({ table: 'account', row: String(id), column: 'totp_sealed' });
