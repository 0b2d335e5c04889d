import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';
import { parseImportDocument } from '../../src/inventory/import-parse.ts';
import type { SecretSource } from '../../src/inventory/import-secret.ts';
import { catalogues } from '../support/catalogues.ts';

const kept: Readonly<Record<string, string>> = {
  'env A': 'from-environment',
  'file /run/b': 'from-file-b',
  'env S': 'tiny-',
};

function parse(credential: string) {
  const resolve = (source: SecretSource) => kept[Object.entries(source).flat().join(' ')] ?? null;
  return parseImportDocument(
    locateYaml(`credentials:\n  - {name: c, ${credential}}\n`, 'in.yaml'),
    resolve,
    catalogues,
  );
}

const v3 = 'version: v3, user: u, auth_protocol: sha256, priv_protocol: aes128';

test('a community is taken as it is written', () => {
  expect(parse('version: v2c, community: " pu blic"').entries.credentials).toMatchObject([
    { name: 'c', credential: { version: 'v2c', community: ' pu blic' } },
  ]);
});

test('secrets are looked up where the document says', () => {
  const { entries, faults } = parse(`${v3}, auth_password: {env: A}, priv_password: {file: /run/b}`);
  expect(faults).toEqual([]);
  expect(entries.credentials[0]?.credential).toEqual({
    version: 'v3',
    user: 'u',
    authProtocol: 'sha256',
    authPassword: 'from-environment',
    privProtocol: 'aes128',
    privPassword: 'from-file-b',
  });
});

test.each([
  ['SHA-256', 'AES-256', 'sha256', 'aes256'],
  ['sha', 'aes', 'sha1', 'aes128'],
  ['SHA_512', 'aes128', 'sha512', 'aes128'],
])('protocols are known under their usual spellings: %s %s', (auth, priv, authProtocol, privProtocol) => {
  const { entries } = parse(
    `version: v3, user: u, auth_protocol: ${auth}, priv_protocol: ${priv}, auth_password: 12345678a, priv_password: 12345678a`,
  );
  expect(entries.credentials[0]?.credential).toMatchObject({ authProtocol, privProtocol });
});

test.each([
  ['MD5', 'aes128', 'auth_protocol'],
  ['sha1', 'DES', 'priv_protocol'],
  ['sha1', '3DES', 'priv_protocol'],
])('%s with %s is refused with the reason', (auth, priv, column) => {
  const { faults, entries } = parse(
    `version: v3, user: u, auth_protocol: ${auth}, priv_protocol: ${priv}, auth_password: 12345678a, priv_password: 12345678a`,
  );
  expect(faults).toMatchObject([{ column, code: 'protocol-refused' }]);
  expect(entries.credentials).toEqual([]);
});

test.each([
  ['version: v1, community: canary-1', 'version choice'],
  ['version: v2c', 'community required'],
  ['version: v2c, community: 12345', 'community secret-expected'],
  ['version: v2c, community: {env: NONE}', 'community secret-missing'],
  ['version: v2c, community: {env: A, file: B}', 'community secret-expected'],
  ['version: v2c, community: {vault: A}', 'community secret-expected'],
  ['version: v2c, community: canary-1, user: u', 'user not-for-version'],
  [`${v3}, auth_password: {env: S}, priv_password: canary-canary`, 'auth_password secret-too-short'],
  [`${v3}, auth_password: canary-canary`, 'priv_password required'],
  [
    `${v3}, community: canary-1, auth_password: canary-canary, priv_password: canary-canary`,
    'community not-for-version',
  ],
  [
    `${v3}, auth_pasword: canary-canary, auth_password: canary-canary, priv_password: canary-canary`,
    'auth_pasword unknown-column',
  ],
])('%s is a fault that tells no secret', (credential, fault) => {
  const { faults } = parse(credential);
  expect(faults.map((one) => `${one.column} ${one.code}`)).toEqual([fault]);
  expect(JSON.stringify(faults)).not.toMatch(/canary|12345|tiny-/);
});

test('no mangled YAML makes a fault tell a secret', () => {
  const junk = fc.string({ unit: fc.constantFrom(...'*&!@`%|>[]{}"\'#:,?- \\\n\tx1'), maxLength: 6 });
  fc.assert(
    fc.property(junk, junk, (before, after) => {
      const { faults } = parse(`version: v2c, community: ${before}canary${after}`);
      // A key can become anything when its quotes are lost; the name of an unknown key has to be told.
      expect(JSON.stringify(faults.filter((fault) => fault.code !== 'unknown-column'))).not.toContain('canary');
    }),
    { numRuns: 2_000 },
  );
});
