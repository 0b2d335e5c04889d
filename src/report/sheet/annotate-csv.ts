import Papa from 'papaparse';
import { sheetWords } from '../../text/sheet-messages.ts';
import { bareText, delimiterOf, writeCsv } from './csv.ts';
import { decodeCsv, type OfferedEncoding } from './csv-table.ts';
import { type SheetLimits, sheetLimits } from './limits.ts';
import { type CellFault, orFault, type WorkbookFault } from './workbook-fault.ts';

/**
 * A copy of a CSV file in UTF-8 with commas and one more column, which says what is wrong with each row. Faults without
 * a row stand in the first one. The column of an earlier round is replaced.
 */
export function annotateCsv(
  bytes: Uint8Array,
  faults: readonly CellFault[],
  encoding: OfferedEncoding | null = null,
  limits: SheetLimits = sheetLimits,
): Promise<Uint8Array<ArrayBuffer> | WorkbookFault> {
  return orFault(() => {
    const text = decodeCsv(bytes, encoding, limits);
    const records = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), newline: '\n' }).data;
    const first = records.findIndex((cells) => cells.some((cell) => cell.trim() !== ''));
    const earlier = records[first]?.findIndex((cell) => cell.startsWith(sheetWords.faultColumn)) ?? -1;
    const rows = records.map((cells) => cells.map(bareText).filter((_, index) => index !== earlier));
    const column = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
    const byRow = Map.groupBy(faults, ({ row }) => row ?? first + 1);
    const lines = rows.map((cells, index) => {
      const said = (byRow.get(index + 1) ?? []).map(({ column: at, message }) =>
        at === null ? message : `${at}: ${message}`,
      );
      const label = index === first ? [sheetWords.faultColumn, ...said] : said;
      return label.length === 0 ? cells : [...padded(cells, column), label.join('; ')];
    });
    while (lines.at(-1)?.every((cell) => cell === '')) lines.pop();
    return new TextEncoder().encode(writeCsv(lines[0] ?? [], lines.slice(1)));
  });
}

function padded(cells: readonly string[], length: number): string[] {
  return [...cells, ...Array.from({ length: length - cells.length }, () => '')];
}
