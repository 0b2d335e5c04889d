import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { Command } from '../../src/command/command.ts';
import { ConflictError, ForbiddenError, InvalidError, NotFoundError, StaleError } from '../../src/errors.ts';
import type { RecordEntry } from '../../src/inventory/import-entry.ts';
import type { RecordKind } from '../../src/inventory/record.ts';
import { agency, device, openDesk } from './desk.ts';

const place = { file: 'f.csv', row: 2, path: null };

function record(
  kind: RecordKind,
  values: RecordEntry['values'],
  validFrom: string | null = '2025-07-01',
  validTo: string | null = null,
): RecordEntry {
  return { place, kind, values, validFrom, validTo };
}

const link = (values: RecordEntry['values'] = {}, ...span: [(string | null)?, (string | null)?]) =>
  record('wan_link', { agency: 'X1', name: 'Kênh 1', level: 'II', ...values }, ...span);

function openOffice() {
  const desk = openDesk();
  desk.import({ agencies: [agency('X1'), agency('X2')], devices: [device('X1', 'r')] });
  const on = (asOf: string, knownSeq = Number.MAX_SAFE_INTEGER) =>
    desk.store.read.records.byCode(wholeTree, { kind: 'wan_link', code: 'X1/Kênh 1' }, { asOf, knownSeq });
  const put = (entry: RecordEntry, expect: 'create' | 'change', ifMatch: number | null = null): Command => ({
    kind: 'record.put',
    entry,
    expect,
    ifMatch,
  });
  return { ...desk, on, put };
}

describe('a record', () => {
  test('holds from its first day on, and a change from a date leaves the days before as they were', () => {
    const desk = openOffice();
    desk.run(desk.put(link({ down_mbps: 100 }), 'create'));
    desk.run(desk.put(link({ down_mbps: 200 }, '2026-03-01'), 'change'));
    expect(
      ['2025-06-30', '2025-07-01', '2026-02-28', '2026-03-01'].map((day) => desk.on(day)?.values.down_mbps),
    ).toEqual([undefined, 100, 100, 200]);
    expect(desk.on('2026-03-01')).toMatchObject({ validFrom: '2025-07-01', validTo: null, agencyId: 1 });
  });

  test('is known by an earlier commit as it was known then', () => {
    const desk = openOffice();
    const { seq } = desk.run(desk.put(link({ down_mbps: 100 }), 'create'));
    desk.run(desk.put(link({ down_mbps: 150 }), 'change'));
    expect(desk.on('2026-01-01', seq ?? 0)?.values.down_mbps).toBe(100);
    expect(desk.on('2026-01-01')?.values.down_mbps).toBe(150);
  });

  test('keeps the fields that a change does not give, and loses those that it clears', () => {
    const desk = openOffice();
    desk.run(desk.put(link({ carrier: 'A', circuit: 'C-1' }), 'create'));
    desk.run(desk.put(link({ circuit: null }), 'change'));
    expect(desk.on('2026-01-01')?.values).toEqual({ agency: 'X1', name: 'Kênh 1', level: 'II', carrier: 'A' });
  });

  test('said again changes nothing and draws no commit', () => {
    const desk = openOffice();
    desk.run(desk.put(link({ carrier: 'A' }), 'create'));
    const again = desk.import({ records: [link({ carrier: 'A' })] });
    expect([again.seq, again.tally.records]).toEqual([null, { added: 0, changed: 0, same: 1 }]);
  });

  test('ends on the day it is closed and is still there on the days before', () => {
    const desk = openOffice();
    desk.run(desk.put(link(), 'create'));
    const ref = { kind: 'wan_link', code: 'X1/Kênh 1' } as const;
    desk.run({ kind: 'record.close', ref, ifMatch: null, on: '2026-05-01' });
    expect([desk.on('2026-04-30')?.validTo, desk.on('2026-05-01')]).toEqual(['2026-05-01', null]);
    const early: Command = { kind: 'record.close', ref, ifMatch: null, on: '2025-06-01' };
    expect(desk.refusal(early)).toBeInstanceOf(InvalidError);
  });

  test('names its device by id, so that a renamed device stays its own', () => {
    const desk = openOffice();
    desk.run(desk.put(link({ device: 'X1/r' }), 'create'));
    desk.run({ kind: 'device.patch', id: 1, ifMatch: null, patch: { name: 'wan-router' } });
    expect(desk.on('2026-01-01')?.values.device).toBe(1);
    expect(desk.import({ records: [link({ device: 'X1/wan-router' })] }).seq).toBeNull();
  });

  test('that stands cannot be created, one that does not cannot be changed, and a stale look is refused', () => {
    const desk = openOffice();
    expect(desk.refusal(desk.put(link(), 'change'))).toBeInstanceOf(NotFoundError);
    desk.run(desk.put(link(), 'create'));
    expect(desk.refusal(desk.put(link(), 'create'))).toBeInstanceOf(ConflictError);
    expect(desk.refusal(desk.put(link({ carrier: 'B' }), 'change', 1))).toBeInstanceOf(StaleError);
  });

  test('that refers to what is not there is refused with every fault at once', () => {
    const desk = openOffice();
    const faults = desk.refusal({
      kind: 'import',
      source: 's',
      dryRun: false,
      faults: [],
      entries: {
        agencies: [],
        credentials: [],
        devices: [],
        prefixes: [],
        facts: [],
        contacts: [],
        records: [
          link({ agency: 'X9' }),
          link({ device: 'X1/none' }),
          record('deployment', { system: 'none', agency: 'X1' }),
          record('administrative_unit', { code: '01', name: 'A', level: 'province', type: 'city', parent: '02' }),
          record('administrative_unit', { code: '02', name: 'B', level: 'province', type: 'city', parent: '01' }),
          record('wan_link', { agency: 'X2', name: 'Kênh 1' }),
        ],
      },
    });
    expect(faults.problems.map((problem) => problem.column)).toEqual(['agency', 'device', 'system', 'level', 'parent']);
    expect(desk.rows('record')).toEqual([]);
  });
});

