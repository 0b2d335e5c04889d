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
  return (row) => {
    const filled = row.cells.filter(isFilled);
    const texts = filled.map((cell) => headerText(cell));
    const [text = ''] = texts;
    const told = (code: ImportNoteCode): Furniture => ({ code, text: texts.join(' ').slice(0, 60) });
    if (isHeaderAgain(row, header)) return told('row-header-again');
    if (totals.has(foldText(text)) && !isCoded(row)) return told('row-total');
    if (row === first && isNumbering(filled)) return told('row-numbering');
    if (filled.length === 1 && typeof filled[0] === 'string') {
      if (merged.across(row.row)) return told(row.row > lastData ? 'row-note' : 'row-heading');
      return row.row > lastData && bound.length > 1 && closing.test(foldText(text)) ? told('row-note') : null;
    }
    const isClosing = row.row > lastData || texts.length > 1;
    return isClosing && texts.every((one) => signature.test(foldText(one))) ? told('row-note') : null;
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

function isHeaderAgain({ cells }: CellRow, header: CellRow): boolean {
  const shown = cells.map((cell) => foldText(headerText(cell)));
  const wanted = header.cells.map((cell) => foldText(headerText(cell)));
  const both = wanted.filter((text, index) => text !== '' && text === shown[index]).length;
  return both > 1 && shown.every((text, index) => text === '' || text === wanted[index]);
}

// `(1) (2) (3)` or `A B 1 2 3` below the header of a form.
function isNumbering(filled: readonly CellValue[]): boolean {
  const marks = filled.map((cell) => headerText(cell).replace(/[()\s]/g, ''));
  const numbers = marks.filter((mark) => /^\d{1,2}([=+-].*)?$/.test(mark)).map((mark) => Number.parseInt(mark, 10));
  const letters = marks.filter((mark) => /^[A-E]$/.test(mark));
  const counted = numbers.every((number, at) => number === at + 1);
  return numbers.length + letters.length === marks.length && counted && numbers.length > 1 && marks.length > 2;
}
