import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LockedError } from '../../src/errors.ts';
import { databaseFile, openForReading, openForWriting } from '../../src/store/database.ts';
import { lockData } from '../../src/store/lock.ts';
import { tempFolder } from './temp-store.ts';

test('a second holder in the same process is refused too, and a released directory can be taken again', () => {
  const folder = tempFolder();
  const lock = lockData(folder, 'serve');
  expect(() => lockData(folder, 'serve')).toThrow(LockedError);
  lock.release();
  expect(existsSync(path.join(folder, 'holder'))).toBe(false);
  lockData(folder, 'serve').release();
});

test('a held directory can still be read', () => {
  const folder = tempFolder();
  const lock = lockData(folder, 'serve');
  const writing = openForWriting(databaseFile(folder));
  const reading = openForReading(databaseFile(folder));
  expect(reading.sqlite.prepare('select count(*) from agency').pluck().get()).toBe(0);
  reading.sqlite.close();
  writing.sqlite.close();
  lock.release();
});
