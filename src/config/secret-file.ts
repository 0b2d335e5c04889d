import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** A file of 32 random bytes as text, made when it is not there, mode 0600; `made` says that it is new. */
export function ensureSecretFile(
  file: string,
  encoding: 'base64' | 'base64url',
): { readonly text: string; readonly made: boolean } {
  const made = !exists(file);
  if (made) writeSecretFile(file, `${randomBytes(SECRET_BYTES).toString(encoding)}\n`);
  if (statSync(file).mode & 0o077) chmodSync(file, 0o600);
  return { text: readSecretFile(file), made };
}

/** The text of a secret file. Throws as node:fs does. */
export function readSecretFile(file: string): string {
  return readFileSync(file, 'utf8').trim();
}

/** Whether a file is there. */
export function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Writes a file for its owner alone: all of it or nothing, on the disk before anything rests on it. */
export function writeSecretFile(file: string, text: string): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', 0o600);
  writeSync(handle, text);
  syncAndClose(handle);
  moveFile(draft, file);
}

/** Renames, and has it on the disk. */
export function moveFile(from: string, to: string): void {
  renameSync(from, to);
  syncAndClose(openSync(path.dirname(to), 'r'));
}

/** How many bytes a secret has. */
export const SECRET_BYTES = 32;

function syncAndClose(handle: number): void {
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
