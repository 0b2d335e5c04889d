import { asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { authProtocols, type CredentialSummary, privProtocols, type SnmpCredential } from '../inventory/credential.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';
import { credentials } from './schema.ts';
import { type SealingKey, seal, unsealWith } from './seal.ts';

const credentialSchema = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal('v2c'), community: z.string() }),
  z.strictObject({
    version: z.literal('v3'),
    user: z.string(),
    authProtocol: z.enum(authProtocols),
    authPassword: z.string(),
    privProtocol: z.enum(privProtocols),
    privPassword: z.string(),
  }),
]);

const summaryColumns = {
  id: credentials.id,
  name: credentials.name,
  version: credentials.version,
  keyId: credentials.keyId,
  changedAt: credentials.changedAt,
};

/** What may be told of credentials: never their contents. Credentials belong to the site, not to an agency. */
export function credentialReads(db: Db) {
  const byName = db.orm
    .select(summaryColumns)
    .from(credentials)
    .where(eq(credentials.name, sql.placeholder('name')))
    .prepare();
  return {
    list(): CredentialSummary[] {
      return db.orm.select(summaryColumns).from(credentials).orderBy(asc(credentials.name)).all();
    },
    byName(name: string): CredentialSummary | null {
      return byName.get({ name }) ?? null;
    },
  };
}

/** Opens the secrets, for the poller and for the comparison of an import: the only way to their contents. */
export function credentialSecrets(db: Db, key: SealingKey) {
  return {
    open(id: number): SnmpCredential | null {
      const row = db.orm.select().from(credentials).where(eq(credentials.id, id)).get();
      if (!row) return null;
      return credentialSchema.parse(JSON.parse(unsealWith(key, row.keyId, placeOf(row.id), row.sealed)));
    },
  };
}

/** Changes to credentials. */
export function credentialWrites(db: Db, key: SealingKey) {
  return {
    create(commit: Commit, name: string, credential: SnmpCredential): number {
      const { id } = db.orm
        .insert(credentials)
        .values({ name, version: credential.version, keyId: key.id, sealed: '', changedAt: commit.at })
        .returning({ id: credentials.id })
        .get();
      this.replace(commit, id, credential);
      return id;
    },
    replace(commit: Commit, id: number, credential: SnmpCredential): void {
      const sealed = seal(key, placeOf(id), JSON.stringify(credential));
      db.orm
        .update(credentials)
        .set({ version: credential.version, keyId: key.id, sealed, changedAt: commit.at })
        .where(eq(credentials.id, id))
        .run();
    },
    /** Seals every credential with the key in use; returns how many were sealed with another. */
    reseal(): number {
      const rows = db.orm
        .select()
        .from(credentials)
        .all()
        .filter((row) => row.keyId !== key.id);
      for (const { id, keyId, sealed } of rows) {
        const again = seal(key, placeOf(id), unsealWith(key, keyId, placeOf(id), sealed));
        db.orm.update(credentials).set({ keyId: key.id, sealed: again }).where(eq(credentials.id, id)).run();
      }
      return rows.length;
    },
    erase(id: number): void {
      db.orm.delete(credentials).where(eq(credentials.id, id)).run();
    },
  };
}

const placeOf = (id: number) => ({ table: 'credential', row: String(id), column: 'sealed' });
