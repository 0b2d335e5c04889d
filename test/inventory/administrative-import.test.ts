import { describe, expect, test } from 'vitest';
import type { AdministrativeSource } from '../../src/inventory/administrative-entry.ts';
import type { Finding } from '../../src/inventory/administrative-finding.ts';
import { importAdministrative } from '../../src/inventory/administrative-import.ts';
import { tableOfJson, tableOfSheet } from '../../src/inventory/administrative-table.ts';
import { administrativeMessages } from '../../src/text/administrative-messages.ts';

const reform = '2025-07-01';

/** A sheet written as text: the first line is the header, `|` between cells. */
function sheet(text: string, more: Partial<AdministrativeSource> = {}): AdministrativeSource {
  const [head = '', ...lines] = text.trim().split('\n');
  const header = head.split('|').map((cell) => cell.trim());
  const rows = lines.map((line, at) => {
    const cells = line.split('|').map((cell) => cell.trim());
    return { row: at + 2, cells: Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])) };
  });
  const file = more.name ?? 'list.csv';
  const table = tableOfSheet({ file, header, rows });
  return { name: file, table, validFrom: null, validTo: null, event: 'NQ 1', mapping: 'whole', ...more };
}

/** An invented district before the reform, as the statistics office publishes such lists. */
const before = sheet(
  `Mã | Tên | Tên Tiếng Anh | Cấp | Quận Huyện Mã | Quận Huyện | Mã TP | Tỉnh / Thành Phố
   00001 | Phường Bến Bịa |  | Phường | 001 | Quận Bịa | 01 | Thành phố Tưởng Tượng
   00004 | Phường Chợ Bịa |  | Phường | 001 | Quận Bịa | 01 | Thành phố Tưởng Tượng
   00007 | Xã Đồng Bịa |  | Xã | 002 | Huyện Bịa | 01 | Thành phố Tưởng Tượng
   00010 | Thị trấn Bịa |  | Thị trấn | 002 | Huyện Bịa | 01 | Thành phố Tưởng Tượng
   |  |  |  | 003 | Huyện Đảo Bịa | 01 | Thành phố Tưởng Tượng`,
  { name: 'before.csv', validFrom: '2020-01-01', validTo: reform },
);
const today = sheet(
  `Mã | Tên | Cấp | Mã TP | Tỉnh / Thành Phố
   00004 | Phường Hợp Bịa | Phường | 01 | Thành phố Tưởng Tượng
   00007 | Xã Đồng Bịa | Xã | 01 | Thành phố Tưởng Tượng
   00008 | Xã Mới Bịa | Xã | 01 | Thành phố Tưởng Tượng`,
  { name: 'today.csv', validFrom: reform },
);
const whole = '00001 | 00004\n00004 | 00004\n00007 | 00007\n';
const mapping = (rows: string, more: Partial<AdministrativeSource> = {}) =>
  sheet(`Mã cũ | Mã mới\n${rows}`, { name: 'mapping.csv', validFrom: reform, ...more });

