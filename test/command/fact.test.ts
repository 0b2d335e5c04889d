import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { Command } from '../../src/command/command.ts';
import { ForbiddenError, NotFoundError } from '../../src/errors.ts';
import { agency, fact, importOf, openDesk } from './desk.ts';

function openWith() {
  const desk = openDesk();
  desk.import({ agencies: [agency('X1', { validFrom: '2025-07-01' })] });
  const declare = (value: number, more: Parameters<typeof fact>[3] = {}, source = 'hand') =>
    desk.run({ kind: 'fact.declare', entry: fact('X1', 'officials', value, more), source });
  const retract = (validFrom: string, validTo: string | null = null, source = 'hand'): Command => ({
    kind: 'fact.retract',
    subject: { kind: 'agency', code: 'X1' },
    dimensions: '',
    factKind: 'declared',
    fact: 'officials',
    source,
    validFrom,
    validTo,
  });
  const on = (asOf: string, knownSeq = 99) =>
    desk.store.read.facts.asKnown(wholeTree, { asOf, knownSeq }).map((one) => [one.source, one.value]);
  return { desk, declare, retract, on };
}

describe('declaring', () => {
  test('the same again changes nothing; another value or another span does', () => {
    const { declare } = openWith();
    expect(declare(20).tally.facts).toEqual({ added: 1, changed: 0, same: 0 });
    expect(declare(20)).toMatchObject({ seq: null, tally: { facts: { same: 1 } } });
    expect(declare(21).tally.facts).toEqual({ added: 0, changed: 1, same: 0 });
    expect(declare(21, { validTo: '2027-01-01' }).tally.facts.changed).toBe(1);
  });

  test('holds from its first day and up to, not with, its last; other sources keep their word', () => {
    const { declare, on } = openWith();
    declare(20, { validFrom: '2026-01-01', validTo: '2026-07-01' });
    declare(30, { validFrom: '2026-01-01' }, 'other');
    expect(on('2025-12-31')).toEqual([]);
    expect(on('2026-06-30')).toEqual([
      ['hand', 20],
      ['other', 30],
    ]);
    expect(on('2026-07-01')).toEqual([['other', 30]]);
  });

  test('a correction is a version of its own: what was believed before stays readable', () => {
    const { declare, on } = openWith();
    const before = declare(20).seq ?? 0;
    declare(25);
    expect([on('2026-06-01', before), on('2026-06-01')]).toEqual([[['hand', 20]], [['hand', 25]]]);
  });
});

describe('retracting', () => {
  test('hides a fact on its days only, and what was believed stays readable', () => {
    const { desk, declare, retract, on } = openWith();
    const before = declare(20).seq ?? 0;
    desk.run(retract('2026-03-01', '2026-05-01'));
    expect(on('2026-02-28')).toEqual([['hand', 20]]);
    expect(on('2026-03-01')).toEqual([]);
    expect(on('2026-05-01')).toEqual([['hand', 20]]);
    expect(on('2026-03-01', before)).toEqual([['hand', 20]]);
  });

  test('what nobody declared, or was retracted, is not found', () => {
    const { desk, declare, retract } = openWith();
    expect(desk.refusal(retract('2026-03-01'))).toBeInstanceOf(NotFoundError);
    declare(20);
    expect(desk.refusal(retract('2026-03-01', null, 'other'))).toBeInstanceOf(NotFoundError);
    desk.run(retract('2026-03-01'));
    expect(desk.refusal(retract('2026-03-01'))).toBeInstanceOf(NotFoundError);
    expect(desk.run(retract('2026-01-01')).tally.facts.changed).toBe(1);
  });

  test('what is declared again after it counts again', () => {
    const { desk, declare, retract, on } = openWith();
    declare(20);
    desk.run(retract('2026-01-01'));
    expect(declare(20).tally.facts.added).toBe(1);
    expect(on('2026-06-01')).toEqual([['hand', 20]]);
  });
});

test('a figure cannot be slipped past its approval by naming a declaration as its source', () => {
  const desk = openDesk();
  desk.import({ agencies: [agency('X1', { validFrom: '2025-07-01' })] });
  const slipped = fact('X1', 'officials', 7, { source: 'declaration:commune_year' });
  const command = importOf({ facts: [slipped] });
  expect(desk.refusal(command, undefined, [1])).toBeInstanceOf(ForbiddenError);
  expect(desk.run(command).tally.facts.added).toBe(1);
  expect(desk.run(importOf({ facts: [slipped] }), undefined, [1]).seq).toBeNull();
});
