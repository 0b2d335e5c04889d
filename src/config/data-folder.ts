import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../errors.ts';

/** Makes the data directory, for its owner alone. @throws ConfigurationError when it cannot be made or written. */
export function ensureDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new ConfigurationError(
      `${folder}: không dùng được làm thư mục dữ liệu / cannot be used as the data directory: ${messageOf(error)}`,
    );
  }
}

/** The bootstrap administrator's token, made at first start, file mode 0600. @throws ConfigurationError for a short one. */
export function ensureToken(folder: string): { readonly token: string; readonly file: string } {
  const file = path.join(folder, 'token');
  const { text } = ensureSecretFile(file, 'base64url');
  if (!/^[\x21-\x7e]{32,}$/.test(text)) {
    throw new ConfigurationError(
      `${file}: không phải mã truy cập (từ 32 ký tự ASCII liền nhau); xóa tệp để tạo mã mới / is not a token (32 visible ASCII characters or more); delete the file to get a new one`,
    );
  }
  return { token: text, file };
}

/**
 * The sealing key file, made at first start, file mode 0600; `made` says that it is new and must be kept safe. Its text
 * is what HATANG_KEY takes.
 */
export function ensureKeyFile(folder: string): {
  readonly key: KeyObject;
  readonly file: string;
  readonly made: boolean;
} {
  const file = keyFile(folder);
  const { text, made } = ensureSecretFile(file, 'base64');
  return { key: parseKey(text, file), file, made };
}

/** The sealing key of a data directory that is in use. @throws ConfigurationError when it is not there. */
export function readKeyFile(folder: string): KeyObject {
  const file = keyFile(folder);
  try {
    return parseKey(readSecret(file), file);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(
      `${file}: không đọc được khóa niêm phong / the sealing key cannot be read: ${messageOf(error)}`,
    );
  }
}

const SECRET_BYTES = 32;

function keyFile(folder: string): string {
  return path.join(folder, 'key');
}

function parseKey(text: string, file: string): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === SECRET_BYTES && /^[\w+/-]{43}=?$/.test(text)) return createSecretKey(bytes);
  throw new ConfigurationError(`${file}: không phải khóa niêm phong 32 byte / is not a sealing key of 32 bytes`);
}

function ensureSecretFile(file: string, encoding: 'base64' | 'base64url'): { text: string; made: boolean } {
  const made = statSync(file, { throwIfNoEntry: false }) === undefined;
  if (made) makeSecretFile(file, encoding);
  if (statSync(file).mode & 0o077) chmodSync(file, 0o600);
  return { text: readSecret(file), made };
}

function readSecret(file: string): string {
  return readFileSync(file, 'utf8').trim();
}

/** All of it or nothing, on the disk before anything rests on it. */
function makeSecretFile(file: string, encoding: 'base64' | 'base64url'): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', 0o600);
  writeSync(handle, `${randomBytes(SECRET_BYTES).toString(encoding)}\n`);
  syncAndClose(handle);
  renameSync(draft, file);
  syncAndClose(openSync(path.dirname(file), 'r'));
}

function syncAndClose(handle: number): void {
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