describe('lists of units', () => {
  test('a list of the statistics office gives communes, districts and provinces as one tree, dates and all', () => {
    const { units, faults, broken, disagreements, ignored } = importAdministrative([before]);
    expect([faults, broken, disagreements]).toEqual([[], [], []]);
    expect(ignored).toEqual([{ file: 'before.csv', columns: ['Tên Tiếng Anh'] }]);
    expect(units.map(({ code, name, level, type, parent }) => [code, name, level, type, parent])).toEqual([
      ['00001', 'Phường Bến Bịa', 'commune', 'ward', '001'],
      ['00004', 'Phường Chợ Bịa', 'commune', 'ward', '001'],
      ['00007', 'Xã Đồng Bịa', 'commune', 'commune', '002'],
      ['00010', 'Thị trấn Bịa', 'commune', 'township', '002'],
      ['001', 'Quận Bịa', 'district', 'urban_district', '01'],
      ['002', 'Huyện Bịa', 'district', 'rural_district', '01'],
      ['003', 'Huyện Đảo Bịa', 'district', 'rural_district', '01'],
      ['01', 'Thành phố Tưởng Tượng', 'province', 'city', null],
    ]);
    expect(units.every((unit) => unit.validFrom === '2020-01-01' && unit.validTo === reform)).toBe(true);
    const rowOf = (code: string) => units.find((unit) => unit.code === code)?.place;
    expect(rowOf('00004')).toEqual({ file: 'before.csv', row: 3, path: null });
    expect(rowOf('001')).toEqual({ file: 'before.csv', row: 2, path: null });
  });

  test.each([
    ['Vietnamese without diacritics', 'Ma | Ten | Cap | Ma TP | Tinh / Thanh Pho'],
    ['decomposed letters and capitals', 'MÃ | Tên | CẤP | Mã TP | Tỉnh / Thành phố'.normalize('NFD')],
    ['in full', 'Mã đơn vị | Tên đơn vị | Loại đơn vị | Mã tỉnh | Tên tỉnh'],
    ['our own', 'code | name | type | province_code | province'],
    ['as JSON keys are written', 'wardCode | name | division_type | provinceCode | provinceName'],
  ])('header names: %s', (_, header) => {
    const text = `${header}\n00004 | Ba Bịa | Phường | 01 | Thành phố Tưởng Tượng`;
    const { units, faults, ignored } = importAdministrative([sheet(text, { validFrom: reform })]);
    expect([faults, ignored]).toEqual([[], []]);
    expect(units.map(({ code, name, parent }) => [code, name, parent])).toEqual([
      ['00004', 'Phường Ba Bịa', '01'],
      ['01', 'Thành phố Tưởng Tượng', null],
    ]);
  });

  test('JSON rows as published, alone or in an object; numbers have lost their zeros and are told', () => {
    const rows = [
      { province_code: '01', name: 'Tưởng Tượng', place_type: 'Thành phố Trung ương', code: '01' },
      { code: 4, name: 'Phường Ba Bịa', parent_code: '01' },
    ];
    for (const published of [rows, { version: 1, data: rows }]) {
      const { table, faults } = tableOfJson('units.json', published);
      expect(faults).toEqual([]);
      const read = importAdministrative([{ ...today, name: 'units.json', table }]);
      expect(read.faults).toEqual([
        {
          code: 'unit-code-short',
          params: { found: '4', write: '00004', digits: 5 },
          place: { file: 'units.json', row: null, path: '[1]' },
        },
      ]);
      expect(read.units.map((unit) => unit.name)).toEqual(['Thành phố Tưởng Tượng']);
    }
    for (const other of [null, 'x', [1], [rows[0], 2], {}, { a: [], b: [] }, []]) {
      expect(tableOfJson('units.json', other).faults.map((fault) => fault.code)).toEqual([
        'administrative-rows-unreadable',
      ]);
    }
  });

  test.each([
    ['01 eaten to 1', '1 | Tưởng Tượng | Thành phố trung ương | ', 'unit-code-short', { write: '01' }],
    ['00004 eaten to 4', '4 | Ba Bịa | Phường | 01', 'unit-code-short', { write: '00004' }],
    ['the parent 01 eaten to 1', '00004 | Ba Bịa | Phường | 1', 'unit-code-short', { write: '01' }],
    ['the district 001 eaten to 1', '00004 | Ba Bịa | Phường | 01 | 1', 'unit-code-short', { write: '001' }],
    ['letters in a code', 'ABC | Ba Bịa | Phường | 01', 'unit-code-malformed', {}],
    ['no code', ' | Ba Bịa | Phường | 01', 'administrative-cell-missing', { column: 'code' }],
    ['no name', '00004 |  | Phường | 01', 'administrative-cell-missing', { column: 'name' }],
    ['no type', '00004 | Ba Bịa |  | 01', 'unit-type-unknown', { word: 'Ba Bịa' }],
    ['a type that is none', '00004 | Ba Bịa | Làng | 01', 'unit-type-unknown', { word: 'Làng' }],
    ['a type against the name', '00004 | Phường Ba Bịa | Xã | 01', 'unit-type-against-name', { word: 'Xã' }],
  ])('%s is told with its row and never mended', (_, line, code, params) => {
    const read = importAdministrative([
      sheet(`Mã | Tên | Cấp | Mã TP | Quận Huyện Mã\n01 | Tỉnh Bịa | Tỉnh |\n${line}`, { validFrom: reform }),
    ]);
    expect(read.faults).toEqual([
      { code, params: expect.objectContaining(params), place: { file: 'list.csv', row: 3, path: null } },
    ]);
    expect(read.units.map((unit) => unit.code)).toEqual(['01']);
    expectWorded(read.faults);
  });

  test.each([
    ['31/02', '2025-02-31', 'administrative-date-invalid'],
    ['day first', '01/07/2025', 'administrative-date-invalid'],
    ['no date, and none for the file', '', 'administrative-cell-missing'],
  ])('dates: %s', (_, text, code) => {
    const read = importAdministrative([sheet(`Mã | Tên | Từ ngày\n01 | Tỉnh Bịa | ${text}`)]);
    expect(read.faults.map((fault) => fault.code)).toEqual([code]);
    expectWorded(read.faults);
  });

  test('a file with nothing to go by is refused with the columns it has', () => {
    const read = importAdministrative([sheet('STT | Ghi chú\n1 | x')]);
    expect(read.faults).toEqual([
      {
        code: 'administrative-columns-unknown',
        params: { columns: 'STT, Ghi chú' },
        place: { file: 'list.csv', row: 1, path: null },
      },
    ]);
  });

  test('one code twice for one time is a fault, not a choice', () => {
    const read = importAdministrative([sheet('Mã | Tên\n01 | Tỉnh Bịa\n01 | Tỉnh Khác', { validFrom: reform })]);
    expect(read.faults.map((fault) => [fault.code, fault.place?.row])).toEqual([['unit-versions-overlap', 3]]);
  });
});

