import type { ImportFault } from '../../inventory/import-entry.ts';
import { importFault } from '../../inventory/import-fault.ts';
import { sheetWords } from '../../text/sheet-messages.ts';
import type { SheetsRead } from './read-workbook.ts';
import type { CellFault, WorkbookFault } from './workbook-fault.ts';

/** A fault of a file of sheets, as one of its import. */
export function importFaultOf(file: string, { sheet, row, column, code, params }: WorkbookFault): ImportFault {
  const cell = column === null || row === null ? {} : { cell: `${column}${row}` };
  return { place: { file, sheet, row, path: null }, column: null, ...cell, code: `sheet-${code}`, params };
}

/** Sheets with something in them that were not read, as notes of the file's import; our own lists are no news. */
export function skippedNotes(file: string, { skipped }: Pick<SheetsRead, 'skipped'>): ImportFault[] {
  const told = skipped.filter(({ sheet, reason }) => {
    return reason !== 'empty' && reason !== 'fault-list' && sheet !== sheetWords.lists;
  });
  return told.map(({ sheet }) => {
    return importFault({ file, sheet, row: null, path: null }, null, 'sheet-left-out', { text: sheet });
  });
}

/** A problem of an import as an annotated copy of its file shows it. */
export function cellFaultOf(problem: {
  readonly sheet?: string;
  readonly row?: number;
  readonly cell?: string;
  readonly message: string;
}): CellFault {
  const column = problem.cell?.replace(/\d+$/, '') ?? null;
  return { sheet: problem.sheet ?? null, row: problem.row ?? null, column, message: problem.message };
}
