/**
 * One cell of somebody's sheet as the file holds it, before anybody asks what it should mean. Text is kept as written
 * (not trimmed, not normalised); a CSV cell is always text or null.
 */
export type CellValue =
  | string
  | number
  | boolean
  | null
  /** A number that the sheet shows as a date: days since 1899-12-30, and the calendar it counts in. */
  | { readonly serial: number; readonly epoch: 1900 | 1904 }
  /** The result of a formula; what the sheet showed last, or null when the file does not say. */
  | { readonly formula: string; readonly shown: string | number | boolean | null }
  /** `#REF!`, `#DIV/0!` and their like. */
  | { readonly error: string };

/** One row below the header; `row` is its number as a spreadsheet shows it (1 = first), `cells` by column from the first. */
export type CellRow = { readonly row: number; readonly cells: readonly CellValue[] };

/** One sheet of a workbook, or a CSV file (`sheet` null). Rows and columns that hold nothing are left out at the ends. */
export type CellTable = {
  readonly file: string;
  readonly sheet: string | null;
  /** Everything from the first row that holds something; which of them is the header is for the reader to find. */
  readonly rows: readonly CellRow[];
  /** Ranges that were merged, 1-based and inclusive; only their first cell holds a value. */
  readonly merged: readonly {
    readonly fromRow: number;
    readonly toRow: number;
    readonly fromColumn: number;
    readonly toColumn: number;
  }[];
};
