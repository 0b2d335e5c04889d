import type { ImportFault } from '../../inventory/import-entry.ts';
import { guessKind } from '../../inventory/import-header.ts';
import type { ImportTable } from '../../inventory/import-parse.ts';
import { readCsv } from './csv.ts';

/** A CSV file as a table to import, its kind told by its header, and the faults of its form. Never throws. */
export function readImportTable(
  content: Uint8Array | string,
  file: string,
): { table: ImportTable; faults: ImportFault[] } {
  const sheet = readCsv(content);
  const rows = sheet.rows.map(({ row, cells }) => ({
    row,
    cells: Object.fromEntries(sheet.header.map((name, index) => [name, cells[index] ?? ''])),
  }));
  // A file that could not be read at all has no header whose kind could be doubted.
  const kind = sheet.header.length === 0 ? 'agencies' : guessKind(sheet.header);
  return {
    table: { file, kind, header: sheet.header, rows },
    faults: sheet.faults.map(({ row, column, code, params }) => ({
      place: { file, row, path: null },
      column,
      code: `sheet-${code}`,
      params,
    })),
  };
}
