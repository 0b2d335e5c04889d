import type { CivilDate } from '../calendar/civil.ts';
import type { CellValue } from './cell-value.ts';
import type { Row } from './import-cell.ts';
import type { FactFinder } from './import-fact.ts';
import { fieldOfFact } from './import-lists.ts';
import type { BoundColumn, BoundTable } from './sheet-bind.ts';
import { readSheetCell } from './sheet-cell.ts';
import type { CodeBook } from './sheet-codes.ts';
import type { MergedCells } from './sheet-merged.ts';
import type { DecimalSign, Reading } from './sheet-number.ts';
import type { AgencyReader } from './sheet-resolution.ts';
import type { ReadCell, RowPlan } from './sheet-row.ts';

/** What the cells of all tables are read with. */
export type CellReaders = {
  readonly agencies: AgencyReader;
  readonly facts: FactFinder;
  /** Codes that a column which gives codes may meet, and those that a reference may mean. */
  readonly codes: { known(kind: string): CodeBook; all(kind: string): CodeBook };
  readonly sign: DecimalSign;
  readonly today: CivilDate;
};

/** Columns that others of a row depend on, in this order. */
const FIRST = ['valid_from', 'subject_kind', 'fact'];

/** How the rows of a table are read, as far as these columns of it go. */
export function rowPlan(
  { table, lacking, book }: BoundTable,
  columns: readonly BoundColumn[],
  merged: MergedCells,
  readers: CellReaders,
): RowPlan {
  const first = FIRST.flatMap((key) => columns.filter(({ field }) => field.key === key));
  const ordered = [...first, ...columns.filter((column) => !first.includes(column))];
  const letters = Object.fromEntries(columns.map(({ field, letter }) => [field.key, letter]));
  const { file, sheet } = table;
  return { file, sheet, columns: ordered, letters, lacking, merged, readCell: cellReader(book.list.codes, readers) };
}

function cellReader(gives: string | null, { agencies, facts, codes, sign, today }: CellReaders): ReadCell {
  // The same few days stand in thousands of rows.
  const dates = new Map<string, Reading<unknown>>();
  return (cell, { field }, row) => {
    if (field.type === 'date' && typeof cell === 'string') {
      const read = dates.get(cell) ?? readSheetCell(cell, field, { sign, codes: null });
      dates.set(cell, read);
      return read;
    }
    if (field.type === 'agency' || isSubjectAgency(field.key, row)) {
      const help = { sign, codes: codes.all('agency') };
      if (typeof cell !== 'string') return readSheetCell(cell, { ...field, type: 'agency' }, help);
      return agencies.read(cell, field.key, row.place, dateOf(row) ?? today, help);
    }
    if (field.key === 'value' && field.type === 'text') return readFactCell(cell, row, facts, sign);
    if (field.type === 'record') return readSheetCell(cell, field, { sign, codes: codes.all(field.kind) });
    return readSheetCell(cell, field, {
      sign,
      codes: gives !== null && field.key === 'code' ? codes.known(gives) : null,
    });
  };
}

// Without a fact that anybody knows there is nothing its value could be; that is told at the fact.
function readFactCell(
  cell: Exclude<CellValue, null>,
  { cells }: Pick<Row, 'cells'>,
  { catalogue, find }: FactFinder,
  sign: DecimalSign,
): Reading<unknown> {
  const fact = find(String(cells.get('fact') ?? ''));
  return fact === null ? { value: '' } : readSheetCell(cell, fieldOfFact(catalogue.units)(fact), { sign, codes: null });
}

function isSubjectAgency(key: string, { cells }: Pick<Row, 'cells'>): boolean {
  return key === 'subject' && (cells.get('subject_kind') ?? 'agency') === 'agency';
}

function dateOf({ cells }: Pick<Row, 'cells'>): CivilDate | null {
  const date = cells.get('valid_from');
  return typeof date === 'string' ? date : null;
}