describe('several rows about one record', () => {
  const history = [
    link({ down_mbps: 100 }, '2025-07-01', '2026-01-01'),
    link({ down_mbps: 200 }, '2026-01-01', '2026-06-01'),
    link({ down_mbps: 300 }, '2026-08-01', null),
  ];

  test('tell its history in any order, gaps and all; the same rows again change nothing', () => {
    const desk = openOffice();
    desk.import({ records: history.toReversed() });
    const days = ['2025-12-31', '2026-01-01', '2026-05-31', '2026-06-01', '2026-07-31', '2026-08-01'];
    expect(days.map((day) => desk.on(day)?.values.down_mbps ?? null)).toEqual([100, 200, 200, null, null, 300]);
    expect(desk.import({ records: history }).seq).toBeNull();
  });
});

describe('somebody with rights on one agency', () => {
  test('changes its records, takes nothing from others, and nothing of the province', () => {
    const desk = openOffice();
    desk.run(desk.put(link(), 'create'), undefined, [1]);
    const others = record('wan_link', { agency: 'X2', name: 'K', level: 'I' });
    expect(desk.refusal(desk.put(others, 'create'), undefined, [1])).toBeInstanceOf(InvalidError);
    const unit = record('administrative_unit', { code: '01', name: 'A', level: 'province', type: 'city' });
    expect(desk.refusal(desk.put(unit, 'create'), undefined, [1])).toBeInstanceOf(ForbiddenError);
    desk.run(desk.put(record('hosted_system', { code: 'S1', name: 'S', kind: 'other', owner: 'X2' }), 'create'));
    const grab = record('hosted_system', { code: 'S1', name: 'S', kind: 'other', owner: 'X1' });
    expect(desk.refusal(desk.put(grab, 'create'), undefined, [1])).toBeInstanceOf(ConflictError);
    expect(desk.rows('record')).toHaveLength(2);
  });
});
