import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { InvalidError } from '../../src/errors.ts';
import { importFault } from '../../src/inventory/import-fault.ts';
import { agency, credential, device, fact, importOf, openDesk, prefix, tables } from './desk.ts';

const document = () => ({
  agencies: [agency('X1', { parent: 'S1', validFrom: '2025-07-01' }), agency('S1', { block: 'department' })],
  credentials: [credential('c')],
  devices: [
    device('X1', 'b', { credential: 'c', reachability: 'snmp', parents: [{ agency: 'S1', name: 'a' }] }),
    device('S1', 'a'),
  ],
  prefixes: [prefix('X1', '10.1.0.0/16')],
  facts: [fact('X1', 'officials', 20), fact('X1', 'workstations', 15)],
});

function everything(desk: ReturnType<typeof openDesk>) {
  return Object.fromEntries(tables.map((table) => [table, desk.rows(table)]));
}

describe('a document', () => {
  test('becomes true as a whole, in one commit; parents may stand below their children', () => {
    const desk = openDesk();
    const { tally, seq, subjects } = desk.import(document());
    expect(seq).toBe(1);
    expect(tally).toMatchObject({
      agencies: { added: 2, changed: 0, same: 0 },
      credentials: { added: 1 },
      devices: { added: 2 },
      prefixes: { added: 1 },
      facts: { added: 2 },
    });
    expect(subjects.map((one) => one.id).slice(0, 3)).toEqual(['S1', 'X1', 'c']);
    expect(desk.rows('commit_log')).toHaveLength(1);
    expect(desk.agencyOn('X1', '2025-07-01')).toMatchObject({ parent: 'S1', validFrom: '2025-07-01', validTo: null });
    expect(desk.device('X1', 'b').parentIds).toEqual([desk.device('S1', 'a').id]);
    const asOf = { asOf: '2026-06-01', knownSeq: 1 };
    expect(desk.store.read.facts.asKnown(wholeTree, asOf).map((one) => [one.fact, one.value, one.source])).toEqual([
      ['officials', 20, 'import:test'],
      ['workstations', 15, 'import:test'],
    ]);
  });

  test('imported a second time changes nothing: no commit, no audit row, everything counted as the same', () => {
    const desk = openDesk();
    desk.import(document());
    const before = everything(desk);
    desk.clock.now += 40 * 86_400_000;
    const { seq, subjects, tally } = desk.import(document(), { id: 'again' });
    expect([seq, subjects]).toEqual([null, []]);
    for (const counts of Object.values(tally)) expect(counts).toMatchObject({ added: 0, changed: 0 });
    const after = everything(desk);
    expect({ ...after, command_log: [] }).toEqual({ ...before, command_log: [] });
  });

  test('with faults of form and of fit is refused with all of them and their rows, and leaves nothing behind', () => {
    const desk = openDesk();
    desk.import(document());
    const before = everything(desk);
    const form = importFault({ file: 'f.csv', row: 2, path: null }, 'name', 'required');
    const bad = [device('X9', 'r'), device('X1', 's', { reachability: 'snmp' }), device('X1', 'good')];
    const far = fact('X8', 'officials', 1);
    const refusal = desk.refusal(importOf({ ...document(), devices: bad, facts: [far] }, { faults: [form] }));
    expect(refusal).toBeInstanceOf(InvalidError);
    expect(refusal.problems.map(({ row, column }) => [row, column])).toEqual([
      [2, 'name'],
      [bad[0]?.place.row, 'agency'],
      [bad[1]?.place.row, 'credential'],
      [far.place.row, 'agency'],
    ]);
    expect(refusal.problems[1]?.message).toMatch(/chưa có cơ quan mang mã X9.+ \/ there is no agency X9/);
    expect(everything(desk)).toEqual(before);
  });

  test('tried out gives the same counts and writes nothing at all', () => {
    const desk = openDesk();
    const before = everything(desk);
    const tried = desk.import(document(), { id: 'try', dryRun: true });
    expect(everything(desk)).toEqual(before);
    const done = desk.import(document(), { id: 'try' });
    expect(tried).toEqual({ ...done, seq: null });
  });

  test('half applied when the program finds a fault of its own leaves nothing behind', () => {
    const desk = openDesk();
    desk.import({ agencies: [agency('X1'), agency('X2')] });
    desk.import({ devices: [device('X1', 'r')] });
    const before = everything(desk);
    const ending = agency('X1', { validFrom: '2026-11-22', validTo: '2026-11-23' });
    desk.clock.now += 2 * 86_400_000;
    const refusal = desk.refusal(importOf({ agencies: [agency('X2', { name: 'khác' }), ending] }));
    expect(refusal.message).toContain('still has 1 devices');
    expect(everything(desk)).toEqual(before);
  });

  test('of 5,000 agencies one below the other, told from the lowest up, is no danger', () => {
    const desk = openDesk();
    const count = 5_000;
    const chain = Array.from({ length: count }, (_, n) =>
      agency(`A${n}`, { parent: n + 1 < count ? `A${n + 1}` : null }),
    );
    const { tally } = desk.import({ agencies: chain });
    expect(tally.agencies.added).toBe(count);
    expect(desk.agencyOn('A0', '2026-11-22')?.parent).toBe('A1');
  });
});

describe('facts of one document', () => {
  test('mean the same in whatever order they stand, and a second run changes nothing', () => {
    const later = fact('X1', 'officials', 12, { validFrom: '2026-06-01' });
    const earlier = fact('X1', 'officials', 9, { validFrom: '2026-01-01' });
    for (const facts of [
      [later, earlier],
      [earlier, later],
    ]) {
      const desk = openDesk();
      desk.import({ agencies: [agency('X1', { validFrom: '2025-07-01' })], facts });
      const on = (asOf: string) => desk.store.read.facts.asKnown(wholeTree, { asOf, knownSeq: 99 })[0]?.value;
      expect([on('2026-05-31'), on('2026-06-01')]).toEqual([9, 12]);
      expect(desk.import({ facts }).seq).toBeNull();
    }
  });
});

describe('prefixes', () => {
  test('are the same when they stand, a fault when they belong to another, and gone when taken back', () => {
    const desk = openDesk();
    desk.import({ agencies: [agency('X1'), agency('X2')] });
    const [made] = desk.run({ kind: 'prefix.create', entry: prefix('X1', '10.1.0.0/16') }).subjects;
    expect(made).toEqual({ kind: 'prefixes', id: '1', what: 'added' });
    expect(desk.import({ prefixes: [prefix('X1', '10.1.0.0/16')] }).seq).toBeNull();
    expect(desk.refusal({ kind: 'prefix.create', entry: prefix('X1', '10.1.0.0/16') }).code).toBe('conflict');
    const taken = desk.refusal({ kind: 'prefix.create', entry: prefix('X2', '10.1.0.0/16') });
    expect([taken.code, taken.problems[0]?.column]).toEqual(['invalid', 'cidr']);
    desk.run({ kind: 'prefix.close', id: 1 });
    expect(desk.rows('prefix')).toEqual([]);
    expect(desk.refusal({ kind: 'prefix.close', id: 1 }).code).toBe('not-found');
    expect(desk.run({ kind: 'prefix.create', entry: prefix('X2', '10.1.0.0/16') }).subjects[0]?.id).toBe('2');
  });
});
