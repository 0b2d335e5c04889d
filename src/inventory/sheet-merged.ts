import type { CellTable } from './cell-value.ts';
import { letterOf } from './sheet-letter.ts';

/** A range of merged cells, as a spreadsheet names it, and the cell that holds its value. */
type MergedRange = {
  readonly range: string;
  readonly row: number;
  readonly column: number;
  readonly columns: number;
};

/** Merged ranges by the cells that they cover; columns by index from 0. */
export type MergedCells = {
  at(row: number, column: number): MergedRange | null;
  /** Whether cells of a row are merged across columns. */
  across(row: number): boolean;
};

/** Looks ranges up by cell, among the rows that hold something. */
export function mergedCells({ merged, rows }: Pick<CellTable, 'merged' | 'rows'>): MergedCells {
  const last = rows.at(-1)?.row ?? 0;
  const byRow = new Map<number, MergedRange[]>();
  for (const { fromRow, toRow, fromColumn, toColumn } of merged) {
    const range = `${letterOf(fromColumn - 1)}${fromRow}:${letterOf(toColumn - 1)}${toRow}`;
    const one = { range, row: fromRow, column: fromColumn - 1, columns: toColumn - fromColumn + 1 };
    for (let row = fromRow; row <= Math.min(toRow, last); row++) {
      const held = byRow.get(row);
      if (held) held.push(one);
      else byRow.set(row, [one]);
    }
  }
  return {
    at: (row, column) =>
      byRow.get(row)?.find((one) => column >= one.column && column < one.column + one.columns) ?? null,
    across: (row) => byRow.get(row)?.some(({ columns }) => columns > 1) === true,
  };
}
