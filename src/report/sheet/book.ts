import type { CivilDate } from '../../calendar/civil.ts';
import type { Cell } from './csv.ts';

/** What a cell of a workbook may hold when it is written; null is an empty cell. Text is never run as a formula. */
export type BookCell = Cell | { readonly date: CivilDate } | { readonly serial: number };

/** One column of a sheet, and what may be typed below its header. */
export type BookColumn = {
  readonly header: string;
  /** Shown when the mouse rests on the header; null = none. */
  readonly note: string | null;
  /** Of the widest text that fits, in characters. */
  readonly width: number;
  readonly type: 'text' | 'number' | 'date' | 'choice';
  /** What the drop-down of a `choice` offers; anything else is refused by the spreadsheet. */
  readonly choices: readonly string[];
  /** A number format code (`0.00%`); null = the usual one of the type. */
  readonly format: string | null;
};

/** A cell by its number of row and column, both from 1; row 1 is the header where there is one. */
type Spot = { readonly row: number; readonly column: number };

/** One sheet: a frozen header made of `columns`, then `rows`. */
export type BookSheet = {
  readonly name: string;
  readonly columns: readonly BookColumn[];
  readonly rows: readonly (readonly BookCell[])[];
  /** Rows below the last one that are ready to be filled in: with drop-downs and unlocked. */
  readonly spareRows: number;
  /** What cannot be typed over. There is no password: it is against slips, not against people. */
  readonly locked: 'nothing' | 'header' | 'everything';
  readonly notes: readonly (Spot & { readonly text: string })[];
  /** Cells shown on red. */
  readonly marked: readonly Spot[];
  readonly merged: readonly {
    readonly fromRow: number;
    readonly toRow: number;
    readonly fromColumn: number;
    readonly toColumn: number;
  }[];
};

/** A workbook to be written. */
export type Book = { readonly sheets: readonly BookSheet[] };

/** A sheet of rows under a header, with nothing special about it. */
export function plainSheet(name: string, columns: readonly BookColumn[], rows: BookSheet['rows']): BookSheet {
  return { name, columns, rows, spareRows: 0, locked: 'nothing', notes: [], marked: [], merged: [] };
}

/** A column of text, wide enough for its header. */
export function textColumn(header: string, width = 16): BookColumn {
  return { header, note: null, width: Math.max(width, header.length + 2), type: 'text', choices: [], format: null };
}
