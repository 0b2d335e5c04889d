import type { CellRow, CellTable, CellValue } from '../../inventory/cell-value.ts';
import { type CellContext, readCell } from './cell-read.ts';
import { columnLetters, LAST_COLUMN, LAST_ROW, parseCellRef } from './cell-ref.ts';
import { CellText } from './cell-text.ts';
import { holdsSomething, type MergedRange, withoutCovered } from './merged.ts';
import type { ReadBudget } from './read-budget.ts';
import { type SheetPlace, type WorkbookFault, WorkbookRefusal, workbookFault } from './workbook-fault.ts';
import { readXml, type XmlAttributes } from './xml-read.ts';
import type { ZipEntry } from './zip-guard.ts';

/** What one sheet holds; `faults` are its cells that cannot be read, which are null in `rows`. */
export type SheetContent = Pick<CellTable, 'rows' | 'merged'> & { readonly faults: readonly WorkbookFault[] };

/**
 * Reads the cells of one sheet's part. Only rows that hold something are kept, by their number, so a sheet may begin or
 * end anywhere. Rows and cells have to come in order: what Excel would call damaged is refused at its first place.
 * @throws WorkbookRefusal
 */
export async function readSheet(
  entry: ZipEntry,
  name: string,
  context: CellContext,
  budget: ReadBudget,
): Promise<SheetContent> {
  const reader = new SheetReader(name, context, budget);
  await readXml(entry, reader);
  return reader.content();
}

class SheetReader {
  readonly #sheet: string;
  readonly #context: CellContext;
  readonly #budget: ReadBudget;
  readonly #rows: CellRow[] = [];
  readonly #merged: MergedRange[] = [];
  readonly #faults: WorkbookFault[] = [];
  readonly #sharedFormulas = new Map<string, string>();
  readonly #inline = new CellText();
  #path: 'outside' | 'data' | 'row' | 'cell' | 'value' | 'formula' | 'inline' = 'outside';
  #row = 0;
  #column = 0;
  #cells: CellValue[] = [];
  #cell = { type: 'n', style: 0 };
  #value: string | null = null;
  #formula: string | null = null;
  #sharedFormula: string | undefined;

  constructor(sheet: string, context: CellContext, budget: ReadBudget) {
    this.#sheet = sheet;
    this.#context = context;
    this.#budget = budget;
  }

  content(): SheetContent {
    const rows = withoutCovered(this.#rows, this.#merged);
    if (rows === null) throw this.#tooManyMerged();
    return { rows, merged: this.#merged, faults: this.#faults };
  }

  open(element: string, attributes: XmlAttributes): void {
    if (this.#path === 'inline') this.#inline.open(element);
    else if (this.#path === 'cell') this.#openInCell(element, attributes);
    else if (this.#path === 'row' && element === 'c') this.#openCell(attributes);
    else if (this.#path === 'data' && element === 'row') this.#openRow(attributes.r);
    else if (this.#path === 'outside' && element === 'sheetData') this.#path = 'data';
    else if (this.#path === 'outside' && element === 'mergeCell') this.#merge(attributes.ref ?? '');
  }

  text(text: string): void {
    if (this.#path === 'value') this.#value = (this.#value ?? '') + text;
    else if (this.#path === 'formula') this.#formula = (this.#formula ?? '') + text;
    else if (this.#path === 'inline') this.#inline.text(text);
  }

  close(element: string): void {
    if (this.#path === 'inline') {
      this.#inline.close(element);
      if (element === 'is') this.#path = 'cell';
    } else if (this.#path === 'value' || this.#path === 'formula') this.#path = 'cell';
    else if (this.#path === 'cell' && element === 'c') this.#closeCell();
    else if (this.#path === 'row' && element === 'row') this.#closeRow();
    else if (this.#path === 'data' && element === 'sheetData') this.#path = 'outside';
  }

  #openRow(said: string | undefined): void {
    const row = said === undefined ? this.#row + 1 : Number(said);
    if (!Number.isInteger(row) || row <= this.#row || row > LAST_ROW) {
      throw new WorkbookRefusal('row-misplaced', { text: String(said).slice(0, 40) }, this.#place(null));
    }
    this.#path = 'row';
    this.#row = row;
    this.#column = 0;
    this.#cells = [];
  }

  #openCell({ r, t, s }: XmlAttributes): void {
    const said = r === undefined ? { row: this.#row, column: this.#column + 1 } : parseCellRef(r);
    if (said === null || said.row !== this.#row || said.column <= this.#column || said.column > LAST_COLUMN) {
      throw new WorkbookRefusal('cell-misplaced', { text: String(r).slice(0, 40) }, this.#place(null));
    }
    this.#path = 'cell';
    this.#column = said.column;
    this.#cell = { type: t ?? 'n', style: Number(s ?? 0) };
    this.#value = null;
    this.#formula = null;
    this.#sharedFormula = undefined;
    this.#budget.cellPlace(() => this.#place(said.column));
  }

  #openInCell(element: string, attributes: XmlAttributes): void {
    if (element === 'v') this.#path = 'value';
    else if (element === 'is') this.#path = 'inline';
    else if (element === 'f') {
      this.#path = 'formula';
      this.#formula = '';
      if (attributes.t === 'shared') this.#sharedFormula = attributes.si;
    }
  }

  #closeCell(): void {
    this.#path = 'row';
    const read = readCell(
      { ...this.#cell, value: this.#value, formula: this.#ownFormula(), inline: this.#inline.take() },
      this.#context,
    );
    const place = () => this.#place(this.#column);
    if ('fault' in read) this.#faults.push(workbookFault(read.fault, { text: read.text }, place()));
    const value = 'fault' in read ? null : read.value;
    if (value === null && !('fault' in read)) return;
    this.#budget.cell(value, this.#column, place);
    while (this.#cells.length < this.#column - 1) this.#cells.push(null);
    this.#cells.push(value);
  }

  /** A shared formula is written out at its first cell only; the others are given that text. */
  #ownFormula(): string | null {
    if (this.#sharedFormula === undefined || this.#formula === null) return this.#formula;
    if (this.#formula !== '') this.#sharedFormulas.set(this.#sharedFormula, this.#formula);
    return this.#sharedFormulas.get(this.#sharedFormula) ?? '';
  }

  #closeRow(): void {
    this.#path = 'data';
    if (!this.#cells.some(holdsSomething)) return;
    this.#budget.row(() => this.#place(null));
    this.#rows.push({ row: this.#row, cells: this.#cells });
  }

  #merge(ref: string): void {
    const [from, to] = ref.split(':', 2).map(parseCellRef);
    if (!from || !to) throw new WorkbookRefusal('cell-misplaced', { text: ref.slice(0, 40) }, this.#place(null));
    this.#merged.push({ fromRow: from.row, toRow: to.row, fromColumn: from.column, toColumn: to.column });
    if (this.#merged.length > this.#budget.limits.mergedRanges) throw this.#tooManyMerged();
  }

  #tooManyMerged(): WorkbookRefusal {
    const most = this.#budget.limits.mergedRanges;
    return new WorkbookRefusal('too-many-merged', { most }, { sheet: this.#sheet, row: null, column: null });
  }

  #place(column: number | null): SheetPlace {
    return {
      sheet: this.#sheet,
      row: this.#row === 0 ? null : this.#row,
      column: column === null ? null : columnLetters(column),
    };
  }
}
