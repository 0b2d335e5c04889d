import { createSecretKey, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { ensureSecretFile, exists, moveFile, readSecretFile, SECRET_BYTES, writeSecretFile } from './secret-file.ts';

/**
 * The sealing key file, made at first start, file mode 0600; `made` says that it is new and must be kept safe. Its text
 * is what HATANG_KEY takes. @throws ConfigurationError when it is gone though another key shows that there was one.
 */
export function ensureKeyFile(folder: string): {
  readonly key: KeyObject;
  readonly file: string;
  readonly made: boolean;
} {
  const file = keyFile(folder);
  if (!exists(file) && readOlderKeys(folder).length > 0) {
    throw new ConfigurationError(
      `${file}: mất khóa niêm phong, trong khi còn key.next hoặc key.previous; hãy khôi phục tệp này / the sealing key ` +
        'is gone while there is a key.next or key.previous; bring this file back',
    );
  }
  const { text, made } = ensureSecretFile(file, 'base64');
  return { key: parseKey(text, file), file, made };
}

/** The sealing key of a data directory that is in use. @throws ConfigurationError when it is not there. */
export function readKeyFile(folder: string): KeyObject {
  return readKey(keyFile(folder));
}

/** The keys beside the one in use: what a rotation laid down (`key.next`) or set aside (`key.previous`). */
export function readOlderKeys(folder: string): KeyObject[] {
  return [`${keyFile(folder)}.next`, `${keyFile(folder)}.previous`].filter(exists).map(readKey);
}

/**
 * The key that is to take over: `key.next`, made now unless an interrupted rotation left it. Secrets may be sealed with it
 * from here on, because whoever opens them looks among all three keys.
 */
export function prepareNextKey(folder: string): KeyObject {
  const file = `${keyFile(folder)}.next`;
  return parseKey(ensureSecretFile(file, 'base64').text, file);
}

/** Makes `key.next` the key in use; what was in use stays as `key.previous`, for backups made before. `key` is never missing. */
export function promoteNextKey(folder: string): void {
  const file = keyFile(folder);
  writeSecretFile(`${file}.previous`, `${readSecretFile(file)}\n`);
  moveFile(`${file}.next`, file);
}

function keyFile(folder: string): string {
  return path.join(folder, 'key');
}

function readKey(file: string): KeyObject {
  try {
    return parseKey(readSecretFile(file), file);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${file}: không đọc được khóa niêm phong / the sealing key cannot be read: ${why}`);
  }
}

function parseKey(text: string, file: string): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === SECRET_BYTES && /^[\w+/-]{43}=?$/.test(text)) return createSecretKey(bytes);
  throw new ConfigurationError(`${file}: không phải khóa niêm phong 32 byte / is not a sealing key of 32 bytes`);
}
