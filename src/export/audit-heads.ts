import type { KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { ChainHead } from '../access/audit-chain.ts';
import { DamagedError } from '../errors.ts';
import { type HeadsFault, headLine, keyLine, publicText, readHeadLines } from './audit-head-line.ts';
import { keyFiles, syncFolder } from './audit-key.ts';

/** The heads of the audit chain, signed and kept outside the database: JSON lines, only ever added to. */
export type Heads = {
  /** Adds a head; it is on the disk when this returns. The first one makes the key. @throws DamagedError on a bad file. */
  append(head: ChainHead): void;
  /** The heads that hold, up to the first bad line; nothing is written. `torn`: the last line was cut short by a crash. */
  read(): { readonly heads: readonly ChainHead[]; readonly fault: HeadsFault | null };
  /** A new key takes over from here on, named by the old one. @throws DamagedError on a bad file. */
  rotate(now: number): void;
};

/**
 * The heads file and its key (`….pem`, made at first use, mode 0600). The file may lie on other storage; its folder exists.
 * A key takes over in three steps, each on the disk before the next: the new key as `….next`, the line that names it, the
 * new key in its place. After a crash in between the line decides which of the two is in use.
 */
export function openHeads(files: { readonly file: string; readonly keyFile: string }): Heads {
  const { file, keyFile } = files;
  const keys = keyFiles(keyFile);

  const readLines = () => readHeadLines(readFileIfThere(file) ?? '');

  const read: Heads['read'] = () => {
    const { heads, fault, publicKey, keyLine: line, lines } = readLines();
    const published = keys.published();
    if (lines === 0) return { heads, fault: published === null ? fault : { line: 1, reason: 'missing' } };
    if (fault !== null && fault.reason !== 'torn') return { heads, fault };
    const next = keys.next();
    const known = [published, next].flatMap((key) => (key === null ? [] : publicText(key)));
    if (known.length === 0) return { heads: [], fault: { line: 1, reason: 'key-missing' } };
    if (publicKey === null || !known.includes(publicKey)) return { heads: [], fault: { line, reason: 'key-differs' } };
    return { heads, fault };
  };

  /** The key to sign with, after whatever a crash left half-done was finished or undone. */
  const ready = (now: number): { readonly key: KeyObject; readonly signature: string } => {
    const { fault } = read();
    if (fault !== null && fault.reason !== 'torn') throw damaged(file, keyFile, fault);
    const { publicKey, lines, bytes } = readLines();
    if (fault !== null) truncateSync(file, bytes);
    const next = keys.next();
    if (next !== null && publicText(next) === publicKey) keys.takeOver();
    else keys.discard();
    if (lines === 0) succeed(now, '', null);
    const key = keys.current();
    if (key === null) throw damaged(file, keyFile, { line: 1, reason: 'key-missing' });
    return { key, signature: readLines().signature };
  };

  const succeed = (now: number, signature: string, key: KeyObject | null): void => {
    const next = keys.prepare();
    addLine(file, keyLine(signature, now, next, key ?? next));
    keys.takeOver();
  };

  return {
    append(head) {
      const { key, signature } = ready(head.at);
      addLine(file, headLine(signature, head, key));
    },
    read,
    rotate(now) {
      const { key, signature } = ready(now);
      succeed(now, signature, key);
    },
  };
}

function damaged(file: string, keyFile: string, { line, reason }: HeadsFault): DamagedError {
  return new DamagedError(
    `${file}:${line}: ${reason}: không ghi tiếp vào tệp này; hãy chạy "verify audit", rồi khôi phục tệp (hoặc chuyển ` +
      `cả tệp này và ${keyFile} đi nơi khác để bắt đầu lại) / nothing is added to this file; run "verify audit", then ` +
      `bring the file back (or move both it and ${keyFile} away to begin anew)`,
  );
}

function addLine(file: string, line: string): void {
  const handle = openSync(file, 'a', 0o600);
  try {
    writeFileSync(handle, line);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  syncFolder(file);
}

function readFileIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
