import { describe, expect, test } from 'vitest';
import type { CellValue } from '../../../src/inventory/cell-value.ts';
import { type SheetLimits, sheetLimits } from '../../../src/report/sheet/limits.ts';
import { readWorkbook } from '../../../src/report/sheet/read-workbook.ts';
import { type TestBook, workbookOf, workbookParts, zipOf } from './workbook-bytes.ts';

const read = (data: string, book: TestBook & { after?: string } = {}, limits?: SheetLimits) =>
  readWorkbook(workbookOf(data, book), 'a.xlsx', limits);
const cellOf = async (cell: string, book: TestBook = {}): Promise<CellValue | undefined> => {
  const { tables, faults } = await read(`<row r="1"><c r="A1" t="str"><v>.</v></c>${cell}</row>`, book);
  expect(faults).toEqual([]);
  return tables[0]?.rows[0]?.cells[1];
};

describe('a cell is read as the file holds it', () => {
  const strings = ['Xã Đông', 'a', '  hai  ', 'a_x000D_b_x005F_x0041_'];
  const cells: [string, string, CellValue | undefined][] = [
    ['a number', '<c r="B1"><v>1.5</v></c>', 1.5],
    ['a negative number', '<c r="B1" t="n"><v>-2E-3</v></c>', -0.002],
    ['a code that lost its zeros', '<c r="B1"><v>1</v></c>', 1],
    ['a shared text', '<c r="B1" t="s"><v>0</v></c>', 'Xã Đông'],
    ['spaces around a text', '<c r="B1" t="s"><v>2</v></c>', '  hai  '],
    ['what XML cannot hold', '<c r="B1" t="s"><v>3</v></c>', 'a\rb_x0041_'],
    ['an inline text', '<c r="B1" t="inlineStr"><is><t>01</t></is></c>', '01'],
    [
      'an inline text in runs',
      '<c r="B1" t="inlineStr"><is><r><rPr><b/></rPr><t>0</t></r><r><t>4</t></r></is></c>',
      '04',
    ],
    ['no reading aids', '<c r="B1" t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh></is></c>', '東'],
    ['true', '<c r="B1" t="b"><v>1</v></c>', true],
    ['false', '<c r="B1" t="b"><v>0</v></c>', false],
    ['an error', '<c r="B1" t="e"><v>#REF!</v></c>', { error: '#REF!' }],
    ['a formula', '<c r="B1"><f>A1*2</f><v>6</v></c>', { formula: 'A1*2', shown: 6 }],
    ['a formula of text', '<c r="B1" t="str"><f>A1&amp;"x"</f><v>1x</v></c>', { formula: 'A1&"x"', shown: '1x' }],
    ['a formula never calculated', '<c r="B1"><f>NOW()</f></c>', { formula: 'NOW()', shown: null }],
    ['a formula that failed', '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', { error: '#DIV/0!' }],
    ['a date', '<c r="B1" s="1"><v>46053</v></c>', { serial: 46053, epoch: 1900 }],
    ['a date with a time', '<c r="B1" s="1"><v>46053.5</v></c>', { serial: 46053.5, epoch: 1900 }],
    ['a share', '<c r="B1" s="2"><v>0.95</v></c>', 0.95],
    ['a date of newer files', '<c r="B1" t="d"><v>2026-01-31</v></c>', { serial: 46053, epoch: 1900 }],
    ['an empty text', '<c r="B1" t="inlineStr"><is><t></t></is></c>', undefined],
    ['a cell with a format only', '<c r="B1" s="1"/>', undefined],
    ['an element with a prefix of its own', '<x:c r="B1" xmlns:x="m"><x:v>7</x:v></x:c>', 7],
  ];
  test.each(cells)('%s', async (_, cell, value) => {
    expect(await cellOf(cell, { strings, formats: ['General', 'dd/mm/yyyy', '0.00%'] })).toEqual(value);
  });

  test('a date of a workbook that counts from 1904 says so', async () => {
    const value = await cellOf('<c r="B1" s="0"><v>44591</v></c>', { formats: ['yyyy-mm-dd'], date1904: true });
    expect(value).toEqual({ serial: 44591, epoch: 1904 });
  });

  test('a shared formula is told at each of its cells', async () => {
    const cells =
      '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1+1</f><v>1</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c>';
    const { tables } = await read(`<row r="1">${cells}</row>`);
    expect(tables[0]?.rows.map((row) => row.cells)).toEqual([
      [{ formula: 'B1+1', shown: 1 }],
      [{ formula: 'B1+1', shown: 2 }],
    ]);
  });
});

