import { generateKeySync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { databaseFile } from '../../src/store/database.ts';
import { type SealingKey, sealingKey } from '../../src/store/seal.ts';
import { openWriteStore, type WriteStore } from '../../src/store/write-store.ts';

/** A folder that is gone when the test is over. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function newKey(): SealingKey {
  return sealingKey(generateKeySync('hmac', { length: 256 }));
}

/** A real database in a folder of its own; `reopen` closes it and opens it again. */
export function tempStore() {
  const folder = tempFolder();
  const file = databaseFile(folder);
  const key = newKey();
  let store = openWriteStore(file, key);
  onTestFinished(() => store.close());
  return {
    folder,
    file,
    key,
    get store(): WriteStore {
      return store;
    },
    reopen(): WriteStore {
      store.close();
      store = openWriteStore(file, key);
      return store;
    },
  };
}
