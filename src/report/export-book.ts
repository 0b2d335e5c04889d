import { columnOf, csvCell } from './export-cell.ts';
import type { ExportTable } from './export-tables.ts';
import { type Book, plainSheet } from './sheet/book.ts';
import { writeCsv } from './sheet/csv.ts';

/** The tables as a workbook, a sheet for each, under their Vietnamese headers. */
export function exportBook(tables: readonly ExportTable[]): Book {
  const sheets = tables.map(({ nameVi, columns, rows }) => {
    const shown = columns.map((field, at) =>
      columnOf(
        field,
        rows.map((row) => row[at] ?? null),
      ),
    );
    return plainSheet(nameVi, shown, rows);
  });
  return { sheets };
}

/** One table as CSV, under the same headers. */
export function exportCsv({ columns, rows }: ExportTable): string {
  return writeCsv(
    columns.map(({ nameVi }) => nameVi),
    rows.map((row) => row.map(csvCell)),
  );
}
