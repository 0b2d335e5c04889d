import { createCipheriv, createDecipheriv, createHash, type KeyObject, randomBytes } from 'node:crypto';
import { DamagedError } from '../errors.ts';

/** A key for sealing secrets at rest, which no log can print; `id` is a public fingerprint of it. */
export type SealingKey = {
  readonly id: string;
  readonly secret: KeyObject;
  /** Keys before this one: they still open what they sealed, until everything is sealed anew. */
  readonly older: readonly SealingKey[];
};

/** Where a sealed value stands; bound into the seal, so that a value moved to another row or column does not open. */
export type SealedPlace = { readonly table: string; readonly row: string; readonly column: string };

/** A sealing key from a 32-byte secret. */
export function sealingKey(secret: KeyObject, older: readonly SealingKey[] = []): SealingKey {
  const id = createHash('sha256').update('hatang key id').update(secret.export()).digest('hex').slice(0, 16);
  return { id, secret, older };
}

/** Opens a value with the key that sealed it. @throws DamagedError when that key is not at hand. */
export function unsealWith(key: SealingKey, keyId: string, place: SealedPlace, sealed: string): string {
  const found = [key, ...key.older].find((one) => one.id === keyId);
  if (found) return unseal(found, place, sealed);
  throw new DamagedError(
    `${place.table} ${place.row}: niêm phong bằng khóa ${keyId}, khóa đang dùng là ${key.id} / sealed with key ${keyId}, the key in use is ${key.id}`,
  );
}

/** AES-256-GCM with a fresh nonce; additional data = table, row, column, key id. Base64 of nonce, tag, ciphertext. */
export function seal(key: SealingKey, place: SealedPlace, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce).setAAD(additionalData(key, place));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** Opens what {@link seal} closed. @throws DamagedError for another key, another place or a changed byte. */
export function unseal(key: SealingKey, place: SealedPlace, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.secret, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(additionalData(key, place)).setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    throw new DamagedError(
      `${place.table} ${place.row}: bí mật không mở được bằng khóa ${key.id} / secret does not open`,
    );
  }
}

function additionalData(key: SealingKey, place: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([place.table, place.row, place.column, key.id]), 'utf8');
}