describe('two sources', () => {
  test('versions before and after the reform make one history of each code', () => {
    const { units, faults } = importAdministrative([before, today]);
    expect(faults).toEqual([]);
    expect(
      units
        .filter((unit) => unit.code === '00004')
        .map(({ name, parent, validFrom, validTo }) => [name, parent, validFrom, validTo]),
    ).toEqual([
      ['Phường Chợ Bịa', '001', '2020-01-01', reform],
      ['Phường Hợp Bịa', '01', reform, null],
    ]);
    expect(units.filter((unit) => unit.code === '01')).toHaveLength(1);
  });

  test('spellings of one name do not differ: NFC and NFD, the word for the type, the tone mark, capitals, zeros', () => {
    const one = sheet(
      'Mã | Tên | Cấp | Mã TP\n00004 | Phường Hoà Bịa | Phường | 01\n00007 | Phường 05 | Phường | 01\n01 | Tỉnh Bịa | Tỉnh |',
      { name: 'a.csv', validFrom: reform },
    );
    const other = sheet(
      'Mã | Tên | Cấp | Mã TP\n00004 | HÒA  BỊA | Phường | 01\n00007 | P. 5 | Phường | 01\n01 | Bịa | Tỉnh |'.normalize(
        'NFD',
      ),
      { name: 'b.csv', validFrom: reform },
    );
    const read = importAdministrative([one, other]);
    expect([read.faults, read.disagreements]).toEqual([[], []]);
    expect(read.units.map((unit) => unit.name)).toEqual(['Phường Hoà Bịa', 'Phường 05', 'Tỉnh Bịa']);
  });

  test('what they say differently is listed: name, type, parent, number, units that only one has; the first is taken', () => {
    const head = 'Mã | Tên | Cấp | Mã TP\n01 | Tỉnh Một | Tỉnh |\n02 | Tỉnh Hai | Tỉnh |\n';
    const one = sheet(`${head}00004 | Bến Bịa | Phường | 01\n00007 | Chợ Bịa | Phường | 01\n00010 | Gò Bịa | Xã | 02`, {
      name: 'a.csv',
      validFrom: reform,
    });
    const other = sheet(`${head}00004 | Bến Bỉa | Phường | 01\n00007 | Chợ Bịa | Xã | 02\n00013 | Đò Bịa | Xã | 02`, {
      name: 'b.csv',
      validFrom: reform,
    });
    const { units, disagreements } = importAdministrative([one, other]);
    const sources = { source: 'a.csv', otherSource: 'b.csv' };
    expect(disagreements.map(({ code, params }) => [code, params])).toEqual([
      ['sources-name-differs', { code: '00004', ...sources, taken: 'Phường Bến Bịa', other: 'Phường Bến Bỉa' }],
      ['sources-type-differs', { code: '00007', ...sources, taken: 'ward', other: 'commune' }],
      ['sources-parent-differs', { code: '00007', ...sources, taken: '01', other: '02' }],
      ['sources-count-differs', { level: 'commune', province: '01', on: reform, ...sources, count: 2, other: 1 }],
      ['sources-count-differs', { level: 'commune', province: '02', on: reform, ...sources, count: 1, other: 2 }],
      ['sources-unit-in-one', { code: '00010', name: 'Xã Gò Bịa', on: reform, ...sources }],
      ['sources-unit-in-one', { code: '00013', name: 'Xã Đò Bịa', on: reform, source: 'b.csv', otherSource: 'a.csv' }],
    ]);
    expect(disagreements[0]?.place).toEqual({ file: 'b.csv', row: 4, path: null });
    expect(units.find((unit) => unit.code === '00004')?.name).toBe('Phường Bến Bịa');
    expectWorded(disagreements);
  });

  test('a list of one province is compared about that province alone', () => {
    const head = 'Mã | Tên | Cấp | Mã TP\n01 | Tỉnh Một | Tỉnh |\n';
    const country = sheet(`${head}02 | Tỉnh Hai | Tỉnh |\n00004 | Bến Bịa | Phường | 01\n00010 | Gò Bịa | Xã | 02`, {
      name: 'a.csv',
      validFrom: reform,
    });
    const province = sheet(`${head}00004 | Bến Bịa | Phường | 01`, { name: 'b.csv', validFrom: reform });
    expect(importAdministrative([country, province]).disagreements).toEqual([]);
  });

  test('two sources are compared on the last date that both speak of', () => {
    const head = 'Mã | Tên | Mã TP | Từ ngày\n01 | Tỉnh Bịa | | 2020-01-01\n00004 | Xã Bịa | 01 | 2020-01-01\n';
    const one = sheet(`${head}00007 | Xã Mới | 01 | 2025-07-01`, { name: 'a.csv' });
    const other = sheet(`${head}00007 | Xã Mới | 01 | 2020-01-01`, { name: 'b.csv' });
    expect(importAdministrative([one, other]).disagreements).toEqual([]);
  });

  test('a parent that the first source does not give is taken from the next', () => {
    const flat = sheet('Mã | Tên\n00004 | Phường Bịa', { name: 'a.csv', validFrom: '2020-01-01' });
    const tree = sheet('Mã | Tên | Mã TP\n00004 | Phường Bịa | 01\n01 | Tỉnh Bịa |', {
      name: 'b.csv',
      validFrom: reform,
    });
    const { units, broken, disagreements } = importAdministrative([flat, tree]);
    expect(disagreements).toEqual([]);
    expect(
      units
        .filter((unit) => unit.code === '00004')
        .map(({ parent, validFrom, validTo }) => [parent, validFrom, validTo]),
    ).toEqual([
      [null, '2020-01-01', reform],
      ['01', reform, null],
    ]);
    expect(broken.map((row) => [row.code, row.params])).toEqual([
      ['units-without-parent', { count: 1, examples: '00004' }],
    ]);
  });
});

