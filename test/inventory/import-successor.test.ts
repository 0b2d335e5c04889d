import { expect, test } from 'vitest';
import { successorFinder } from '../../src/inventory/import-successor.ts';
import type { InventoryRecord, RecordKind, RecordValues } from '../../src/inventory/record.ts';

const today = '2026-11-22';

function record(kind: RecordKind, values: RecordValues): InventoryRecord {
  return { id: 1, kind, code: '', agencyId: null, values, validFrom: '2020-01-01', validTo: null, knownSeq: 1 };
}

function finder(
  agencies: readonly (readonly [code: string, name: string, unit: string | null, validTo: string | null])[],
  changes: readonly (readonly [from: string, to: string])[] = [],
) {
  const stored = (kind: RecordKind) => {
    if (kind === 'administrative_change') return changes.map(([from, to]) => record(kind, { from, to }));
    return agencies.flatMap(([agency, , unit]) =>
      unit === null ? [] : [record(kind, { agency, administrative_unit: unit })],
    );
  };
  const after = {
    agencies: new Map(
      agencies.map(([code, name, , validTo]) => [code, { name, parent: null, validFrom: '2020-01-01', validTo }]),
    ),
    devices: new Map(),
    credentials: new Set<string>(),
  };
  return successorFinder({ today, stored, after });
}

test('the agencies of the units that its own went into, over several changes', () => {
  const find = finder(
    [
      ['a', 'UBND phường Một', '1', '2025-07-01'],
      ['b', 'UBND phường Hai', '2', '2025-07-01'],
      ['c', 'UBND phường Ba', '3', null],
      ['d', 'UBND phường Bốn', '4', null],
      ['e', 'UBND phường Một', '5', null],
    ],
    [
      ['1', '2'],
      ['1', '3'],
      ['2', '4'],
    ],
  );
  expect(find('a')).toBe('c UBND phường Ba; d UBND phường Bốn');
});

test('else those of the same unit', () => {
  const find = finder([
    ['a', 'UBND phường Một', '1', '2025-07-01'],
    ['b', 'UBND phường Một mới', '1', null],
    ['c', 'UBND phường Một', '9', null],
  ]);
  expect(find('a')).toBe('b UBND phường Một mới');
});

test('else those of the same name, whatever kind of agency they are now', () => {
  const find = finder([
    ['a', 'UBND phường Láng', null, '2025-07-01'],
    ['b', 'UBND xã Láng', null, null],
    ['c', 'UBND phường Hạ', null, null],
  ]);
  expect(find('a')).toBe('b UBND xã Láng');
});

test('none that is closed itself, none at all when nothing is known, and never more than five', () => {
  expect(
    finder([
      ['a', 'UBND phường Láng', null, '2025-07-01'],
      ['b', 'UBND xã Láng', null, '2026-01-01'],
    ])('a'),
  ).toBe('');
  const many = Array.from({ length: 9 }, (_, at) => [`n${at}`, 'Xã Láng', null, null] as const);
  expect(finder([['a', 'UBND phường Láng', null, '2025-07-01'], ...many])('a').split('; ')).toHaveLength(5);
});

test('a ring of changes ends', () => {
  const find = finder(
    [
      ['a', 'A', '1', '2025-07-01'],
      ['b', 'B', '2', null],
    ],
    [
      ['1', '2'],
      ['2', '1'],
    ],
  );
  expect(find('a')).toBe('b B');
});