describe('a cell that cannot be read is a fault with its place, and null', () => {
  const cells: [string, string, string][] = [
    ['<c r="B7"><v>NaN</v></c>', 'value-unreadable', 'NaN'],
    ['<c r="B7"><v>1e999</v></c>', 'value-unreadable', '1e999'],
    ['<c r="B7"><v>1.234,5</v></c>', 'value-unreadable', '1.234,5'],
    ['<c r="B7" t="b"><v>yes</v></c>', 'value-unreadable', 'yes'],
    ['<c r="B7" t="d"><v>2026-02-31</v></c>', 'value-unreadable', '2026-02-31'],
    ['<c r="B7" t="z"><v>1</v></c>', 'value-unreadable', '1'],
    ['<c r="B7" t="s"><v>4294967296</v></c>', 'string-missing', '4294967296'],
    ['<c r="B7" t="s"><v>-1</v></c>', 'string-missing', '-1'],
  ];
  test.each(cells)('%s', async (cell, code, text) => {
    const { tables, faults } = await read(`<row r="7"><c r="A7"><v>1</v></c>${cell}<c r="C7"><v>3</v></c></row>`);
    expect(faults).toEqual([{ sheet: 'S', row: 7, column: 'B', code, params: { text } }]);
    expect(tables[0]?.rows).toEqual([{ row: 7, cells: [1, null, 3] }]);
  });

  test('all of them at once', async () => {
    const row = (at: number) => `<row r="${at}"><c r="A${at}"><v>x</v></c><c r="B${at}"><v>1</v></c></row>`;
    const { faults } = await read([1, 2, 3].map(row).join(''));
    expect(faults.map(({ row: at, column }) => [at, column])).toEqual([
      [1, 'A'],
      [2, 'A'],
      [3, 'A'],
    ]);
  });
});

