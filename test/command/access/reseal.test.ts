import { generateKeySync } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../../../src/command/run.ts';
import { DamagedError } from '../../../src/errors.ts';
import { type SealingKey, sealingKey } from '../../../src/store/seal.ts';
import { openWriteStore } from '../../../src/store/write-store.ts';
import { newKey } from '../../store/temp-store.ts';
import { catalogues } from '../../support/catalogues.ts';
import { credential, NOON } from '../desk.ts';
import { openAccess, SECRET } from './open-access.ts';

const actor = { kind: 'cli', name: 'test' } as const;
const community = 'canary-community';

/** Everything that can be sealed, sealed with the desk's key. */
function openSealed() {
  const desk = openAccess();
  const account = desk.make('an');
  desk.import({ credentials: [credential('c', { version: 'v2c', community })] });
  desk.run({ kind: 'account.totp', account, secret: SECRET });
  desk.run({ kind: 'access.prepare', tokenKey: 'dG9rZW4ta2V5' });
  desk.store.close();
  const openWith = (key: SealingKey) => {
    const store = openWriteStore(desk.file, key);
    onTestFinished(() => store.close());
    return {
      store,
      opened: () => [
        store.credentials.open(1),
        store.accounts.secrets.of(account)?.totpSecret,
        store.secrets.open('token-key'),
      ],
      reseal: (id: string) =>
        runCommand(store, { id, actor, scope: null, command: { kind: 'key.reseal' } }, NOON, catalogues),
    };
  };
  return { old: desk.key, openWith };
}

const secrets = [{ version: 'v2c', community }, SECRET, 'dG9rZW4ta2V5'];

test('before resealing the new key opens every secret only with the old one beside it, afterwards alone', () => {
  const { old, openWith } = openSealed();
  const secret = generateKeySync('hmac', { length: 256 });
  const [alone, both] = [sealingKey(secret), sealingKey(secret, [old])];
  const { store, opened, reseal } = openWith(both);
  expect(opened()).toEqual(secrets);
  const shut = openWith(alone).store;
  expect(() => shut.credentials.open(1)).toThrow(DamagedError);
  expect(() => shut.accounts.secrets.of(1)).toThrow(DamagedError);
  expect(() => shut.secrets.open('token-key')).toThrow(DamagedError);
  expect(reseal('one').tally.credentials.changed).toBe(1);
  expect([opened(), openWith(alone).opened()]).toEqual([secrets, secrets]);
  expect(() => openWith(old).opened()).toThrow(DamagedError);
  const [row] = store.read.audits.list({ limit: 1 });
  expect(row).toMatchObject({ action: 'reseal', subjectKind: 'key', actor: 'cli:test' });
  expect(row?.detail).toEqual({ credentials: 1, accounts: 1, secrets: 1 });
  expect(reseal('two').seq).toBeNull();
});

test('resealing that breaks midway leaves every secret as it was', () => {
  const { old, openWith } = openSealed();
  const foreign = newKey();
  // A TOTP secret of a key that is nowhere to be found, behind credentials that could be sealed anew.
  const { store } = openWith(foreign);
  const command = { kind: 'account.create', name: 'x', fullName: 'x', passwordHash: null, grants: [] } as const;
  runCommand(store, { id: 'x', actor, scope: null, command }, NOON, catalogues);
  const account = store.read.accounts.byName('x')?.id ?? 0;
  const totp = { kind: 'account.totp', account, secret: SECRET } as const;
  runCommand(store, { id: 'y', actor, scope: null, command: totp }, NOON, catalogues);
  const rotating = openWith(sealingKey(generateKeySync('hmac', { length: 256 }), [old]));
  expect(() => rotating.reseal('one')).toThrow(DamagedError);
  expect(openWith(old).opened()).toEqual(secrets);
});
