import { describe, expect, test } from 'vitest';
import type { AdministrativeChange } from '../../src/inventory/administrative-change.ts';
import { checkAdministrativeChanges } from '../../src/inventory/administrative-change-check.ts';
import { judgeCode } from '../../src/inventory/administrative-code.ts';
import { treeOn } from '../../src/inventory/administrative-tree.ts';
import {
  type AdministrativeUnit,
  ancestorOn,
  levelOfCode,
  registerOf,
  unitOn,
} from '../../src/inventory/administrative-unit.ts';
import { checkAdministrativeUnits } from '../../src/inventory/administrative-unit-check.ts';
import { administrativeMessages } from '../../src/text/administrative-messages.ts';

const begin = '2008-08-01';
const reform = '2025-07-01';

const unit = (code: string, more: Partial<AdministrativeUnit> = {}): AdministrativeUnit => {
  const level = levelOfCode(code) ?? 'commune';
  const type = level === 'province' ? 'city' : level === 'district' ? 'urban_district' : 'ward';
  return {
    code,
    name: `Bịa ${code}`,
    level,
    type,
    parent: level === 'province' ? null : '01',
    validFrom: begin,
    validTo: null,
    ...more,
  };
};
const ended = (code: string, more: Partial<AdministrativeUnit> = {}) => unit(code, { validTo: reform, ...more });
const begun = (code: string, more: Partial<AdministrativeUnit> = {}) => unit(code, { validFrom: reform, ...more });
const row = (
  from: string,
  to: string,
  kind: AdministrativeChange['kind'],
  value: number | null = null,
): AdministrativeChange => ({
  event: 'NQ 1',
  from,
  to,
  on: reform,
  kind,
  share: value === null ? null : { basis: 'population', value },
});

/** Two wards merge under the code of the second, a third is divided, one stays. */
const units = [
  unit('01'),
  ended('001'),
  ended('00001', { parent: '001' }),
  ended('00004', { parent: '001' }),
  begun('00004', { name: 'Bịa mới' }),
  ended('00007', { parent: '001' }),
  begun('00007'),
  begun('00008'),
  unit('00010'),
];
const changes = [
  row('00001', '00004', 'merge'),
  row('00004', '00004', 'merge'),
  row('00007', '00007', 'split', 0.4),
  row('00007', '00008', 'split', 0.6),
];

describe('codes', () => {
  test.each([
    ['01', 'province', null],
    ['001', 'district', null],
    ['00004', 'commune', null],
    ['1', 'province', { kind: 'short', found: '1', write: '01', digits: 2 }],
    ['4', 'commune', { kind: 'short', found: '4', write: '00004', digits: 5 }],
    ['000004', 'commune', { kind: 'malformed', found: '000004', digits: 5 }],
    ['0000A', 'commune', { kind: 'malformed', found: '0000A', digits: 5 }],
    ['', 'province', { kind: 'malformed', found: '', digits: 2 }],
  ] as const)('%j as a code of a %s', (code, level, fault) => {
    expect(judgeCode(code, level)).toEqual(fault);
  });
});

describe('the tree of a date', () => {
  const register = registerOf(units);

  test('is that of the date: one code, other names and parents in time', () => {
    expect(unitOn(register, '00004', '2025-06-30')).toMatchObject({ name: 'Bịa 00004', parent: '001' });
    expect(unitOn(register, '00004', reform)).toMatchObject({ name: 'Bịa mới', parent: '01' });
    expect([unitOn(register, '00008', '2025-06-30'), unitOn(register, '00001', reform)]).toEqual([null, null]);
  });

  test('lists what stands under each unit, and finds the unit above of any level', () => {
    const before = treeOn(register, '2025-06-30');
    expect(before.roots).toEqual(['01']);
    expect(Object.fromEntries(before.children)).toEqual({ '01': ['00010', '001'], '001': ['00001', '00004', '00007'] });
    const after = treeOn(register, reform);
    expect(Object.fromEntries(after.children)).toEqual({ '01': ['00004', '00007', '00008', '00010'] });
    expect(treeOn(registerOf([...units, unit('00099', { parent: '001' })]), reform).roots).toEqual(['00099', '01']);
    expect(ancestorOn(register, '00004', 'province', '2025-06-30')).toBe('01');
    expect(ancestorOn(register, '00004', 'district', '2025-06-30')).toBe('001');
    expect(ancestorOn(register, '00004', 'district', reform)).toBeNull();
  });
});

