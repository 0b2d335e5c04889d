import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeCsv } from '../../../src/report/sheet/csv.ts';
import { readCsvTable } from '../../../src/report/sheet/csv-table.ts';
import { sheetLimits } from '../../../src/report/sheet/limits.ts';
import { ole2Of, workbookOf } from './workbook-bytes.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

test('a file is one table of texts whose rows are numbered as a spreadsheet would', async () => {
  const read = await readCsvTable(bytesOf('BÁO CÁO\r\n\r\nmã,tên,\r\n"A\n1",, \r\n,,\r\nB,"1,5"\r\n'), 'a.csv');
  expect(read).toEqual({
    tables: [
      {
        file: 'a.csv',
        sheet: null,
        rows: [
          { row: 1, cells: ['BÁO CÁO'] },
          { row: 3, cells: ['mã', 'tên'] },
          { row: 4, cells: ['A\n1'] },
          { row: 6, cells: ['B', '1,5'] },
        ],
        merged: [],
      },
    ],
    skipped: [],
    faults: [],
  });
});

describe('text is read in what it is written in', () => {
  const text = 'mã\ttên\nA\tXã Đông Hội\n';
  test.each([
    ['UTF-8', bytesOf(text)],
    ['UTF-8 with its mark', bytesOf(`\ufeff${text}`)],
    ['UTF-16LE, as a spreadsheet saves "Unicode text"', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))],
    ['UTF-16BE', utf16be(`\ufeff${text}`)],
  ])('%s', async (_, bytes) => {
    const { tables, faults } = await readCsvTable(bytes, 'a.csv');
    expect(faults).toEqual([]);
    expect(tables[0]?.rows[1]).toEqual({ row: 2, cells: ['A', 'Xã Đông Hội'] });
  });

  // Windows-1258 writes the tone behind the vowel: "Uỷ ban nhân dân huyện Mê Linh, Hà Nội".
  const old = new Uint8Array(Buffer.from('Uy\xd2 ban nhân dân huyê\xf2n Mê Linh, Ha\xcc Nô\xf2i', 'latin1'));

  test('an older encoding is not guessed but offered', async () => {
    expect((await readCsvTable(old, 'a.csv')).faults).toEqual([
      { sheet: null, row: null, column: null, code: 'not-text', params: { offered: 'windows-1258' } },
    ]);
  });

  test('and read when it is asked for, its tones composed with their vowels', async () => {
    const { tables, faults } = await readCsvTable(old, 'a.csv', 'windows-1258');
    expect(faults).toEqual([]);
    expect(tables[0]?.rows[0]?.cells).toEqual(['Uỷ ban nhân dân huyện Mê Linh', ' Hà Nội']);
    expect(tables[0]?.rows[0]?.cells.every((cell) => cell === `${cell}`.normalize('NFC'))).toBe(true);
  });
});

const refused: [string, Uint8Array, string][] = [
  ['nothing', new Uint8Array(), 'file-empty'],
  ['only empty rows', bytesOf('\n,,\n'), 'nothing-inside'],
  ['a workbook under another name', workbookOf(''), 'workbook-not-text'],
  ['an old workbook under another name', ole2Of('Workbook'), 'workbook-not-text'],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'not-text-binary'],
  ['half a character of UTF-16', new Uint8Array([0xff, 0xfe, 0x61]), 'not-text'],
];
test.each(refused)('%s is refused', async (_, bytes, code) => {
  const { tables, faults } = await readCsvTable(bytes, 'a.csv');
  expect(tables).toEqual([]);
  expect(faults).toMatchObject([{ sheet: null, row: null, column: null, code }]);
});

test.each([
  ['unclosed-quote', 'a,b\n1,x\n2,"y\n3,z\n', 3],
  ['stray-quote', 'a,b\n1,x\n2,"y"z\n3,z\n', 3],
  ['stray-quote', 'a,b\n1,x\n2,"y"z"\n3,z\n', 3],
])('%s is told with its row; what stands behind it is not read', async (code, text, row) => {
  const { tables, faults } = await readCsvTable(bytesOf(text), 'a.csv');
  expect(faults).toEqual([{ sheet: null, row, column: null, code, params: {} }]);
  expect(tables[0]?.rows.map((line) => line.row)).toEqual([1, 2]);
});

test.each([
  ['rows', 2, 'too-many-rows', 3, null],
  ['columns', 2, 'too-many-columns', 2, 'C'],
  ['cells', 3, 'too-many-cells', 2, 'B'],
  ['cellText', 3, 'text-too-long', 3, 'A'],
  ['fileBytes', 10, 'file-too-large', null, null],
] as const)('the limit of %s holds', async (limit, most, code, row, column) => {
  const { tables, faults } = await readCsvTable(bytesOf('a,b\n1,2,3\nlong\n'), 'a.csv', null, {
    ...sheetLimits,
    [limit]: most,
  });
  expect(tables).toEqual([]);
  expect(faults).toMatchObject([{ code, row, column }]);
});

test('texts that an export guarded with an apostrophe come back without it', async () => {
  const text = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '1', 'a', '"', ',', ' ') });
  await fc.assert(
    fc.asyncProperty(fc.array(text), async (texts) => {
      const { tables } = await readCsvTable(
        bytesOf(
          writeCsv(
            ['.', 'a'],
            texts.map((each) => ['.', each]),
          ),
        ),
        'a.csv',
      );
      const read = tables[0]?.rows.slice(1).map(({ cells }) => cells[1] ?? '');
      expect(read).toEqual(texts.map((each) => (each.trim() === '' ? '' : each)));
    }),
  );
});

test('any bytes at all give a table or faults, never an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const { tables, faults } = await readCsvTable(bytes, 'a.csv');
      expect(tables.length + faults.length).toBeGreaterThan(0);
    }),
  );
});
