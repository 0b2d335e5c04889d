import { expect, test } from 'vitest';
import { columnLetters, parseCellRef } from '../../../src/report/sheet/cell-ref.ts';
import { isDateFormat } from '../../../src/report/sheet/number-format.ts';

test.each([
  ['dd/mm/yyyy', true],
  ['d-mmm-yy', true],
  ['mmmm', true],
  ['[$-42A]dd mmmm yyyy;@', true],
  ['yyyy-mm-dd hh:mm:ss', true],
  ['"ngày "dd" tháng "mm', true],
  ['hh:mm', false],
  ['[h]:mm:ss', false],
  ['mm:ss.0', false],
  ['General', false],
  ['@', false],
  ['0.00%', false],
  ['#,##0 "đồng"', false],
  ['#,##0.00\\ "d"', false],
  ['[Red]-0.00', false],
  ['0.00E+00', false],
  ['0;[Red]"yd"-0', false],
])('numbers under %s are dates: %s', (code, isDate) => {
  expect(isDateFormat(code)).toBe(isDate);
});

test.each([
  [1, 'A'],
  [26, 'Z'],
  [27, 'AA'],
  [702, 'ZZ'],
  [703, 'AAA'],
  [16_384, 'XFD'],
])('column %i is %s', (column, letters) => {
  expect(columnLetters(column)).toBe(letters);
  expect(parseCellRef(`${letters}9`)).toEqual({ row: 9, column });
});

test.each(['XFE1', 'A0', 'A1048577', 'A', '1', 'AAAA1', 'A1:B2', '', 'a-1'])('%s is no cell', (ref) => {
  expect(parseCellRef(ref)).toBeNull();
});