test('sound units and changes have no findings', () => {
  expect(checkAdministrativeUnits(units)).toEqual([]);
  expect(checkAdministrativeChanges(changes, units)).toEqual([]);
});

test.each<[string, AdministrativeUnit[], object[]]>([
  [
    'a province written 1',
    [unit('1', { level: 'province', type: 'city', parent: null })],
    [{ code: 'unit-code-short', params: { found: '1', write: '01', digits: 2 } }],
  ],
  ['letters in a code', [unit('0000X')], [{ code: 'unit-code-malformed' }]],
  ['a ward at the level of districts', [unit('002', { type: 'ward' })], [{ code: 'unit-type-other-level' }]],
  ['an end before the beginning', [unit('00099', { validTo: begin })], [{ code: 'unit-period-empty' }]],
  [
    'two versions at once',
    [ended('00099'), unit('00099', { validFrom: '2025-06-01' })],
    [{ code: 'unit-versions-overlap' }],
  ],
  [
    'a code given out again',
    [ended('00099'), unit('00099', { validFrom: '2026-01-01' })],
    [{ code: 'unit-code-reissued' }],
  ],
  ['a parent nobody knows', [unit('00099', { parent: '77' })], [{ code: 'unit-parent-unknown' }]],
  ['a commune under a commune', [unit('00099', { parent: '00010' })], [{ code: 'unit-parent-not-above' }]],
  ['a parent that ended before', [unit('00099', { parent: '001' })], [{ code: 'unit-parent-not-in-being' }]],
  [
    'no parent',
    [unit('00098', { parent: null }), unit('00099', { parent: null })],
    [{ code: 'units-without-parent', params: { count: 2, examples: '00098, 00099' } }],
  ],
])('of units: %s is told', (_, planted, findings) => {
  expectFindings(checkAdministrativeUnits([...units, ...planted]), findings);
});

