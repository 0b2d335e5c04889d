import type { CellTable } from '../../inventory/cell-value.ts';
import { sheetWords } from '../../text/sheet-messages.ts';
import type { CellContext } from './cell-read.ts';
import { type SheetLimits, sheetLimits } from './limits.ts';
import { readDateStyles } from './number-format.ts';
import { ReadBudget } from './read-budget.ts';
import { readSheet } from './read-sheet.ts';
import { readSharedStrings } from './shared-strings.ts';
import { orFault, type WorkbookFault, workbookFault } from './workbook-fault.ts';
import { findParts, type SheetPart, type WorkbookParts } from './workbook-parts.ts';
import { readZipDirectory } from './zip-guard.ts';

/** A sheet that was not read, and why: hidden, without anything in it, no sheet of cells, or our own list of faults. */
type SkippedSheet = {
  readonly sheet: string;
  readonly reason: 'hidden' | 'empty' | 'no-cells' | 'fault-list';
};

/** What a file of sheets holds. With faults of the file there are no tables; with faults of cells those cells are null. */
export type SheetsRead = {
  readonly tables: readonly CellTable[];
  readonly skipped: readonly SkippedSheet[];
  readonly faults: readonly WorkbookFault[];
};

/** Reads every visible sheet of an XLSX file; whatever the bytes are, what is wrong with them comes as faults. */
export async function readWorkbook(
  bytes: Uint8Array,
  file: string,
  limits: SheetLimits = sheetLimits,
): Promise<SheetsRead> {
  const read = await orFault(() => readTables(bytes, file, limits));
  return 'code' in read ? refused(read) : read;
}

/** A file that was refused whole. */
export function refused(fault: WorkbookFault): SheetsRead {
  return { tables: [], skipped: [], faults: [fault] };
}

async function readTables(bytes: Uint8Array, file: string, limits: SheetLimits): Promise<SheetsRead> {
  const parts = await findParts(readZipDirectory(bytes, limits), limits);
  const context: CellContext = {
    strings: parts.strings === null ? [] : await readSharedStrings(parts.strings, limits),
    dateStyles: parts.styles === null ? [] : await readDateStyles(parts.styles),
    epoch: parts.epoch,
  };
  const budget = new ReadBudget(limits);
  const tables: CellTable[] = [];
  const skipped: SkippedSheet[] = [];
  const faults: WorkbookFault[] = [];
  for (const sheet of parts.sheets) {
    const reason = whySkipped(sheet);
    if (reason !== null || sheet.part === null) {
      skipped.push({ sheet: sheet.name, reason: reason ?? 'no-cells' });
      continue;
    }
    const { rows, merged, faults: found } = await readSheet(sheet.part, sheet.name, context, budget);
    faults.push(...found);
    if (rows.length > 0) tables.push({ file, sheet: sheet.name, rows, merged });
    else skipped.push({ sheet: sheet.name, reason: 'empty' });
  }
  if (tables.length === 0 && faults.length === 0) faults.push(nothingToRead(parts));
  return { tables, skipped, faults };
}

function whySkipped({ name, hidden, part }: SheetPart): SkippedSheet['reason'] | null {
  if (hidden) return 'hidden';
  if (part === null) return 'no-cells';
  return name === sheetWords.faultList ? 'fault-list' : null;
}

function nothingToRead({ sheets }: WorkbookParts): WorkbookFault {
  return workbookFault(sheets.every(({ hidden }) => hidden) ? 'no-visible-sheet' : 'nothing-inside');
}
