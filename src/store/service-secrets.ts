import { eq } from 'drizzle-orm';
import type { Db } from './database.ts';
import { secrets } from './schema.ts';
import { type SealingKey, seal, unsealWith } from './seal.ts';

/** The service's own secrets, sealed: what must outlive a change of the sealing key. */
export function serviceSecrets(db: Db, key: SealingKey) {
  const placeOf = (name: string) => ({ table: 'secret', row: name, column: 'sealed' });
  return {
    /** Base64; null when it was never made. */
    open(name: 'token-key'): string | null {
      const row = db.orm.select().from(secrets).where(eq(secrets.name, name)).get();
      return row ? unsealWith(key, row.keyId, placeOf(name), row.sealed) : null;
    },
  };
}

/** Makes and reseals the service's own secrets. */
export function serviceSecretWrites(db: Db, key: SealingKey) {
  const { open } = serviceSecrets(db, key);
  const placeOf = (name: string) => ({ table: 'secret', row: name, column: 'sealed' });
  return {
    open,
    put(name: 'token-key', value: string): void {
      const row = { name, keyId: key.id, sealed: seal(key, placeOf(name), value) };
      db.orm.insert(secrets).values(row).onConflictDoUpdate({ target: secrets.name, set: row }).run();
    },
    /** Seals every one with the key in use; returns how many were sealed with another. */
    reseal(): number {
      const rows = db.orm
        .select()
        .from(secrets)
        .all()
        .filter((row) => row.keyId !== key.id);
      for (const { name, keyId, sealed } of rows) {
        const again = seal(key, placeOf(name), unsealWith(key, keyId, placeOf(name), sealed));
        db.orm.update(secrets).set({ keyId: key.id, sealed: again }).where(eq(secrets.name, name)).run();
      }
      return rows.length;
    },
  };
}
