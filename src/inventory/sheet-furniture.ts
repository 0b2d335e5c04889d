import type { CellRow, CellValue } from './cell-value.ts';
import { foldText } from './fold-text.ts';
import type { ImportNoteCode } from './import-fault.ts';
import type { BoundTable } from './sheet-bind.ts';
import type { MergedCells } from './sheet-merged.ts';
import { headerText, isFilled } from './sheet-table.ts';

/** What a row that holds no data is, with a text to know it by. */
export type Furniture = { readonly code: ImportNoteCode; readonly text: string };

/**
 * Tells rows that belong to the form and not to the data: totals, the header once more, numbers of the columns, headings of
 * groups (cells merged across), notes and signatures below the last row of data. They are passed over, and told.
 */
export function furnitureOf(
  { rows, header, columns, book }: BoundTable,
  merged: MergedCells,
): (row: CellRow) => Furniture | null {
  const bound = columns.map(({ index }) => index);
  const lastData = rows.findLast(({ cells }) => bound.filter((index) => isFilled(cells[index])).length > 1)?.row ?? 0;
  const first = rows[0];
  // A code can be any word, `total` too; a row that gives all that it needs is data.
  const codes = columns
    .filter(({ field }) => field.type === 'code' || field.type === 'record')
    .map(({ index }) => index);
  const needed = columns.filter(({ field }) => book.list.needed.includes(field.key)).map(({ index }) => index);
  const isCoded = ({ cells }: CellRow): boolean =>
    codes.includes(cells.findIndex(isFilled)) && needed.every((index) => isFilled(cells[index]));
  const headers = header.cells.map((cell) => foldText(headerText(cell)));
  return (row) => {
    const filled = row.cells.filter(isFilled);
    const told = (code: ImportNoteCode): Furniture => {
      return { code, text: filled.map(headerText).join(' ').slice(0, 60) };
    };
    if (isHeaderAgain(row, headers)) return told('row-header-again');
    if (isTotal(filled[0]) && !isCoded(row)) return told('row-total');
    if (row === first && isNumbering(filled)) return told('row-numbering');
    const isBelow = row.row > lastData;
    if (filled.length === 1 && typeof filled[0] === 'string') {
      if (merged.across(row.row)) return told(isBelow ? 'row-note' : 'row-heading');
      return isBelow && bound.length > 1 && closing.test(foldText(filled[0])) ? told('row-note') : null;
    }
    // Signatures stand beside each other in a row of their own.
    const isSigned =
      (isBelow || filled.length < 4) && filled.every((cell) => signature.test(foldText(headerText(cell))));
    return isSigned ? told('row-note') : null;
  };
}

const totals: ReadonlySet<string> = new Set([
  'tong',
  'tong cong',
  'tong so',
  'cong',
  'cong chung',
  'tong cong chung',
  'total',
  'sum',
]);
const closing =
  /^(ghi chu|chu thich|luu y|nguon|don vi tinh|nguoi lap|nguoi tong hop|thu truong|ngay \d|.* ngay \d+ thang \d+|note)\b/;
const signature =
  /^(nguoi lap|nguoi tong hop|thu truong|giam doc|chu tich|ke toan|ky ghi ro|ky ten|.*ngay \d+ thang \d+)/;

// Told at its first cell for nearly every row, so that no other is looked at.
function isHeaderAgain({ cells }: CellRow, headers: readonly string[]): boolean {
  let both = 0;
  for (const [index, cell] of cells.entries()) {
    if (!isFilled(cell)) continue;
    if (typeof cell !== 'string' || foldText(cell) !== headers[index]) return false;
    both += 1;
  }
  return both > 1;
}

function isTotal(cell: CellValue | undefined): boolean {
  return typeof cell === 'string' && cell.length < 40 && totals.has(foldText(cell));
}

// `(1) (2) (3)` or `A B 1 2 3` below the header of a form.
function isNumbering(filled: readonly CellValue[]): boolean {
  const marks = filled.map((cell) => headerText(cell).replace(/[()\s]/g, ''));
  const numbers = marks.filter((mark) => /^\d{1,2}([=+-].*)?$/.test(mark)).map((mark) => Number.parseInt(mark, 10));
  const letters = marks.filter((mark) => /^[A-E]$/.test(mark));
  const counted = numbers.every((number, at) => number === at + 1);
  return numbers.length + letters.length === marks.length && counted && numbers.length > 1 && marks.length > 2;
}
