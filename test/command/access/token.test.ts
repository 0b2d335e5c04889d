import { expect, test } from 'vitest';
import { ConflictError, NotFoundError } from '../../../src/errors.ts';
import { NOON } from '../desk.ts';
import { openAccess } from './open-access.ts';

const create = {
  kind: 'token.create',
  prefix: 'abcdefgh',
  hash: 'f'.repeat(64),
  name: 'Grafana',
  role: 'viewer',
  agency: 'X1',
  expiresAt: NOON + 1_000,
  cidrs: ['10.0.0.0/8'],
} as const;

test('a token is kept by its hash with who made it, and found by its prefix; its hash stands in no list', () => {
  const desk = openAccess();
  const [made] = desk.run(create).subjects;
  expect(made?.kind).toBe('tokens');
  const { kind: _, hash, agency: __, ...told } = create;
  const agencyId = desk.agencyOn('X1', '2026-11-22')?.id;
  const stored = { ...told, agencyId, createdBy: 'cli:test', createdAt: NOON, revokedAt: null, lastUsedAt: null };
  expect(desk.store.read.tokens.list()).toEqual([{ id: Number(made?.id), ...stored }]);
  expect(desk.store.read.tokens.byPrefix('abcdefgh')?.hash).toBe(hash);
  expect([desk.store.read.tokens.byPrefix('abcdefgH'), desk.store.read.tokens.byId(77)]).toEqual([null, null]);
});

test('a prefix that is taken and an agency that is not there are refused, and nothing is kept', () => {
  const desk = openAccess();
  desk.run(create);
  const before = desk.everything();
  expect(desk.refusal({ ...create, hash: 'e'.repeat(64) })).toBeInstanceOf(ConflictError);
  expect(desk.refusal({ ...create, prefix: 'bbbbbbbb', agency: 'X9' })).toBeInstanceOf(NotFoundError);
  expect(desk.everything()).toEqual(before);
});

test('a token is revoked once and stays listed; that it is used leaves no record', () => {
  const desk = openAccess();
  const token = Number(desk.run(create).subjects[0]?.id);
  const { token: _, ...before } = desk.everything();
  desk.clock.now += 5;
  desk.run({ kind: 'token.used', token });
  expect(desk.store.read.tokens.byId(token)?.lastUsedAt).toBe(NOON + 5);
  expect(desk.everything()).toMatchObject(before);
  expect(desk.run({ kind: 'token.revoke', token }).tally.tokens.changed).toBe(1);
  expect(desk.store.read.tokens.list()).toMatchObject([{ id: token, revokedAt: NOON + 5 }]);
  desk.clock.now += 5;
  expect(desk.run({ kind: 'token.revoke', token })).toMatchObject({ seq: null, tally: { tokens: { same: 1 } } });
  expect(desk.store.read.tokens.byId(token)?.revokedAt).toBe(NOON + 5);
  expect(desk.refusal({ kind: 'token.revoke', token: 77 })).toBeInstanceOf(NotFoundError);
});