test.each<[string, AdministrativeChange[], object[]]>([
  [
    'an unknown unit',
    [...changes, row('00010', '00099', 'move')],
    [{ code: 'change-unit-unknown', params: { code: '00099' } }, { code: 'change-source-survives' }],
  ],
  [
    'a source that was not there',
    [...changes, row('00008', '00008', 'rename')],
    [{ code: 'change-from-not-in-being' }],
  ],
  [
    'a target that is not there',
    [row('00010', '00001', 'merge'), ...changes.slice(1)],
    [
      { code: 'change-to-not-in-being' },
      { code: 'unit-without-successor', params: { code: '00001' } },
      { code: 'change-source-survives' },
    ],
  ],
  [
    'a ward that becomes a province',
    [...changes, row('00010', '01', 'merge')],
    [{ code: 'change-levels-differ' }, { code: 'change-source-survives' }],
  ],
  ['a row said twice', [...changes, row('00001', '00004', 'merge')], [{ code: 'change-duplicate' }]],
  [
    'a share above 1',
    [...changes.slice(0, 3), row('00007', '00008', 'split', 1.5)],
    [{ code: 'change-share-out-of-range' }, { code: 'change-shares-sum' }],
  ],
  [
    'a share that is no number',
    [...changes.slice(0, 3), row('00007', '00008', 'split', Number.NaN)],
    [{ code: 'change-share-out-of-range' }, { code: 'change-share-incomplete' }],
  ],
  [
    'shares that make 0.999',
    [...changes.slice(0, 3), row('00007', '00008', 'split', 0.599)],
    [{ code: 'change-shares-sum', params: { sum: 0.999 } }],
  ],
  [
    'a part without its share',
    [...changes.slice(0, 3), row('00007', '00008', 'split')],
    [{ code: 'change-share-incomplete', params: { targets: '00008' } }],
  ],
  [
    'a split without shares',
    [...changes.slice(0, 2), row('00007', '00007', 'split'), row('00007', '00008', 'split')],
    [{ code: 'change-share-missing', params: { targets: '00007, 00008' } }],
  ],
  ['a merge into two', [...changes, row('00001', '00007', 'merge')], [{ code: 'change-merge-several' }]],
  ['a merge of a part', [row('00001', '00004', 'merge', 0.5), ...changes.slice(1)], [{ code: 'change-merge-partial' }]],
  ['a split into one', [...changes, row('00010', '00010', 'split', 1)], [{ code: 'change-split-one' }]],
  [
    'a rename to another code',
    [row('00001', '00004', 'rename'), ...changes.slice(1)],
    [{ code: 'change-rename-code' }],
  ],
  [
    'one decision on two dates',
    [...changes, { ...row('00010', '00010', 'rename'), on: '2025-08-01' }],
    [{ code: 'change-event-dates', params: { dates: '2025-07-01, 2025-08-01' } }],
  ],
  [
    'two decisions about one unit',
    [...changes.slice(0, 3), { ...row('00007', '00008', 'split', 0.6), event: 'NQ 2' }],
    [{ code: 'change-events-overlap', params: { events: 'NQ 1, NQ 2' } }],
  ],
  [
    'a unit that ends without successor',
    changes.slice(1),
    [{ code: 'unit-without-successor', params: { code: '00001' } }],
  ],
  [
    'a unit that begins without source',
    [...changes.slice(0, 2), row('00007', '00007', 'rename')],
    [{ code: 'unit-without-source', params: { code: '00008' } }],
  ],
  [
    'a chain on one date',
    [row('00001', '00004', 'merge'), row('00004', '00007', 'merge'), ...changes.slice(2)],
    [{ code: 'change-chain', params: { code: '00004', next: '00007' } }, { code: 'change-source-survives' }],
  ],
  [
    'a ring on one date',
    [row('00001', '00004', 'merge'), row('00004', '00001', 'merge'), ...changes.slice(2)],
    [
      { code: 'change-to-not-in-being' },
      { code: 'change-cycle', params: { ring: '00001 → 00004 → 00001' } },
      { code: 'change-source-survives' },
    ],
  ],
])('of changes: %s is told', (_, planted, findings) => {
  expectFindings(checkAdministrativeChanges(planted, units), findings);
});

test('all faults are told at once', () => {
  const found = checkAdministrativeChanges(
    [row('00001', '00004', 'rename'), row('00007', '00008', 'split', 2), row('00099', '00010', 'merge')],
    units,
  );
  expect(new Set(found.map((one) => one.code)).size).toBeGreaterThanOrEqual(5);
});

test('the districts end on 2025-07-01 without successors, and nothing is missing then', () => {
  const found = checkAdministrativeChanges(changes, units);
  expect(found.filter((one) => one.params.code === '001')).toEqual([]);
  const other = checkAdministrativeChanges(changes, [...units, unit('002')]);
  expect(other.map((one) => [one.code, one.params.code])).toEqual([['unit-without-successor', '001']]);
  const earlier = checkAdministrativeChanges(changes, [...units, unit('002', { validTo: '2015-01-01' })]);
  expect(earlier.map((one) => [one.code, one.params.code])).toEqual([['unit-without-successor', '002']]);
});

test.each([
  ['ten thousandths that miss 1 by less than a billionth', [0.3333333333, 0.6666666667], 0],
  ['and by more', [0.33333333, 0.66666666], 1],
])('shares: %s', (_, [a = 0, b = 0], count) => {
  const planted = [...changes.slice(0, 2), row('00007', '00007', 'split', a), row('00007', '00008', 'split', b)];
  expect(checkAdministrativeChanges(planted, units)).toHaveLength(count);
});

function expectFindings(found: ReturnType<typeof checkAdministrativeChanges>, expected: readonly object[]): void {
  expect(found).toEqual(expected.map((one) => expect.objectContaining({ ...one, ...paramsOf(one) })));
  for (const { code, params } of found) {
    const wanted = [...administrativeMessages[code].vi.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    expect(Object.keys(params)).toEqual(expect.arrayContaining(wanted));
  }
}

function paramsOf(one: object): object {
  return 'params' in one ? { params: expect.objectContaining(one.params) } : {};
}
