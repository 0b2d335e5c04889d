import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { AccessCommand } from '../../../src/command/access-command.ts';
import { ConflictError } from '../../../src/errors.ts';
import { agency, NOON } from '../desk.ts';
import { HOUR_MS, openAccess, PHC, SECRET, SITE } from './open-access.ts';

const CANARIES = {
  totp: SECRET,
  tokenKey: Buffer.from('canary-token-key').toString('base64'),
  tokenHash: 'ca0a'.repeat(16),
  setupHash: 'ca1a'.repeat(16),
  session: 'ca2a'.repeat(16),
  recovery: 'ca3a'.repeat(16),
} as const;
const account = 2;
const named = { name: 'ba', fullName: 'Ba' } as const;
const limits = { disableAfterMs: 45 * 24 * HOUR_MS, absoluteMs: HOUR_MS, idleMs: HOUR_MS };

/** One of every kind that is a change, in an order in which each does something; what the record says of it. */
const story: readonly (readonly [AccessCommand, readonly string[]])[] = [
  [{ kind: 'access.prepare', tokenKey: CANARIES.tokenKey }, ['create key']],
  [{ kind: 'setup.make', hash: 'h1', account: null, expiresAt: NOON + HOUR_MS }, ['make setup']],
  [
    { kind: 'setup.first-administrator', hash: 'h1', name: 'root', fullName: 'R', passwordHash: PHC },
    ['create account', 'grant grant'],
  ],
  [{ kind: 'account.create', ...named, passwordHash: PHC, grants: [SITE] }, ['create account', 'grant grant']],
  [{ kind: 'account.rename', account, fullName: 'Bà' }, ['change account']],
  [{ kind: 'setup.make', hash: CANARIES.setupHash, account, expiresAt: NOON + HOUR_MS }, ['make setup']],
  [{ kind: 'account.password', account, passwordHash: PHC, keepSession: null }, ['password account']],
  [{ kind: 'account.totp', account, secret: SECRET }, ['totp-begin account']],
  [
    { kind: 'account.totp-confirm', account, step: 1, recoveryHashes: [CANARIES.recovery, 'r2'] },
    ['totp-confirm account'],
  ],
  [{ kind: 'account.failed', account, lockAfter: 5, lockMs: 1 }, ['failed account']],
  [
    { kind: 'session.begin', account, session: CANARIES.session, step: null, recoveryHash: CANARIES.recovery },
    ['begin session'],
  ],
  [{ kind: 'session.begin', account, session: 's2', step: 2, recoveryHash: null }, ['begin session']],
  [{ kind: 'session.end', session: 's2' }, ['end session']],
  [{ kind: 'session.end-all', account, keepSession: null }, ['end-all session']],
  [
    { kind: 'session.begin-oidc', subject: 'sub', name: 'chi', fullName: 'C', grants: [], session: 's3' },
    ['create account', 'begin session'],
  ],
  [{ kind: 'grant.add', account, role: 'viewer', agency: 'X1' }, ['grant grant']],
  [{ kind: 'grant.end', grant: 3 }, ['end grant']],
  [
    {
      kind: 'token.create',
      prefix: 'abcdefgh',
      hash: CANARIES.tokenHash,
      name: 'n',
      role: 'viewer',
      agency: null,
      expiresAt: null,
      cidrs: [],
    },
    ['create token'],
  ],
  [{ kind: 'token.revoke', token: 1 }, ['revoke token']],
  [{ kind: 'account.disable', account }, ['disable account']],
  [{ kind: 'account.enable', account }, ['enable account']],
  [{ kind: 'account.totp', account, secret: null }, ['totp-remove account']],
  [{ kind: 'account.totp', account, secret: SECRET }, ['totp-begin account']],
  [{ kind: 'access.sweep', limits }, []],
  [{ kind: 'key.reseal' }, []],
];

test('every change says who asked and what, carries no secret, and is carried out once for its key', () => {
  const desk = openAccess();
  story.forEach(([command, expected], n) => {
    const before = desk.store.read.audits.last()?.id ?? 0;
    const result = desk.run(command, `key ${n}`);
    const rows = [...desk.store.read.audits.lines(before + 1)];
    expect([command.kind, ...rows.map((row) => `${row.action} ${row.subjectKind}`)]).toEqual([
      command.kind,
      ...expected,
    ]);
    for (const row of rows) expect(row).toMatchObject({ actor: 'cli:test', at: NOON, seq: result.seq });
    const after = desk.everything();
    expect(desk.run(command, `key ${n}`)).toEqual(result);
    expect(desk.everything()).toEqual(after);
    const other = { kind: 'account.rename', account: 1, fullName: 'X' } as const;
    expect(desk.refusal(other, `key ${n}`)).toBeInstanceOf(ConflictError);
    expect(desk.everything()).toEqual(after);
  });
  const told = JSON.stringify([desk.rows('audit'), desk.rows('command_log'), desk.rows('commit_log')]);
  for (const secret of [...Object.values(CANARIES), PHC, 'argon2']) expect(told).not.toContain(secret);
});

test('the TOTP secret and the key of token hashes stand nowhere in the data directory in any form', () => {
  const desk = openAccess();
  for (const [command] of story) desk.run(command);
  expect(desk.secrets(account)?.totpSecret).toBe(SECRET);
  const files = readdirSync(desk.folder);
  expect(files).toContain('hatang.db-wal');
  for (const file of files) {
    const bytes = readFileSync(path.join(desk.folder, file)).toString('latin1');
    for (const canary of [SECRET, 'canary-token-key']) {
      for (const form of ['utf8', 'base64', 'hex'] as const) {
        const text = Buffer.from(canary).toString(form).replace(/=+$/, '');
        expect([file, form, bytes.includes(text)]).toEqual([file, form, false]);
      }
    }
  }
  // The search itself finds what does stand there: hashes in their own columns.
  const all = files.map((file) => readFileSync(path.join(desk.folder, file)).toString('latin1')).join('');
  expect([all.includes(PHC), all.includes(CANARIES.tokenHash)]).toEqual([true, true]);
});

test('a key used by somebody else answers nothing of what was asked with it before', () => {
  const desk = openAccess();
  const command = { kind: 'agency.create', entry: agency('X2', { parent: 'S1' }) } as const;
  desk.run(command, 'key');
  expect(desk.refusal(command, 'key', null, { kind: 'account', name: 'ba' })).toBeInstanceOf(ConflictError);
});
