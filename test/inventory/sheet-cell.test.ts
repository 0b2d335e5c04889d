import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellValue } from '../../src/inventory/cell-value.ts';
import type { Field, FieldType } from '../../src/inventory/record-catalogue.ts';
import { readSheetCell } from '../../src/inventory/sheet-cell.ts';
import { codeBook } from '../../src/inventory/sheet-codes.ts';
import type { DecimalSign } from '../../src/inventory/sheet-number.ts';

const count: FieldType = { type: 'count', min: 0, max: 10_000_000 };
const number: FieldType = { type: 'number', min: -1_000_000, max: 1_000_000, unit: '' };
const book = codeBook(['01', '00004', '26', '7', '007', '0009', '009', 'H99']);

function read(cell: Exclude<CellValue, null>, type: FieldType, sign: DecimalSign = null): unknown {
  const field: Field = { key: 'x', nameVi: 'X', nameEn: 'X', required: false, aliases: [], custom: false, ...type };
  const told = readSheetCell(cell, field, { sign, codes: book });
  if ('value' in told) return told.value;
  return [told.code, told.params.write].filter((part) => part !== undefined).join(' ');
}

describe('a count', () => {
  test.each<[Exclude<CellValue, null>, unknown]>([
    [42, 42],
    ['42', 42],
    [' 42 ', 42],
    ['\u00a042\u202f', 42],
    ['４２', 42],
    ['+5', 5],
    ['1.234.567', 1_234_567],
    ['1 234 567', 1_234_567],
    ['1\u00a0234', 1234],
    ['1.234', 'grouped-number 1234'],
    ['1,234', 'grouped-number 1234'],
    ['1.234,0', 1234],
    ['1.234,5', 'whole-number'],
    ['1,234,567', 'number-english 1234567'],
    ['12,5', 'whole-number'],
    ['12.0', 12],
    [12.5, 'whole-number'],
    ['-5', 'number-out-of-range'],
    ['−5', 'number-out-of-range'],
    ['95 %', 'percent-unexpected'],
    ['1e3', 'number-exponent 1000'],
    ['1,2E+10', 'number-exponent 12000000000'],
    ['1e999', 'number-not-finite'],
    ['NaN', 'number-not-finite'],
    ['-Infinity', 'number-not-finite'],
    ['∞', 'number-not-finite'],
    [Number.NaN, 'number-not-finite'],
    [Number.POSITIVE_INFINITY, 'number-not-finite'],
    ['mười', 'whole-number'],
    ['50 máy', 'whole-number'],
    ['5²', 'whole-number'],
    ['12 34', 'whole-number'],
    ['-', 'whole-number'],
    [true, 'number-expected'],
    [{ serial: 45_658, epoch: 1900 }, 'number-is-date'],
    [{ formula: 'A1+1', shown: 5 }, 'formula'],
    [{ formula: 'A1', shown: null }, 'formula'],
    [{ error: '#REF!' }, 'cell-error'],
    ['99999999999', 'number-out-of-range'],
  ])('%j is %j', (cell, expected) => {
    expect(read(cell, count)).toEqual(expected);
  });
});

describe('a number with decimals', () => {
  test.each<[Exclude<CellValue, null>, unknown]>([
    ['1.234,5', 1234.5],
    ['1 234,5', 1234.5],
    ['-1.234,5', -1234.5],
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['1234,567', 1234.567],
    ['1,234.5', 'number-english 1234,5'],
    ['1.234', 'number-ambiguous'],
    ['1,234', 'number-ambiguous'],
    ['1.2340', 1.234],
    ['1,2340', 1.234],
    ['1.23,4', 'number-expected'],
    [1.234, 1.234],
    ['1.2.3', 'number-expected'],
  ])('%j is %j', (cell, expected) => {
    expect(read(cell, number)).toEqual(expected);
  });

  test.each<[string, DecimalSign, unknown]>([
    ['1.234', ',', 1234],
    ['1,234', ',', 1.234],
    ['1.234', '.', 1.234],
    ['1,234', '.', 1234],
    ['1,234.5', '.', 1234.5],
    ['1,234.5', ',', 'number-english 1234,5'],
    ['1.234,5', '.', 1234.5],
  ])('%s where decimals follow "%s" is %j', (cell, sign, expected) => {
    expect(read(cell, number, sign)).toEqual(expected);
  });

  test('never comes out as something else than what either reading of it means', () => {
    const written = fc
      .tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 4 }))
      .map(([whole, digits]) => {
        const value = whole / 10 ** digits;
        return { value, vi: value.toLocaleString('vi', { maximumFractionDigits: 4 }), plain: String(value) };
      });
    fc.assert(
      fc.property(written, ({ value, vi, plain }) => {
        for (const text of [vi, plain]) {
          const told = read(text, number);
          if (typeof told === 'number') expect(told).toBe(value);
          else expect(told).toBe('number-ambiguous');
        }
      }),
    );
  });
});

describe('a share', () => {
  test.each<[Exclude<CellValue, null>, unknown]>([
    ['95%', 0.95],
    ['95 %', 0.95],
    ['95\u00a0%', 0.95],
    ['95,5 %', 0.955],
    ['１００％', 1],
    [0.95, 0.95],
    ['0,95', 0.95],
    ['0.95', 0.95],
    [1, 1],
    [95, 'ratio-range 95%'],
    ['95', 'ratio-range 95%'],
    ['120%', 'ratio-range 1,2%'],
    [-0.1, 'number-out-of-range'],
    ['95,125%', 'number-ambiguous'],
  ])('%j is %j', (cell, expected) => {
    expect(read(cell, { type: 'ratio' })).toEqual(expected);
  });
});

