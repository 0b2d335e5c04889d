import type { CellValue } from '../../inventory/cell-value.ts';
import type { SheetLimits } from './limits.ts';
import { type SheetPlace, WorkbookRefusal } from './workbook-fault.ts';

/** Counts what a file holds over all its sheets, and refuses it at the cell that is one too many; `place` says where that is. */
export class ReadBudget {
  readonly limits: SheetLimits;
  #rows = 0;
  #places = 0;
  #cells = 0;
  #text = 0;

  constructor(limits: SheetLimits) {
    this.limits = limits;
  }

  /** A row that holds something. */
  row(place: () => SheetPlace): void {
    this.#rows += 1;
    if (this.#rows > this.limits.rows) throw new WorkbookRefusal('too-many-rows', { most: this.limits.rows }, place());
  }

  /** A cell that stands in the file, whether it holds something or not. */
  cellPlace(place: () => SheetPlace): void {
    this.#places += 1;
    if (this.#places > this.limits.cellPlaces) this.#refuseCells(this.limits.cellPlaces, place);
  }

  /** A cell that holds something, in column number `column`. */
  cell(value: CellValue, column: number, place: () => SheetPlace): void {
    const { cells, columns, cellText, text } = this.limits;
    this.#cells += 1;
    if (this.#cells > cells) this.#refuseCells(cells, place);
    if (column > columns) throw new WorkbookRefusal('too-many-columns', { most: columns }, place());
    const length = textLength(value);
    this.#text += length;
    if (length > cellText) throw new WorkbookRefusal('text-too-long', { most: cellText }, place());
    if (this.#text > text) throw new WorkbookRefusal('too-much-text', { most: text }, place());
  }

  #refuseCells(most: number, place: () => SheetPlace): never {
    throw new WorkbookRefusal('too-many-cells', { most }, place());
  }
}

/** Formulas count as they are handed on: a shared one at each of its cells. */
function textLength(value: CellValue): number {
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object' || 'serial' in value) return 0;
  return 'error' in value ? value.error.length : value.formula.length + textLength(value.shown);
}
