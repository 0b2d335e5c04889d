import type { CellRow, CellValue } from './cell-value.ts';
import type { Row } from './import-cell.ts';
import type { ImportFault, Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import type { BoundColumn } from './sheet-bind.ts';
import type { MergedCells } from './sheet-merged.ts';
import type { Reading } from './sheet-number.ts';
import { isFilled } from './sheet-table.ts';

/** Reads one filled cell; what was read of the row so far is at hand for cells that depend on others. */
export type ReadCell = (
  cell: Exclude<CellValue, null>,
  column: BoundColumn,
  row: Pick<Row, 'cells' | 'place'>,
) => Reading<unknown>;

/** How the rows of one table are read: its columns in the order in which they depend on each other. */
export type RowPlan = {
  readonly file: string;
  readonly sheet: string | null;
  readonly columns: readonly BoundColumn[];
  /** Letters of the columns by field: one object for all rows, it travels with every entry. */
  readonly letters: NonNullable<Place['cells']>;
  readonly lacking: ReadonlySet<string>;
  readonly merged: MergedCells;
  readonly readCell: ReadCell;
};

/**
 * Reads the cells of a row. A cell that cannot be read has its fault told here, and the readers of entries hold its column
 * for lacking, so that nothing is said of it twice. `told` are values that do not stand in a column of the plan.
 */
export function readRow(
  { file, sheet, columns, letters, lacking, merged, readCell }: RowPlan,
  { row, cells }: CellRow,
  told: ReadonlyMap<string, unknown> = new Map(),
): Row {
  const place: Place = { file, sheet, row, path: null, cells: letters };
  const missing = new Set(lacking);
  const values = new Map(told);
  const emptied = new Set<string>();
  const faults: ImportFault[] = [];
  const read: Row = { place, cells: values, emptied, lacking: missing, placeOf: () => place, faults };
  const refuse = (field: string, fault: ImportFault): void => {
    faults.push(fault);
    missing.add(field);
  };
  for (const column of columns) {
    const { key } = column.field;
    const cell = cells[column.index];
    const range = merged.at(row, column.index);
    if (range !== null) {
      missing.add(key);
      const isFirst = range.row === row && range.column === column.index;
      if (isFirst) refuse(key, importFault(place, key, 'merged-cells', { range: range.range }));
    } else if (isFilled(cell)) {
      const reading = readCell(cell, column, read);
      if ('value' in reading) values.set(key, reading.value);
      else refuse(key, importFault(place, key, reading.code, reading.params));
    } else emptied.add(key);
  }
  return read;
}
