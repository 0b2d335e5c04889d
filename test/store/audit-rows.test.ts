import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyChain } from '../../src/access/audit-chain.ts';
import type { AccessCommand } from '../../src/command/access-command.ts';
import type { Command } from '../../src/command/command.ts';
import { AppError } from '../../src/errors.ts';
import { agency, openDesk } from '../command/desk.ts';

const id = fc.integer({ min: 1, max: 4 });
const name = fc.constantFrom('an', 'ba', 'Nguyễn\u202e\n\u0000', '"],["');
const accessCommand: fc.Arbitrary<AccessCommand> = fc.oneof(
  name.map((one) => ({ kind: 'account.create', name: one, fullName: one, passwordHash: null, grants: [] }) as const),
  fc.tuple(id, name).map(([account, fullName]) => ({ kind: 'account.rename', account, fullName }) as const),
  id.map((account) => ({ kind: 'account.disable', account }) as const),
  id.map((account) => ({ kind: 'account.enable', account }) as const),
  id.map((account) => ({ kind: 'grant.add', account, role: 'administrator', agency: null }) as const),
  id.map((grant) => ({ kind: 'grant.end', grant }) as const),
  id.map((account) => ({ kind: 'session.begin', account, session: '', step: null, recoveryHash: null }) as const),
);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: accessCommand },
  { weight: 1, arbitrary: name.map((one) => ({ kind: 'agency.create', entry: agency('X1', { name: one }) }) as const) },
);

test('whatever is asked, in whatever order, refused or not, the stored rows make one unbroken chain', () => {
  const desk = openDesk();
  let count = 0;
  const step = fc.tuple(command, fc.integer({ min: -5_000, max: 5_000 }), fc.boolean());
  const property = fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
    for (const [wish, wait, again] of steps) {
      desk.clock.now += wait;
      count += 1;
      const asked = wish.kind === 'session.begin' ? { ...wish, session: `${count}` } : wish;
      try {
        desk.run(asked, `${count}`);
        if (again) desk.run(asked, `${count}`);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    }
    const { audits } = desk.store.read;
    const last = audits.last();
    expect(verifyChain(audits.lines(), last ? [last] : [])).toBeNull();
  });
  fc.assert(property, { numRuns: 60 });
  desk.restart();
  const { audits } = desk.store.read;
  expect(verifyChain(audits.lines(), [])).toBeNull();
  expect([...audits.lines()].length).toBeGreaterThan(20);
  expect([...audits.lines(15)].map((row) => row.id)).toEqual([...audits.lines()].map((row) => row.id).slice(14));
});

test.each([
  ['edited', 'update audit set actor = actor || char(33) where id = 2', { id: 2, reason: 'hash-differs' }],
  ['deleted', 'delete from audit where id = 2', { id: 2, reason: 'row-missing' }],
  ['cut off', 'delete from audit where id >= 3', { id: 3, reason: 'truncated' }],
  [
    'swapped',
    'update audit set id = -1 where id = 2; update audit set id = 2 where id = 3; update audit set id = 3 where id = -1',
    { id: 2, reason: 'hash-differs' },
  ],
])('a row %s behind the triggers’ back is found', (_what, sql, fault) => {
  const desk = openDesk();
  desk.import({ agencies: ['X1', 'X2', 'X3', 'X4'].map((code) => agency(code)) });
  const head = desk.store.read.audits.last();
  desk.store.close();
  const db = new Database(desk.file);
  expect(() => db.exec(sql)).toThrow(/append-only/);
  for (const trigger of ['audit_keeps_versions', 'audit_keeps_rows']) db.exec(`drop trigger ${trigger}`);
  db.exec(sql);
  db.close();
  desk.restart();
  expect(verifyChain(desk.store.read.audits.lines(), head ? [head] : [])).toEqual(fault);
});
