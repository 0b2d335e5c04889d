import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DamagedError } from '../../src/errors.ts';
import { seal, unseal } from '../../src/store/seal.ts';
import { newKey, tempStore } from './temp-store.ts';

const place = { table: 'credential', row: '7', column: 'sealed' };
const key = newKey();

test('what was sealed opens again, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (plain) => {
      expect(unseal(key, place, seal(key, place, plain))).toBe(plain);
    }),
  );
});

test.each([
  ['another table', { ...place, table: 'token' }],
  ['another row', { ...place, row: '8' }],
  ['another column', { ...place, column: 'name' }],
  ['a place whose parts run together the same', { table: 'credential', row: '', column: '7sealed' }],
])('a seal moved to %s does not open', (_, elsewhere) => {
  expect(() => unseal(key, elsewhere, seal(key, place, 'bí mật'))).toThrow(DamagedError);
});

test('another key does not open it, not even one that claims the same id', () => {
  const other = newKey();
  const sealed = seal(key, place, 'bí mật');
  expect(() => unseal(other, place, sealed)).toThrow(DamagedError);
  expect(() => unseal({ ...other, id: key.id }, place, sealed)).toThrow(DamagedError);
  expect(() => unseal({ ...key, id: other.id }, place, sealed)).toThrow(DamagedError);
});

test('a seal with any one bit changed, or cut short anywhere, does not open', () => {
  const sealed = Buffer.from(seal(key, place, 'public'), 'base64');
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => unseal(key, place, changed.toString('base64'))).toThrow(DamagedError);
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(() => unseal(key, place, sealed.subarray(0, length).toString('base64'))).toThrow(DamagedError);
  }
});

test('every seal has a nonce of its own, so equal secrets do not look equal', () => {
  const nonces = Array.from({ length: 500 }, () => Buffer.from(seal(key, place, 'public'), 'base64').subarray(0, 12));
  expect(new Set(nonces.map((nonce) => nonce.toString('hex'))).size).toBe(500);
});

test('no complaint carries the secret or the key', () => {
  const sealed = seal(key, place, 'chim-canary');
  const said = [() => unseal(key, { ...place, row: '8' }, sealed), () => unseal(newKey(), place, sealed)].map(
    (open) => {
      try {
        return open();
      } catch (error) {
        return String(error);
      }
    },
  );
  for (const text of said) {
    expect(text).not.toContain('canary');
    expect(text).not.toContain(key.secret.export().toString('hex'));
  }
});

test('a sealed row copied over another does not open', () => {
  const { store, file, reopen } = tempStore();
  const commit = { kind: 'cli', name: 'test' } as const;
  store.transaction(commit, 1, (c) => {
    store.credentials.create(c, 'one', { version: 'v2c', community: 'first' });
    store.credentials.create(c, 'two', { version: 'v2c', community: 'second' });
  });
  store.close();
  copyFirstOverSecond(file);
  const again = reopen();
  expect(again.credentials.open(1)).toEqual({ version: 'v2c', community: 'first' });
  expect(() => again.credentials.open(2)).toThrow(DamagedError);
});

function copyFirstOverSecond(file: string): void {
  const db = new Database(file);
  db.exec('update credential set sealed = (select sealed from credential where id = 1) where id = 2');
  db.close();
}
