import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../../src/report/sheet/csv.ts';

const bodyOf = (text: string) => text.replace(/^\ufeff/, '').split('\r\n');
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('writing', () => {
  test('begins with a byte order mark, ends lines with CRLF and quotes what needs it', () => {
    const text = writeCsv(['mã', 'tên'], [['A', 'Xã "Đông", Tây\nNam']]);
    expect(text).toBe('\ufeffmã,tên\r\nA,"Xã ""Đông"", Tây\nNam"\r\n');
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+84 912', "'+84 912"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ["-1+cmd|'/C calc'!A0", "'-1+cmd|'/C calc'!A0"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['＝1+1', "'＝1+1"],
    ["'=1", "''=1"],
    ['-12.5', '-12.5'],
    [-12.5, '-12.5'],
    [-3, '-3'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-1.25e22, '-12500000000000000000000'],
    [0.1 + 0.2, '0.30000000000000004'],
    [18446744073709551615n, '18446744073709551615'],
    [true, 'true'],
    [null, ''],
    [Number.NaN, ''],
    ["xã O'Neil", "xã O'Neil"],
  ])('the cell %s becomes %s', (cell, text) => {
    expect(writeCsv(['a', 'b'], [[cell, 'end']])).toBe(`\ufeffa,b\r\n${text},end\r\n`);
  });

  test('no cell of a text is ever begun with what a spreadsheet runs', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", '1', 'a', '"', ',') }),
        (text) => {
          const [, line = ''] = bodyOf(writeCsv(['a'], [[text]]));
          const bare = line.replace(/^"/, '');
          expect(/^[=+\-@\t\r]/.test(bare) && !/^-?\d+$/.test(bare)).toBe(false);
        },
      ),
    );
  });

  test('a plain decimal gives its number back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const cell = bodyOf(writeCsv(['a', 'b'], [[value, 'x']]))[1]?.split(',')[0] ?? '';
        expect(cell).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(cell)).toBe(Object.is(value, -0) ? 0 : value);
      }),
    );
  });
});

describe('reading', () => {
  test('gives back what was written, line breaks in cells as \\n', () => {
    const unit = fc.oneof(fc.constantFrom('=', '-', "'", '"', ',', ';', '\t', '\n', '\r', ' ', 'ạ', '1'), fc.string());
    const text = fc.array(unit).map((parts) => parts.join(''));
    const rows = fc.array(fc.tuple(fc.constantFrom('x', 'y'), text, text));
    fc.assert(
      fc.property(rows, (written) => {
        const sheet = readCsv(bytesOf(writeCsv(['khoá', 'một', 'hai'], written)));
        const expected = written.map((row) => row.map((cell) => cell.toWellFormed().replace(/\r\n?/g, '\n')));
        expect(sheet.faults).toEqual([]);
        expect(sheet.rows.map((row) => row.cells)).toEqual(expected);
      }),
    );
  });

  test.each([
    ['comma', 'code,name\nA,"1;2;3"\n'],
    ['semicolon', 'code;name\nA;1;2;3'.replace('1;2;3', '"1;2;3"')],
    ['tab', 'code\tname\nA\t1;2;3\n'],
    ['CRLF', 'code,name\r\nA,1;2;3\r\n'],
    ['CR alone', 'code,name\rA,1;2;3\r'],
    ['byte order mark', '\ufeffcode,name\nA,1;2;3\n'],
    ['decimal commas under semicolons', 'code;name\nA;"1;2;3"\nB;1,5\n'],
    ['padded with empty columns', 'code,name,,\nA,1;2;3,,\n'],
  ])('%s', (_name, text) => {
    const sheet = readCsv(bytesOf(text));
    expect(sheet.faults).toEqual([]);
    expect(sheet.header).toEqual(['code', 'name']);
    expect(sheet.rows[0]).toEqual({ row: 2, cells: ['A', '1;2;3'] });
  });

  test('reads UTF-16LE with a byte order mark, as a spreadsheet saves "Unicode text"', () => {
    const sheet = readCsv(new Uint8Array(Buffer.from('\ufeffmã\ttên\r\nA\tXã Đông\r\n', 'utf16le')));
    expect(sheet.rows).toEqual([{ row: 2, cells: ['A', 'Xã Đông'] }]);
  });

  test('finds columns by header, whatever its case, spaces and Unicode form', () => {
    const sheet = readCsv(` Code ,${'Tên'.normalize('NFD')}\nA,B\n`);
    expect(sheet.columns).toEqual(
      new Map([
        ['code', 0],
        ['tên', 1],
      ]),
    );
  });

  test('numbers rows as a spreadsheet does: blank lines count, a cell of two lines is one row', () => {
    const sheet = readCsv('a,b\n1,"x\ny"\n\n,\n2,z\n');
    expect(sheet.rows.map((row) => row.row)).toEqual([2, 5]);
  });

  test('rows too short or too long are faults with their row; the others are read', () => {
    const sheet = readCsv('a,b\n1\n2,x\n3,y,z\n');
    expect(sheet.faults).toEqual([
      { row: 2, column: null, code: 'ragged-row', params: { cells: 1, columns: 2 } },
      { row: 4, column: null, code: 'ragged-row', params: { cells: 3, columns: 2 } },
    ]);
    expect(sheet.rows).toEqual([{ row: 3, cells: ['2', 'x'] }]);
  });

  test.each([
    ['unclosed-quote', 'a,b\n1,x\n2,"y\n3,z\n', 3],
    ['stray-quote', 'a,b\n1,x\n2,"y"z\n3,z\n', 3],
  ])('%s is told once, with its row; rows before it are read, none behind it', (code, text, row) => {
    const sheet = readCsv(text);
    expect(sheet.faults).toEqual([{ row, column: null, code, params: {} }]);
    expect(sheet.rows).toEqual([{ row: 2, cells: ['1', 'x'] }]);
  });

  test.each([
    ['duplicate-column', bytesOf('a,b,A\n1,2,3\n'), 'A'],
    ['no-header', bytesOf(''), null],
    ['no-header', bytesOf('\n1,2\n'), null],
    ['not-text', new Uint8Array([0x61, 0xff, 0x0a]), null],
  ])('%s is a fault of row 1', (code, bytes, column) => {
    expect(readCsv(bytes).faults).toEqual([{ row: 1, column, code, params: {} }]);
  });

  test('any bytes at all give a sheet, never an exception', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readCsv(bytes)));
  });
});
