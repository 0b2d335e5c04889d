import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { CellTable, CellValue } from '../../src/inventory/cell-value.ts';
import { checkImport } from '../../src/inventory/import-check.ts';
import { firstFaults, withHeaders } from '../../src/inventory/import-told.ts';
import { knownNames } from '../../src/inventory/sheet-known.ts';
import { letterOf } from '../../src/inventory/sheet-letter.ts';
import { readSheets } from '../../src/inventory/sheet-read.ts';
import { agency, openDesk } from '../command/desk.ts';
import { catalogues } from '../support/catalogues.ts';
import { brief, lines, plainReading, read, today } from './sheet-cast.ts';

const header =
  'Mã cơ quan|Tên thiết bị|Loại thiết bị|Địa chỉ IP|Cổng SNMP|Xét kết nối theo|Cổng TCP|Thông tin xác thực|Thiết bị cha|Tình trạng|Số sê-ri|Ngày mua|Nguyên giá (đồng)|Nơi đặt';

/** One kind of fault: the cells that it puts into a row, and the cell and code that have to be told. */
type Plant = {
  readonly cells: Readonly<Record<string, CellValue>>;
  readonly at: string;
  readonly code: string;
  /** Merges a cell of the row with the one below. */
  readonly merged?: string;
};

const plants: readonly Plant[] = [
  { cells: { A: null }, at: 'A', code: 'required' },
  { cells: { B: null }, at: 'B', code: 'required' },
  { cells: { A: 4 }, at: 'A', code: 'code-eaten-known' },
  { cells: { A: 123 }, at: 'A', code: 'code-eaten' },
  { cells: { A: 'Sở Tài chánh' }, at: 'A', code: 'agency-name-unsure' },
  { cells: { A: 'Bệnh viện Nào Đó' }, at: 'A', code: 'agency-name-unknown' },
  { cells: { A: 'Láng' }, at: 'A', code: 'agency-name-ambiguous' },
  { cells: { A: 'H77' }, at: 'A', code: 'agency-unknown' },
  { cells: { A: '00009' }, at: 'A', code: 'agency-succeeded' },
  { cells: { B: 'a/b' }, at: 'B', code: 'device-name-slash' },
  { cells: { B: 'x'.repeat(81) }, at: 'B', code: 'text-too-long' },
  { cells: { B: 'rt\u200b9' }, at: 'B', code: 'control-characters' },
  { cells: { B: 'rt 1' }, at: 'B', code: 'duplicate' },
  { cells: { C: 'bộ phát' }, at: 'C', code: 'choice' },
  { cells: { D: '10.0.0.256' }, at: 'D', code: 'address-malformed' },
  { cells: { D: '10.0.0.2' }, at: 'D', code: 'address-taken' },
  { cells: { E: 'một sáu một' }, at: 'E', code: 'whole-number' },
  { cells: { E: 70_000 }, at: 'E', code: 'number-out-of-range' },
  { cells: { E: '1.161' }, at: 'E', code: 'grouped-number' },
  { cells: { E: { serial: 45_658, epoch: 1900 } }, at: 'E', code: 'number-is-date' },
  { cells: { E: { formula: 'E1+1', shown: 161 } }, at: 'E', code: 'formula' },
  { cells: { E: { error: '#REF!' } }, at: 'E', code: 'cell-error' },
  { cells: { E: '95 %' }, at: 'E', code: 'percent-unexpected' },
  { cells: { F: 'TCP' }, at: 'G', code: 'tcp-port-required' },
  { cells: { G: 22 }, at: 'G', code: 'tcp-port-unused' },
  { cells: { F: 'SNMP' }, at: 'H', code: 'credential-required' },
  { cells: { H: 'không có' }, at: 'H', code: 'credential-unknown' },
  { cells: { I: 'a/b/c' }, at: 'I', code: 'parent-malformed' },
  { cells: { I: 'H99/không có' }, at: 'I', code: 'device-parent-unknown' },
  { cells: { B: 'vòng', I: 'vòng' }, at: 'I', code: 'device-cycle' },
  { cells: { K: true }, at: 'K', code: 'cell-not-text' },
  { cells: { K: 'FX-1' }, at: 'K', code: 'merged-cells', merged: 'K' },
  { cells: { L: '31/02/2026' }, at: 'L', code: 'date-invalid' },
  { cells: { L: '1/7/25' }, at: 'L', code: 'date-two-digit-year' },
  { cells: { L: 'tháng 3/2026' }, at: 'L', code: 'date-incomplete' },
  { cells: { L: 45_658 }, at: 'L', code: 'date-serial' },
  { cells: { M: '1,500,000' }, at: 'M', code: 'number-english' },
  { cells: { M: '1.5E+9' }, at: 'M', code: 'number-exponent' },
  { cells: { M: '1e999' }, at: 'M', code: 'number-not-finite' },
  { cells: { M: false }, at: 'M', code: 'number-expected' },
];

