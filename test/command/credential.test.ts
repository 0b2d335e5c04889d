import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import { ConflictError, DamagedError, NotFoundError } from '../../src/errors.ts';
import { openWriteStore } from '../../src/store/write-store.ts';
import { newKey, tempStore } from '../store/temp-store.ts';
import { catalogues } from '../support/catalogues.ts';
import { agency, credential, device, NOON, openDesk } from './desk.ts';

const actor = { kind: 'cli', name: 'test' } as const;

test('a credential in use cannot be closed; the refusal names who uses it', () => {
  const desk = openDesk();
  const devices = [device('X1', 'a', { credential: 'c' })];
  desk.import({ agencies: [agency('X1')], credentials: [credential('c')], devices });
  const close = { kind: 'credential.close', name: 'c' } as const;
  expect(desk.refusal(close)).toBeInstanceOf(ConflictError);
  expect(desk.refusal(close).message).toContain('1 devices: a');
  desk.import({ devices: [device('X1', 'a')] });
  desk.run(close);
  expect(desk.refusal(close)).toBeInstanceOf(NotFoundError);
  expect(desk.rows('credential')).toEqual([]);
});

test('a credential is the same when it says the same, in whatever order its parts come, and changed when it does not', () => {
  const desk = openDesk();
  const v3 = {
    authProtocol: 'sha256',
    authPassword: 'password-1',
    privProtocol: 'aes128',
    privPassword: 'password-2',
  } as const;
  const put = (more: object) => {
    const of = { version: 'v3', user: 'u', ...v3, ...more } as const;
    return desk.run({ kind: 'credential.put', entry: credential('c', of) }).tally.credentials;
  };
  expect(put({})).toEqual({ added: 1, changed: 0, same: 0 });
  expect(put({})).toEqual({ added: 0, changed: 0, same: 1 });
  const reordered = {
    privPassword: 'password-2',
    privProtocol: 'aes128',
    authPassword: 'password-1',
    user: 'u',
  } as const;
  const entry = credential('c', { ...reordered, authProtocol: 'sha256', version: 'v3' });
  expect(desk.run({ kind: 'credential.put', entry }).seq).toBeNull();
  expect(put({ privPassword: 'password-3' })).toEqual({ added: 0, changed: 1, same: 0 });
  expect(desk.store.credentials.open(1)).toMatchObject({ privPassword: 'password-3' });
});

test('a credential whose key is lost does not open, and can be put anew', () => {
  const { file, store } = tempStore();
  runCommand(
    store,
    { id: '1', actor, scope: null, command: { kind: 'credential.put', entry: credential('c') } },
    NOON,
    catalogues,
  );
  store.close();
  const other = openWriteStore(file, newKey());
  expect(() => other.credentials.open(1)).toThrow(DamagedError);
  const { tally } = runCommand(
    other,
    { id: '2', actor, scope: null, command: { kind: 'credential.put', entry: credential('c') } },
    NOON,
    catalogues,
  );
  expect([tally.credentials.changed, other.credentials.open(1)]).toEqual([1, { version: 'v2c', community: 'x' }]);
  other.close();
});
