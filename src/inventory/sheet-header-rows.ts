import type { CellRow, CellTable } from './cell-value.ts';
import type { ImportFault, Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import type { HeaderBook } from './sheet-header-book.ts';
import { letterOf } from './sheet-letter.ts';
import { knownHeaders } from './sheet-table.ts';

/** A header with the rows above and below it. */
export type HeaderRows = {
  readonly table: CellTable;
  readonly header: CellRow;
  readonly previous: CellRow | undefined;
  readonly next: CellRow | undefined;
  readonly book: HeaderBook;
  readonly columns: readonly { readonly field: { readonly key: string } }[];
};

/**
 * The fault of a header that takes more than one row: cells merged across columns, or a row of headers above or below.
 * Which words belong to which column is not guessed. One that only repeats the first is no header of its own.
 */
export function severalHeaders(
  { table, header, previous, next, book, columns }: HeaderRows,
  place: Place,
): ImportFault | null {
  const across = table.merged.find(({ fromRow, toRow, fromColumn, toColumn }) => {
    return fromRow <= header.row && toRow >= header.row && (fromColumn < toColumn || fromRow < header.row);
  });
  if (across !== undefined) {
    const cell = `${letterOf(across.fromColumn - 1)}${across.fromRow}`;
    const range = `${cell}:${letterOf(across.toColumn - 1)}${across.toRow}`;
    return { ...importFault(place, null, 'header-merged', { range }), cell };
  }
  const first = new Set(columns.map(({ field }) => field.key));
  const others = (row: CellRow | undefined): number => {
    const known = row === undefined ? [] : [...knownHeaders(book, row.cells)];
    return known.filter((field) => !first.has(field)).length;
  };
  if (previous !== undefined && others(previous) > 0) {
    return importFault(place, null, 'header-rows-several', { row: previous.row, next: header.row });
  }
  if (next === undefined || others(next) < 2) return null;
  return importFault(place, null, 'header-rows-several', { row: header.row, next: next.row });
}
