import type { CellTable, CellValue } from '../../src/inventory/cell-value.ts';
import type { ImportFault } from '../../src/inventory/import-entry.ts';
import type { AgencyName } from '../../src/inventory/sheet-agency.ts';
import { nothingKnown } from '../../src/inventory/sheet-known.ts';
import { readSheets, type SheetReading } from '../../src/inventory/sheet-read.ts';
import { catalogues } from '../support/catalogues.ts';

export const today = '2026-11-22';

/** What a caller says who says nothing. */
export const plainReading: SheetReading = {
  catalogues,
  known: nothingKnown,
  mappings: { given: [], remembered: () => [] },
  accept: { confidence: null, names: [] },
  sign: null,
  kind: null,
  today,
};

/** A sheet whose rows stand from row 1 on; rows of nothing but nulls are left out as a reader of workbooks does. */
export function sheetOf(rows: readonly (readonly CellValue[])[], more: Partial<CellTable> = {}): CellTable {
  const numbered = rows.map((cells, at) => ({ row: at + 1, cells }));
  return {
    file: 'in.xlsx',
    sheet: 'Sheet1',
    rows: numbered.filter(({ cells }) => cells.some((cell) => cell !== null)),
    merged: [],
    ...more,
  };
}

/** Cells of one line, parted by `|`; an empty one is null. */
export function line(text: string): CellValue[] {
  return text.split('|').map((cell) => (cell.trim() === '' ? null : cell.trim()));
}

/** Lines of text as a sheet. */
export function lines(text: string, more: Partial<CellTable> = {}): CellTable {
  return sheetOf(text.trim().split('\n').map(line), more);
}

export function read(tables: CellTable | readonly CellTable[], more: Partial<SheetReading> = {}) {
  return readSheets('rows' in tables ? [tables] : tables, { ...plainReading, ...more });
}

/** `cell column code` of each fault. */
export function brief(faults: readonly ImportFault[]): string[] {
  return faults.map(({ cell, place, column, code }) => `${cell ?? place.row} ${column} ${code}`);
}

export function agencyName(code: string, name: string, more: Partial<AgencyName> = {}): AgencyName {
  return { code, name, validFrom: '2020-01-01', validTo: null, ...more };
}
