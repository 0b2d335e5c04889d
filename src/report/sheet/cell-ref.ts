/** What Excel can hold: a file that names a place beyond was not written by a spreadsheet. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;
export const LAST_CELL_TEXT = 32_767;

/** A cell by numbers, both from 1. */
export type CellPlace = { readonly row: number; readonly column: number };

/** `B3` as numbers; null when it names no cell of a sheet (`XFE1`, `A0`, `A1048577`). Dollar signs are let through. */
export function parseCellRef(ref: string): CellPlace | null {
  const [, letters, digits] = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(ref) ?? [];
  if (letters === undefined || digits === undefined) return null;
  const column = columnNumber(letters);
  const row = Number(digits);
  return column <= LAST_COLUMN && row <= LAST_ROW ? { row, column } : null;
}

/** The number of the column with these letters: `A` is 1, `XFD` 16,384. */
export function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** The letters of a column from 1. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