/** Random numbers that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A sound row; the number makes its name, address and serial its own. */
function soundRow(n: number): CellValue[] {
  const address = `10.${Math.floor(n / 250)}.${n % 250}.1`;
  return [
    'H99',
    `rt ${n}`,
    'Bộ định tuyến',
    n === 1 ? '10.0.0.2' : address,
    161,
    'ICMP',
    null,
    null,
    null,
    'Đang dùng',
    `FX${n}`,
    '31/12/2024',
    '1.500.000',
    null,
  ];
}

/** 2,000 rows with so many faults at places that only the seed knows, and what has to be told of them. */
function planted(seed: number, faults: number): { table: CellTable; expected: string[] } {
  const random = randomOf(seed);
  const rows = Array.from({ length: 2_000 }, (_, at) => ({ row: at + 2, cells: soundRow(at + 1) }));
  const merged: CellTable['merged'][number][] = [];
  // Every sixth row, so that no two faults touch; the first rows stay sound for others to clash with.
  const slots = Array.from({ length: 325 }, (_, at) => 40 + at * 6).map((slot) => ({ slot, order: random() }));
  const places = slots
    .toSorted((a, b) => a.order - b.order)
    .slice(0, faults)
    .map(({ slot }) => slot);
  const expected = places.map((at, index) => {
    const plant = plants[index % plants.length];
    const row = rows[at];
    if (plant === undefined || row === undefined) throw new Error('no place');
    // Two rings or the same name twice would be one fault instead of two.
    const cells = row.cells.map((cell, column) => {
      const put = plant.cells[letterOf(column)];
      return put === 'vòng' ? `vòng ${index}` : put === undefined ? cell : put;
    });
    rows[at] = { row: row.row, cells };
    const below = rows[at + 1];
    if (plant.merged !== undefined && below !== undefined) {
      const number = plant.merged.charCodeAt(0) - 64;
      rows[at + 1] = {
        row: below.row,
        cells: below.cells.map((cell, column) => (letterOf(column) === plant.merged ? null : cell)),
      };
      merged.push({ fromRow: row.row, toRow: row.row + 1, fromColumn: number, toColumn: number });
    }
    return `${plant.at}${row.row} ${plant.code}`;
  });
  return {
    table: { file: 'devices.xlsx', sheet: 'Thiết bị', rows: [{ row: 1, cells: header.split('|') }, ...rows], merged },
    expected,
  };
}

/** A service with a few agencies, one of them closed and gone over into another. */
function deskWithAgencies() {
  const desk = openDesk();
  const from = { validFrom: '2020-01-01' };
  desk.import({
    agencies: [
      agency('H99', { ...from, name: 'Trung tâm dữ liệu' }),
      agency('H99.02', { ...from, name: 'Sở Tài chính' }),
      agency('00004', { ...from, name: 'UBND phường Láng' }),
      agency('00007', { ...from, name: 'UBND xã Láng' }),
      agency('00009', { ...from, name: 'UBND phường Cũ', validTo: '2025-07-01' }),
      agency('00010', { ...from, name: 'UBND xã Cũ' }),
    ],
  });
  return desk;
}

