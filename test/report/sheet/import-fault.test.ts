import { expect, test } from 'vitest';
import { cellFaultOf, importFaultOf, skippedNotes } from '../../../src/report/sheet/import-fault.ts';
import { workbookFault } from '../../../src/report/sheet/workbook-fault.ts';

test('a fault of a file is one of its import, with its cell where it has one', () => {
  expect(
    importFaultOf('a.xlsx', workbookFault('value-unreadable', { text: 'x' }, { sheet: 'S', row: 3, column: 'C' })),
  ).toEqual({
    place: { file: 'a.xlsx', sheet: 'S', row: 3, path: null },
    column: null,
    cell: 'C3',
    code: 'sheet-value-unreadable',
    params: { text: 'x' },
  });
  expect(importFaultOf('a.xlsx', workbookFault('encrypted'))).toEqual({
    place: { file: 'a.xlsx', sheet: null, row: null, path: null },
    column: null,
    code: 'sheet-encrypted',
    params: {},
  });
});

test('a hidden sheet is told as left out; empty ones and our own lists are not', () => {
  const skipped = [
    { sheet: 'Ẩn', reason: 'hidden' },
    { sheet: 'Danh mục - Lists', reason: 'hidden' },
    { sheet: 'Lỗi - Faults', reason: 'fault-list' },
    { sheet: 'Trống', reason: 'empty' },
  ] as const;
  expect(skippedNotes('a.xlsx', { skipped }).map(({ code, place }) => [code, place.sheet])).toEqual([
    ['sheet-left-out', 'Ẩn'],
  ]);
});

test('a problem is shown at its cell, or at its row, or at none', () => {
  expect(cellFaultOf({ sheet: 'S', row: 12, cell: 'AB12', message: 'm' })).toEqual({
    sheet: 'S',
    row: 12,
    column: 'AB',
    message: 'm',
  });
  expect(cellFaultOf({ row: 12, message: 'm' })).toEqual({ sheet: null, row: 12, column: null, message: 'm' });
  expect(cellFaultOf({ message: 'm' })).toEqual({ sheet: null, row: null, column: null, message: 'm' });
});
