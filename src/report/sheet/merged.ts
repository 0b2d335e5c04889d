import type { CellRow, CellTable, CellValue } from '../../inventory/cell-value.ts';

/** A merged range, 1-based and inclusive. */
export type MergedRange = CellTable['merged'][number];

// Ranges that do not overlap, as a spreadsheet makes them, come nowhere near.
const MOST_WORK = 2_000_000;

/**
 * The rows as a reader sees them: under a merged range only its first cell shows. Null when the ranges lie over each
 * other so often that it cannot be said in reasonable time. `rows` come in order of their numbers.
 */
export function withoutCovered(rows: readonly CellRow[], merged: readonly MergedRange[]): CellRow[] | null {
  const covering = new Map<CellRow, MergedRange[]>();
  let work = 0;
  for (const range of merged) {
    for (let at = firstFrom(rows, range.fromRow); at < rows.length; at++) {
      const line = rows[at];
      if (line === undefined || line.row > range.toRow) break;
      const ranges = covering.get(line) ?? [];
      ranges.push(range);
      covering.set(line, ranges);
      work += 1 + Math.min(range.toColumn - range.fromColumn, line.cells.length);
      if (work > MOST_WORK) return null;
    }
  }
  const seen = rows.map((line) => uncovered(line, covering.get(line) ?? []));
  return seen.filter(({ cells }) => cells.some(holdsSomething));
}

/** Whether a reader sees anything in the cell; white space alone is nothing. */
export function holdsSomething(value: CellValue): boolean {
  return value !== null && !(typeof value === 'string' && value.trim() === '');
}

function uncovered(line: CellRow, ranges: readonly MergedRange[]): CellRow {
  if (ranges.length === 0) return line;
  const cells = [...line.cells];
  for (const { fromRow, fromColumn, toColumn } of ranges) {
    const first = line.row === fromRow ? fromColumn : fromColumn - 1;
    for (let index = first; index < Math.min(toColumn, cells.length); index++) cells[index] = null;
  }
  return { row: line.row, cells: cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1) };
}

/** Index of the first row with this number or a higher one. */
function firstFrom(rows: readonly CellRow[], row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((rows[middle]?.row ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