describe('a date', () => {
  const serial = (value: number, epoch: 1900 | 1904 = 1900) => ({ serial: value, epoch }) as const;
  test.each<[Exclude<CellValue, null>, unknown]>([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31 00:00:00', '2026-01-31'],
    ['31/01/2026', '2026-01-31'],
    ['5/6/2026', '2026-06-05'],
    ['5-6-2026', '2026-06-05'],
    ['05.06.2026', '2026-06-05'],
    ['ngày 5 tháng 6 năm 2026', '2026-06-05'],
    ['nga\u0300y 5 tha\u0301ng 6 na\u0306m 2026', '2026-06-05'],
    [serial(45_658), '2025-01-01'],
    [serial(45_658.75), '2025-01-01'],
    [serial(44_196, 1904), '2025-01-01'],
    [serial(1), '1900-01-01'],
    [serial(59), '1900-02-28'],
    [serial(60), 'date-invalid'],
    [serial(61), '1900-03-01'],
    [serial(-1), 'date-invalid'],
    [serial(1e9), 'date-invalid'],
    ['31/02/2026', 'date-invalid'],
    ['12/31/2025', 'date-invalid'],
    ['2026-02-30', 'date-invalid'],
    ['1/7/25', 'date-two-digit-year 1/7/2025'],
    ['tháng 3/2026', 'date-incomplete 01/03/2026'],
    ['Tháng 3 năm 2026', 'date-incomplete 01/03/2026'],
    ['3/2026', 'date-incomplete 01/03/2026'],
    ['Quý I/2026', 'date-incomplete 01/01/2026'],
    ['quý 4 năm 2026', 'date-incomplete 01/10/2026'],
    ['2026', 'date-incomplete 01/01/2026'],
    ['năm 2026', 'date-incomplete 01/01/2026'],
    [2026, 'date-incomplete 01/01/2026'],
    [45_658, 'date-serial 01/01/2025'],
    ['45658', 'date-serial 01/01/2025'],
    ['13/2026', 'date-invalid'],
    ['hôm qua', 'date-invalid'],
    [true, 'date-invalid'],
    [0.5, 'date-invalid'],
  ])('%j is %j', (cell, expected) => {
    expect(read(cell, { type: 'date' })).toEqual(expected);
  });
});

describe('a code', () => {
  test.each<[Exclude<CellValue, null>, unknown]>([
    ['00004', '00004'],
    [' H99 ', 'H99'],
    [4, 'code-eaten-known 00004'],
    ['4', 'code-eaten-known 00004'],
    [1, 'code-eaten-known 01'],
    [26, '26'],
    ['26', '26'],
    [7, 'code-eaten-known 007'],
    ['7', '7'],
    [9, 'code-eaten'],
    ['9', 'code-eaten'],
    [123, 'code-eaten'],
    ['123', '123'],
    [1.5, 'code-eaten'],
    [1e21, 'code-eaten'],
    [true, 'cell-not-text'],
    [{ serial: 45_658, epoch: 1900 }, 'cell-not-text'],
  ])('%j is %j', (cell, expected) => {
    expect(read(cell, { type: 'agency' })).toEqual(expected);
  });
});

describe('text', () => {
  test.each<[Exclude<CellValue, null>, unknown]>([
    ['a', 'a'],
    [12, '12'],
    [12.5, '12.5'],
    [0.1 + 0.2, 'cell-not-text'],
    [1e18, 'cell-not-text'],
    [true, 'cell-not-text'],
    [{ serial: 45_658, epoch: 1900 }, 'cell-not-text'],
  ])('%j is %j', (cell, expected) => {
    expect(read(cell, { type: 'text', max: 10 })).toEqual(expected);
  });
});

describe('yes and no', () => {
  test.each<[Exclude<CellValue, null>, unknown]>([
    ...['Có', 'CO', 'có', 'x', 'X', '✓', '✔️', 'yes', '1', 'đúng', 'TRUE'].map((text): [string, boolean] => [
      text,
      true,
    ]),
    ...['Không', 'khong', 'no', '0', 'sai', '✗', 'False'].map((text): [string, boolean] => [text, false]),
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    ['một phần', 'flag-unclear'],
    ['-', 'flag-unclear'],
    ['×', 'flag-unclear'],
    [2, 'flag-unclear'],
  ])('%j is %j', (cell, expected) => {
    expect(read(cell, { type: 'flag' })).toEqual(expected);
  });
});

test('a choice is taken by its key or either name, with or without diacritics, and offers the nearest', () => {
  const choices = [
    { key: 'ward', nameVi: 'Phường', nameEn: 'Ward' },
    { key: 'commune', nameVi: 'Xã', nameEn: 'Commune' },
  ];
  for (const cell of ['ward', 'PHƯỜNG', 'phuong', 'Phu\u031bo\u031b\u0300ng', 'Ward '])
    expect(read(cell, { type: 'choice', choices })).toBe('ward');
  const field: Field = {
    key: 'x',
    nameVi: 'X',
    nameEn: 'X',
    required: false,
    aliases: [],
    custom: false,
    type: 'choice',
    choices,
  };
  expect(readSheetCell('Phươg', field, { sign: null, codes: null })).toEqual({
    code: 'choice',
    params: { text: 'Phươg', allowed: 'Phường, Xã', nearest: 'Phường' },
  });
});
