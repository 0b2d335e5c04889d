import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
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
import { DamagedError } from '../errors.ts';

/**
 * The signing key of the heads file on the disk: the private key (PEM, mode 0600), its public half beside it
 * (`….pub.pem`, for auditors), and while it is being replaced the next one (`….next`).
 */
export type KeyFiles = {
  /** The key in use; null before the first. @throws DamagedError for a file that holds none. */
  current(): KeyObject | null;
  /** The key that is about to take over; null when none is. A file that a crash cut short is none. */
  next(): KeyObject | null;
  /** The public half: of the key in use where that can be read, else from its own file; null without either. */
  published(): KeyObject | null;
  /** A fresh key, on the disk as the next one. */
  prepare(): KeyObject;
  /** Makes the next one the key in use, all or nothing. */
  takeOver(): void;
  /** Forgets the next one. */
  discard(): void;
};

/** The key files around `file`; nothing is touched yet. */
export function keyFiles(file: string): KeyFiles {
  const nextFile = `${file}.next`;
  const publicFile = `${file.replace(/\.pem$/, '')}.pub.pem`;
  const current = (): KeyObject | null => {
    const text = readIfThere(file);
    if (text === null) return null;
    const key = parsePrivate(text);
    if (key === null) throw new DamagedError(`${file}: không phải khoá riêng Ed25519 / is no Ed25519 private key`);
    if (statSync(file).mode & 0o077) chmodSync(file, 0o600);
    const half = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
    if (readIfThere(publicFile) !== half) writeWhole(publicFile, half, 0o644);
    return key;
  };
  return {
    current,
    next() {
      const text = readIfThere(nextFile);
      return text === null ? null : parsePrivate(text);
    },
    published() {
      // An auditor has the public half only, and may not look into the other.
      const own = readIfThere(file, 'EACCES');
      const key = own === null ? null : parsePrivate(own);
      if (key !== null) return createPublicKey(key);
      const text = readIfThere(publicFile);
      return text === null ? null : parsePublic(text, publicFile);
    },
    prepare() {
      const { privateKey } = generateKeyPairSync('ed25519');
      writeWhole(nextFile, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 0o600);
      return privateKey;
    },
    takeOver() {
      renameSync(nextFile, file);
      syncFolder(file);
      current();
    },
    discard() {
      rmSync(nextFile, { force: true });
    },
  };
}

/** Makes what was renamed or made in a file's folder outlive a power cut. */
export function syncFolder(file: string): void {
  const handle = openSync(path.dirname(file), 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeWhole(file: string, text: string, mode: number): void {
  const draft = `${file}.draft`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', mode);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  syncFolder(file);
}

/** Null for a file that is not there, or that fails with the other code named. */
function readIfThere(file: string, orCode = 'ENOENT'): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === orCode) return null;
    throw error;
  }
}

function parsePrivate(text: string): KeyObject | null {
  try {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function parsePublic(text: string, file: string): KeyObject {
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {}
  throw new DamagedError(`${file}: không phải khoá công khai Ed25519 / is no Ed25519 public key`);
}