describe('rows', () => {
  test('keep their numbers; what holds nothing is left out, and costs nothing up to the last row there is', async () => {
    const empty = Array.from({ length: 1000 }, (_, index) => `<row r="${index + 10}"/>`).join('');
    const { tables } = await read(
      `<row r="3"><c r="B3"><v>1</v></c><c r="C3" s="0"/></row>${empty}<row r="1048576"><c r="A1048576"><v>2</v></c></row>`,
    );
    expect(tables[0]?.rows).toEqual([
      { row: 3, cells: [null, 1] },
      { row: 1_048_576, cells: [2] },
    ]);
  });

  test('are counted on where the file does not number them', async () => {
    const { tables } = await read('<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>');
    expect(tables[0]?.rows).toEqual([
      { row: 1, cells: [1, 2] },
      { row: 2, cells: [3] },
    ]);
  });

  const misplaced: [string, string, string][] = [
    ['a column beyond the last', '<row r="1"><c r="XFE1"><v>1</v></c></row>', 'cell-misplaced'],
    ['a million columns', '<row r="1"><c r="BDWGO1"><v>1</v></c></row>', 'cell-misplaced'],
    ['a cell of another row', '<row r="1"><c r="A2"><v>1</v></c></row>', 'cell-misplaced'],
    ['the same cell twice', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', 'cell-misplaced'],
    ['cells backwards', '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>', 'cell-misplaced'],
    ['a row beyond the last', '<row r="1048577"><c><v>1</v></c></row>', 'row-misplaced'],
    ['the same row twice', '<row r="1"/><row r="1"/>', 'row-misplaced'],
    ['no number for a row', '<row r="1.5"/>', 'row-misplaced'],
  ];
  test.each(misplaced)('%s: the file is refused', async (_, data, code) => {
    const { tables, faults } = await read(data);
    expect(tables).toEqual([]);
    expect(faults).toMatchObject([{ sheet: 'S', code }]);
  });
});

describe('merged ranges', () => {
  const merge = (...refs: string[]) =>
    `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  const cell = (ref: string, value: number) => `<c r="${ref}"><v>${value}</v></c>`;

  test('are told, and only their first cell holds a value', async () => {
    const data = `<row r="1">${cell('A1', 1)}${cell('B1', 2)}${cell('C1', 3)}</row><row r="2">${cell('A2', 4)}${cell('B2', 5)}</row>`;
    const { tables } = await read(data, { after: merge('A1:B2') });
    expect(tables[0]?.merged).toEqual([{ fromRow: 1, toRow: 2, fromColumn: 1, toColumn: 2 }]);
    expect(tables[0]?.rows).toEqual([{ row: 1, cells: [1, null, 3] }]);
  });

  test('over all the sheet again and again are refused, not worked through', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, index) => `<row r="${index + 1}">${cell(`A${index + 1}`, 1)}</row>`,
    ).join('');
    const { faults } = await read(rows, { after: merge(...Array.from({ length: 5000 }, () => 'A1:A1048576')) });
    expect(faults).toMatchObject([{ code: 'too-many-merged', sheet: 'S' }]);
  });

  test('that are no range are refused', async () => {
    expect((await read(`<row r="1">${cell('A1', 1)}</row>`, { after: merge('A1:XFE9') })).faults).toMatchObject([
      { code: 'cell-misplaced', params: { text: 'A1:XFE9' } },
    ]);
  });
});

describe('sheets', () => {
  const data = '<row r="1"><c r="A1"><v>1</v></c></row>';

  test('all that can be seen are read in their order; the others are named with the reason', async () => {
    const bytes = zipOf(
      workbookParts([
        { name: 'Sở, ban, ngành', data },
        { name: 'Ẩn', data, state: 'hidden' },
        { name: 'Ẩn kỹ', data, state: 'veryHidden' },
        { name: 'Sheet3', data: '' },
        { name: 'Biểu đồ', data: '', type: 'chartsheet' },
        { name: 'Lỗi - Faults', data },
        { name: 'Xã', data },
      ]),
    );
    const { tables, skipped, faults } = await readWorkbook(bytes, 'a.xlsx');
    expect(faults).toEqual([]);
    expect(tables.map(({ file, sheet }) => [file, sheet])).toEqual([
      ['a.xlsx', 'Sở, ban, ngành'],
      ['a.xlsx', 'Xã'],
    ]);
    expect(skipped).toEqual([
      { sheet: 'Ẩn', reason: 'hidden' },
      { sheet: 'Ẩn kỹ', reason: 'hidden' },
      { sheet: 'Sheet3', reason: 'empty' },
      { sheet: 'Biểu đồ', reason: 'no-cells' },
      { sheet: 'Lỗi - Faults', reason: 'fault-list' },
    ]);
  });

  const wrong: [string, Parameters<typeof workbookParts>[0], string][] = [
    ['none', [], 'no-sheet'],
    ['only hidden ones', [{ name: 'A', data, state: 'hidden' }], 'no-visible-sheet'],
    ['only empty ones', [{ name: 'A', data: '<row r="1"/>' }], 'nothing-inside'],
    ['two of one name', ['Xã', 'XÃ'].map((name) => ({ name, data })), 'sheet-repeated'],
    ['too many', Array.from({ length: 101 }, (_, index) => ({ name: `${index}`, data })), 'too-many-sheets'],
  ];
  test.each(wrong)('%s', async (_, sheets, code) => {
    const { tables, faults } = await readWorkbook(zipOf(workbookParts(sheets)), 'a.xlsx');
    expect(tables).toEqual([]);
    expect(faults).toMatchObject([{ code, sheet: null }]);
  });
});

describe('limits are counted over all sheets and told where they are passed', () => {
  const two =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>xin</t></is></c><c r="D1"><v>2</v></c></row><row r="5"><c r="A5" s="0"/><c r="B5"><v>3</v></c></row>';
  const cases: [keyof SheetLimits, number, string, number, string | null][] = [
    ['rows', 1, 'too-many-rows', 5, null],
    ['columns', 3, 'too-many-columns', 1, 'D'],
    ['cells', 2, 'too-many-cells', 5, 'B'],
    ['cellPlaces', 3, 'too-many-cells', 5, 'B'],
    ['cellText', 2, 'text-too-long', 1, 'A'],
    ['text', 2, 'too-much-text', 1, 'A'],
  ];
  test.each(cases)('%s', async (limit, most, code, row, column) => {
    const { tables, faults } = await read(two, {}, { ...sheetLimits, [limit]: most });
    expect(tables).toEqual([]);
    expect(faults).toEqual([{ sheet: 'S', row, column, code, params: { most } }]);
  });

  test('one long text shown in thousands of cells counts each time', async () => {
    const row = (at: number) => `<row r="${at}"><c r="A${at}" t="s"><v>0</v></c></row>`;
    const data = Array.from({ length: 1000 }, (_, index) => row(index + 1)).join('');
    const { faults } = await read(data, { strings: ['x'.repeat(30_000)] });
    expect(faults).toMatchObject([{ code: 'too-much-text', row: 560 }]);
  });

  test('one long formula shared by thousands of cells counts each time', async () => {
    const first = `<row r="1"><c r="A1"><f t="shared" si="0">${'1+'.repeat(15_000)}1</f><v>1</v></c></row>`;
    const row = (at: number) => `<row r="${at}"><c r="A${at}"><f t="shared" si="0"/><v>1</v></c></row>`;
    const { faults } = await read(first + Array.from({ length: 999 }, (_, index) => row(index + 2)).join(''));
    expect(faults).toMatchObject([{ code: 'too-much-text', row: 560 }]);
  });

  test('texts that no cell shows count too', async () => {
    const data = '<row r="1"><c r="A1"><v>1</v></c></row>';
    const limits = { ...sheetLimits, sharedStrings: 2 };
    expect((await read(data, { strings: ['a', 'b', 'c'] }, limits)).faults).toMatchObject([{ code: 'too-much-text' }]);
    expect((await read(data, { strings: ['x'.repeat(40_000)] })).faults).toMatchObject([{ code: 'text-too-long' }]);
  });
});