describe('2,000 rows with 300 faults', () => {
  test.each([1, 2, 3])(
    'are refused with each of the 300, at its cell and by its kind, and nothing else (seed %d)',
    (seed) => {
      const desk = deskWithAgencies();
      const { table, expected } = planted(seed * 7_919, 300);
      const { entries, faults, unsound } = readSheets([table], {
        ...plainReading,
        known: knownNames(desk.store.read, wholeTree),
      });
      const { read: stored } = desk.store;
      const misfits = checkImport(
        entries,
        {
          today,
          agencies: stored.agencies.newest(wholeTree),
          devices: [],
          credentials: [],
          prefixes: [],
          catalogue: catalogues.records,
          facts: catalogues.facts,
          stored: () => [],
        },
        unsound,
      );
      const told = [...faults, ...misfits].map(({ cell, code }) => `${cell} ${code}`);
      expect(told.toSorted()).toEqual(expected.toSorted());
      expect(new Set(expected.map((one) => one.split(' ')[1])).size).toBeGreaterThanOrEqual(25);

      const names = { agencies: [...unsound.agencies], credentials: [], devices: [...unsound.devices] };
      const before = desk.rows('device').length;
      const refusal = desk.refusal({
        kind: 'import',
        source: 'import:x',
        entries,
        faults,
        unsound: names,
        dryRun: false,
      });
      expect(refusal.problems.map(({ cell }) => cell).toSorted()).toEqual(
        expected.map((one) => one.split(' ')[0]).toSorted(),
      );
      expect(
        refusal.problems.every(
          ({ file, sheet, row, message }) =>
            file === 'devices.xlsx' && sheet === 'Thiết bị' && row !== undefined && message.includes(' / '),
        ),
      ).toBe(true);
      expect(desk.rows('device')).toHaveLength(before);
    },
  );
});

test('rules between facts of a row are told at the cell that breaks them', () => {
  const desk = deskWithAgencies();
  const table = lines(
    'Cơ quan|Từ ngày|Số CBCC|Số máy tính|Cán bộ cần máy tính\nH99|2026-01-01|0|5|\n00004|2026-01-01|10|5|11\n00007|2026-01-01|10|5|9',
  );
  const { entries, faults } = readSheets([table], { ...plainReading, known: knownNames(desk.store.read, wholeTree) });
  expect(faults).toEqual([]);
  const refusal = desk.refusal({ kind: 'import', source: 'import:x', entries, faults, dryRun: false });
  expect(refusal.problems.map(({ cell, column }) => [cell, column])).toEqual([
    ['D2', 'workstations'],
    ['E3', 'officials_needing_workstation'],
  ]);
});

test('of more than a thousand faults the rest is counted by kind, with the first place of each', () => {
  const rows = Array.from({ length: 1_500 }, (_, at) => `H99|10.0.0.${at}/99${at % 3 === 0 ? '' : ' '}`);
  const { faults } = read(
    lines(['Cơ quan|Dải địa chỉ', ...rows.map((row, at) => (at % 3 === 0 ? row : `|${row.split('|')[1]}`))].join('\n')),
  );
  const told = firstFaults(faults);
  expect(faults.length).toBeGreaterThan(2_000);
  expect(told.slice(0, 1_000)).toEqual(faults.slice(0, 1_000));
  const counts = told.slice(1_000).map(({ code, params }) => [code, params.code, params.count]);
  expect(counts).toEqual(
    [...Map.groupBy(faults.slice(1_000), ({ code }) => code)].map(([code, ones]) => [
      'more-of-code',
      code,
      ones.length,
    ]),
  );
  expect(told.at(-1)?.params.at).toMatch(/^in\.xlsx:Sheet1:\d+$/);
});

test('problems are told by the headers of the sheet, in the order of its rows', () => {
  const { tables, faults } = read(lines('Cơ quan|Dải IP\nH99|x\n|10.0.0.0/8'));
  const problems = faults.toReversed().map(({ place, cell, column, code }) => ({
    file: place.file,
    sheet: place.sheet ?? '',
    row: place.row ?? 0,
    ...(cell === undefined ? {} : { cell }),
    ...(column === null ? {} : { column }),
    message: code,
  }));
  expect(withHeaders(problems, tables).map(({ row, column, cell }) => [row, column, cell])).toEqual([
    [2, 'Dải IP', 'B2'],
    [3, 'Cơ quan', 'A3'],
  ]);
  expect(withHeaders([{ message: 'x' }], tables)).toEqual([{ message: 'x' }]);
  expect(brief(faults)).toEqual(['B2 cidr cidr-malformed', 'A3 agency required']);
});
