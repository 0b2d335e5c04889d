import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { LockedError } from '../errors.ts';

/** A held data directory; `release` gives it back. The kernel releases it too when the process dies, however it dies. */
export type DataLock = { release(): void };

/**
 * Takes the data directory for this process: a lock on a file of its own, so that reading the database never waits.
 * @throws LockedError naming the process that holds it.
 */
export function lockData(dataFolder: string, purpose: string): DataLock {
  const holderFile = path.join(dataFolder, 'holder');
  const lock = new Database(path.join(dataFolder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    const holder = readHolder(holderFile);
    throw new LockedError(
      `${dataFolder}: đang được tiến trình khác dùng / in use by another process: ${holder ?? 'không rõ / unknown'}`,
    );
  }
  writeFileSync(holderFile, `pid ${process.pid} (hatang ${purpose})\n`, { mode: 0o600 });
  return {
    release() {
      rmSync(holderFile, { force: true });
      lock.exec('rollback');
      lock.close();
    },
  };
}

function readHolder(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
