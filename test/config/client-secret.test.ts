import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readClientSecret } from '../../src/config/client-secret.ts';
import { ConfigurationError } from '../../src/errors.ts';

test('the client secret comes from its variable or its file, without the white space around it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'secret');
  writeFileSync(file, ' of-a-file\n');
  expect(readClientSecret({ env: 'SSO' }, { SSO: 'of-a-variable\n' })).toBe('of-a-variable');
  expect(readClientSecret({ file }, {})).toBe('of-a-file');
});

test('a secret that is not there, or empty, is a fault of the configuration that names its place', () => {
  for (const env of [{}, { SSO: ' ' }]) {
    expect(() => readClientSecret({ env: 'SSO' }, env)).toThrow(ConfigurationError);
    expect(() => readClientSecret({ env: 'SSO' }, env)).toThrow(/oidc\.client_secret: .*SSO/);
  }
  expect(() => readClientSecret({ file: '/nowhere/secret' }, {})).toThrow(/\/nowhere\/secret/);
});