describe('lists of changes', () => {
  const read = (rows: string, more: Partial<AdministrativeSource> = {}) =>
    importAdministrative([before, today, mapping(rows, more)]);

  test('rows become merges, splits and renames by what the other rows say; what stays as it is needs none', () => {
    const head = 'Mã cũ | Mã mới | Tỷ lệ dân số | Tỷ lệ diện tích';
    const rows = `${head}\n00001 | 00004\n00004 | 00004\n00007 | 00007\n00010 | 00007 | 60 % | 0,25\n00010 | 00008 | 40% | 0.75`;
    const { changes, broken, faults } = importAdministrative([
      before,
      today,
      sheet(rows, { name: 'm.csv', validFrom: reform }),
    ]);
    expect([faults, broken]).toEqual([[], []]);
    expect(changes.map(({ from, to, kind, share }) => [from, to, kind, share?.basis, share?.value])).toEqual([
      ['00001', '00004', 'merge', undefined, undefined],
      ['00004', '00004', 'merge', undefined, undefined],
      ['00007', '00007', 'merge', undefined, undefined],
      ['00010', '00007', 'split', 'population', 0.6],
      ['00010', '00007', 'split', 'area', 0.25],
      ['00010', '00008', 'split', 'population', 0.4],
      ['00010', '00008', 'split', 'area', 0.75],
    ]);
    expect(changes[0]).toMatchObject({ event: 'NQ 1', on: reform, place: { file: 'm.csv', row: 2 } });
  });

  test('several successors without shares are listed and kept without shares', () => {
    const { changes, broken, faults } = read(`${whole}00010 | 00007\n00010 | 00008`);
    expect(faults).toEqual([]);
    expect(broken.map((row) => [row.code, row.params.targets, row.place?.row])).toEqual([
      ['change-share-missing', '00007, 00008', 5],
    ]);
    expect(changes.slice(3).map(({ kind, share }) => [kind, share])).toEqual([
      ['split', null],
      ['split', null],
    ]);
    expectWorded(broken);
  });

  test('a list that names seats only passes nothing for the whole, and says so once', () => {
    const { changes, broken } = read(`${whole}00010 | 00008`, { mapping: 'seat' });
    expect(broken.map((row) => [row.code, row.params])).toEqual([
      ['mapping-names-seats-only', { source: 'mapping.csv', count: 4 }],
    ]);
    expect(new Set(changes.map(({ kind, share }) => `${kind} ${share}`))).toEqual(new Set(['split null']));
  });

  test('an old unit that is mapped nowhere and a new one that nothing maps to are listed', () => {
    const { broken } = read(whole);
    expect(broken.map((row) => [row.code, row.params.code])).toEqual(
      [
        ['unit-without-source', '00008'],
        ['unit-without-successor', '00010'],
      ].toSorted(),
    );
    expectWorded(broken);
  });

  test.each([
    ['an old code nobody knows', '00099 | 00008', 'mapping-from-unknown', { code: '00099', on: reform }],
    ['a new code nobody knows', '00010 | 00099', 'mapping-to-unknown', { code: '00099', on: reform }],
    ['no old code', ' | 00008', 'mapping-from-missing', { to: '00008' }],
    ['no new code', '00010 | ', 'mapping-to-missing', { from: '00010' }],
    ['an eaten zero', '10 | 00008', 'mapping-from-unknown', { code: '10' }],
    ['four digits', '0010 | 00008', 'mapping-code-short', { write: '00010' }],
    ['letters', 'A0010 | 00008', 'mapping-code-malformed', { found: 'A0010' }],
    ['a row said before', '00001 | 00004', 'mapping-repeated', { from: '00001' }],
    [
      'all of a unit passing on that the list still holds',
      '00007 | 00008',
      'mapping-source-survives',
      { code: '00007' },
    ],
  ])('%s: the row is listed with its place and left out', (_, line, code, params) => {
    const sound = line.startsWith('00007') ? whole.replace('00007 | 00007\n', '') : whole;
    const { changes, broken, faults } = read(`${sound}${line}`);
    const row = sound.split('\n').length + 1;
    expect(faults).toEqual([]);
    const listed = broken.filter((each) => each.code.startsWith('mapping-'));
    expect(listed).toEqual([
      { code, params: expect.objectContaining(params), place: { file: 'mapping.csv', row, path: null } },
    ]);
    expect(changes.map((change) => change.place.row)).not.toContain(row);
    expectWorded(broken);
  });

  test.each([
    ['a name that the list gives otherwise', '00010 | Thị trấn Khác | 00008 | merge |  | ', 'mapping-name-differs'],
    ['another type than in the list', '00010 | Xã Bịa | 00008 | merge |  | ', 'mapping-name-differs'],
    ['a kind nobody knows', '00010 | Thị trấn Bịa | 00008 | bán |  | ', 'mapping-kind-unknown'],
    ['a share that is no number', '00010 | Bịa | 00008 | tách | dân số | nửa', 'mapping-share-unreadable'],
    ['a share of nobody says what', '00010 | Bịa | 00008 | tách |  | 0,5', 'mapping-basis-missing'],
  ])('%s: the row is listed and left out', (_, line, code) => {
    const head = 'Mã cũ | Tên cũ | Mã mới | Hình thức | Căn cứ | Tỷ lệ';
    const { broken, changes } = importAdministrative([
      before,
      today,
      sheet(`${head}\n${line}`, { name: 'm.csv', validFrom: reform }),
    ]);
    expect(broken.filter((row) => row.code.startsWith('mapping-')).map((row) => row.code)).toEqual([code]);
    expect(changes).toEqual([]);
    expectWorded(broken);
  });

  test('a date that is none is listed, not replaced by that of the file', () => {
    const text = 'Mã cũ | Mã mới | Ngày\n00001 | 00004 | 2025-02-31\n00004 | 00004 | 2025-07-01';
    const { changes, broken } = importAdministrative([
      before,
      today,
      sheet(text, { name: 'm.csv', validFrom: reform }),
    ]);
    expect(broken.filter((row) => row.place?.file === 'm.csv').map((row) => [row.code, row.place?.row])).toContainEqual(
      ['mapping-date-missing', 2],
    );
    expect(changes.map((change) => change.from)).toEqual(['00004']);
  });

  test('a date that is missing everywhere is asked for', () => {
    const { broken } = read('00001 | 00004', { validFrom: null });
    expect(broken.map((row) => row.code)).toContain('mapping-date-missing');
    expectWorded(broken);
  });

  test('a mapping alone is read against the units already known', () => {
    const known = importAdministrative([before, today]).units;
    const { changes, faults } = importAdministrative([mapping(`${whole}00010 | 00008`)], known);
    expect(faults).toEqual([]);
    expect(changes.map(({ from, to }) => [from, to])).toContainEqual(['00010', '00008']);
  });

  test('a commune that comes under another province moves; under its province because the districts end it does not', () => {
    const old = sheet('Mã | Tên | Mã TP\n01 | Tỉnh Một |\n02 | Tỉnh Hai |\n00004 | Xã Bịa | 01', {
      name: 'a.csv',
      validFrom: '2020-01-01',
      validTo: reform,
    });
    const now = sheet('Mã | Tên | Mã TP\n01 | Tỉnh Một |\n02 | Tỉnh Hai |\n00004 | Xã Bịa | 02', {
      name: 'b.csv',
      validFrom: reform,
    });
    const moved = importAdministrative([old, now, mapping('00004 | 00004')]);
    expect(moved.changes.map((change) => change.kind)).toEqual(['move']);
    expect(read('00007 | 00007').changes).toEqual([]);
  });
});

/** Every finding has all the parameters its words need. */
function expectWorded(found: readonly Finding<string>[]): void {
  const words = new Map(Object.entries(administrativeMessages));
  for (const { code, params } of found) {
    const wanted = [...(words.get(code)?.vi ?? '{none}').matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    expect([code, Object.keys(params)]).toEqual([code, expect.arrayContaining(wanted)]);
  }
}
