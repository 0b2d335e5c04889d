import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ensureKeyFile,
  prepareNextKey,
  promoteNextKey,
  readKeyFile,
  readOlderKeys,
} from '../../src/config/sealing-keys.ts';
import { ConfigurationError } from '../../src/errors.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hatang-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string): string => path.join(folder, name);

test('a rotation puts the next key in the place of the one in use, which stays as the previous one', () => {
  const { key: first } = ensureKeyFile(folder);
  expect(readOlderKeys(folder)).toEqual([]);
  const next = prepareNextKey(folder);
  expect(readKeyFile(folder).equals(first)).toBe(true);
  expect(readOlderKeys(folder).map((one) => one.equals(next))).toEqual([true]);
  promoteNextKey(folder);
  expect(readKeyFile(folder).equals(next)).toBe(true);
  expect(readOlderKeys(folder).map((one) => one.equals(first))).toEqual([true]);
  expect(readdirSync(folder).toSorted()).toEqual(['key', 'key.previous']);
  for (const name of readdirSync(folder)) expect(statSync(place(name)).mode & 0o777).toBe(0o600);
});

test('a rotation that was cut short goes on with the key it had laid down', () => {
  ensureKeyFile(folder);
  const next = prepareNextKey(folder);
  expect(prepareNextKey(folder).equals(next)).toBe(true);
  // Cut between the copy of the old key and the change of place.
  copyFileSync(place('key'), place('key.previous'));
  expect(prepareNextKey(folder).equals(next)).toBe(true);
  promoteNextKey(folder);
  expect(readKeyFile(folder).equals(next)).toBe(true);
});

test.each(['key.next', 'key.previous'])('a key that is gone while there is a %s is not made anew', (name) => {
  const { file } = ensureKeyFile(folder);
  copyFileSync(file, place(name));
  rmSync(file);
  expect(() => ensureKeyFile(folder)).toThrow(ConfigurationError);
  expect(() => ensureKeyFile(folder)).toThrow(file);
  expect(readdirSync(folder)).toEqual([name]);
});

test('a broken key beside the one in use is named, not passed over', () => {
  ensureKeyFile(folder);
  writeFileSync(place('key.previous'), 'half');
  expect(() => readOlderKeys(folder)).toThrow(place('key.previous'));
  expect(readFileSync(place('key.previous'), 'utf8')).toBe('half');
});
