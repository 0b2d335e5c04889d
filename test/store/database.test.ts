import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DamagedError, SchemaError } from '../../src/errors.ts';
import { assertDurable, databaseFile, openForReading, openForWriting, schemaName } from '../../src/store/database.ts';
import { tempFolder } from './temp-store.ts';

const newFile = () => databaseFile(tempFolder());

test('WAL, synchronous FULL, foreign keys and version triggers hold on the first opening and on every reopening', () => {
  const file = newFile();
  for (const opening of ['first', 'again']) {
    const { sqlite } = openForWriting(file);
    const pragma = (name: string) => sqlite.pragma(name, { simple: true });
    const found = ['journal_mode', 'synchronous', 'foreign_keys', 'recursive_triggers'].map(pragma);
    expect([opening, ...found]).toEqual([opening, 'wal', 2, 1, 1]);
    sqlite.close();
  }
});

test('a reopened connection nobody set to FULL would lose acknowledged rows, and is refused', () => {
  const file = newFile();
  openForWriting(file).sqlite.close();
  const plain = new Database(file);
  expect(plain.pragma('synchronous', { simple: true })).toBe(1);
  expect(() => assertDurable(plain, file)).toThrow(DamagedError);
  plain.pragma('synchronous = FULL');
  expect(() => assertDurable(plain, file)).not.toThrow();
  plain.close();
});

test('a place where WAL is not to be had is refused', () => {
  expect(() => openForWriting(':memory:')).toThrow(/journal_mode is memory/);
});

test('a schema newer than this program is refused, for writing and for reading', () => {
  const file = newFile();
  const { sqlite } = openForWriting(file);
  sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run('x', 8e15);
  sqlite.close();
  expect(() => openForWriting(file)).toThrow(SchemaError);
  expect(() => openForReading(file)).toThrow(SchemaError);
});

test('a file that is no database is told as damaged and left as it was', () => {
  const file = path.join(tempFolder(), 'notes.db');
  const text = 'danh sách cơ quan\n'.repeat(300);
  writeFileSync(file, text);
  expect(() => openForWriting(file)).toThrow(DamagedError);
  expect(() => openForReading(file)).toThrow(DamagedError);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a database with torn pages is told as damaged', () => {
  const file = newFile();
  const { sqlite } = openForWriting(file);
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xa5, 100, 4_096));
  expect(() => openForWriting(file)).toThrow(DamagedError);
});

test('the newest migration is applied and named, and a reading connection cannot write', () => {
  const file = newFile();
  const writing = openForWriting(file);
  expect(schemaName(writing)).toBe('0002_records');
  const reading = openForReading(file);
  expect(() => reading.sqlite.exec("insert into agency (code) values ('x')")).toThrow(/readonly/);
  reading.sqlite.close();
  writing.sqlite.close();
});
