import Papa from 'papaparse';
import type { CellRow, CellValue } from '../../inventory/cell-value.ts';
import { sheetWords } from '../../text/sheet-messages.ts';
import { columnLetters } from './cell-ref.ts';
import { bareText, delimiterOf, quoteFaultOf } from './csv.ts';
import { isWorkbookLike, looksLikeText } from './file-kind.ts';
import { type SheetLimits, sheetLimits } from './limits.ts';
import { ReadBudget } from './read-budget.ts';
import { refused, type SheetsRead } from './read-workbook.ts';
import { orFault, type WorkbookFault, WorkbookRefusal, workbookFault } from './workbook-fault.ts';

/** The older encoding of Vietnamese text that is offered when a file is no UTF-8. */
const offeredEncoding = 'windows-1258';
/** What a caller may say the text is in. */
export type OfferedEncoding = typeof offeredEncoding;

/**
 * Reads a file of comma-, semicolon- or tab-separated values as a table of texts: UTF-8, UTF-8 or UTF-16 with a byte
 * order mark, or the encoding the caller names after `not-text` offered it; its tone marks are composed (NFC).
 * Behind a broken quote nothing is read.
 */
export async function readCsvTable(
  bytes: Uint8Array,
  file: string,
  encoding: OfferedEncoding | null = null,
  limits: SheetLimits = sheetLimits,
): Promise<SheetsRead> {
  const read = await orFault(() => {
    const { rows: all, faults } = readRecords(decodeCsv(bytes, encoding, limits), limits);
    const rows = withoutFaultColumn(all);
    if (rows.length === 0 && faults.length === 0) throw new WorkbookRefusal('nothing-inside');
    return { tables: [{ file, sheet: null, rows, merged: [] }], skipped: [], faults };
  });
  return 'code' in read ? refused(read) : read;
}

/**
 * The text of a CSV file, line breaks as `\n`.
 * @throws WorkbookRefusal
 */
export function decodeCsv(bytes: Uint8Array, encoding: OfferedEncoding | null, limits: SheetLimits): string {
  if (bytes.length === 0) throw new WorkbookRefusal('file-empty');
  if (bytes.length > limits.fileBytes) {
    throw new WorkbookRefusal('file-too-large', { bytes: bytes.length, most: limits.fileBytes });
  }
  if (isWorkbookLike(bytes)) throw new WorkbookRefusal('workbook-not-text');
  if (!looksLikeText(bytes)) throw new WorkbookRefusal('not-text-binary');
  return decode(bytes, encoding).replace(/\r\n?/g, '\n');
}

function decode(bytes: Uint8Array, encoding: OfferedEncoding | null): string {
  if (encoding !== null) return new TextDecoder(encoding).decode(bytes).normalize('NFC');
  const wide = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    return new TextDecoder(marked ? wide : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WorkbookRefusal('not-text', { offered: offeredEncoding });
  }
}

function readRecords(text: string, limits: SheetLimits): { rows: CellRow[]; faults: WorkbookFault[] } {
  const budget = new ReadBudget(limits);
  const rows: CellRow[] = [];
  const faults: WorkbookFault[] = [];
  let row = 0;
  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    newline: '\n',
    step: ({ data, errors }, parser) => {
      row += 1;
      const place = (column: number | null) => ({
        sheet: null,
        row,
        column: column === null ? null : columnLetters(column),
      });
      const code = errors.map(quoteFaultOf).find((each) => each !== null);
      if (code) {
        faults.push(workbookFault(code, {}, place(null)));
        parser.abort();
        return;
      }
      const end = data.findLastIndex((cell) => cell.trim() !== '') + 1;
      if (end === 0) return;
      budget.row(() => place(null));
      const cells = data.slice(0, end).map((cell) => (cell === '' ? null : bareText(cell)));
      for (const [index, cell] of cells.entries()) {
        if (cell !== null) budget.cell(cell, index + 1, () => place(index + 1));
      }
      rows.push({ row, cells });
    },
  });
  return { rows, faults };
}

/** The column that an annotated copy has more is ours, not the sender's. */
function withoutFaultColumn(rows: readonly CellRow[]): readonly CellRow[] {
  const at =
    rows[0]?.cells.findIndex((cell) => typeof cell === 'string' && cell.startsWith(sheetWords.faultColumn)) ?? -1;
  if (at === -1) return rows;
  return rows
    .map(({ row, cells }) => ({ row, cells: trimmed(cells.toSpliced(at, 1)) }))
    .filter(({ cells }) => cells.length > 0);
}

function trimmed(cells: readonly CellValue[]): readonly CellValue[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1);
}
