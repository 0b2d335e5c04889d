import type { CellRow, CellTable } from './cell-value.ts';
import { foldText } from './fold-text.ts';
import type { Row } from './import-cell.ts';
import type { ImportFault, Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import type { gatherImport } from './import-gather.ts';
import { recordKinds } from './record.ts';
import type { KindOfRecord } from './record-catalogue.ts';
import type { BoundTable } from './sheet-bind.ts';
import { furnitureOf } from './sheet-furniture.ts';
import { mergedCells } from './sheet-merged.ts';
import { type CellReaders, rowPlan } from './sheet-plan.ts';
import { type RowPlan, readRow } from './sheet-row.ts';

type Gathered = Pick<ReturnType<typeof gatherImport>, 'add' | 'look' | 'distrust'>;

/** Name of the sheet that explains our own templates; it is not read. */
export const guideSheet = 'Hướng dẫn';

/** Whether a sheet is the guide of a template. */
export function isGuide({ sheet }: CellTable): boolean {
  return sheet !== null && foldText(sheet) === foldText(guideSheet);
}

/** Hands the rows of a table to the readers of entries, passing over what is no data; says how many rows were data. */
export function readRows(bound: BoundTable, readers: CellReaders, gathered: Gathered, notes: ImportFault[]): number {
  const { book, table, columns, rows } = bound;
  const { kind, codes, details, facts } = book.list;
  const merged = mergedCells(table);
  const isDetail = new Set(details?.columns.map(({ key }) => key));
  const own = rowPlan(
    bound,
    columns.filter(({ field }) => !isDetail.has(field.key)),
    merged,
    readers,
  );
  const more = rowPlan(
    bound,
    columns.filter(({ field }) => isDetail.has(field.key)),
    merged,
    readers,
  );
  const furniture = furnitureOf(bound, merged);
  let read = 0;
  for (const line of rows) {
    const passed = furniture(line);
    if (passed !== null) {
      const place: Place = { file: table.file, sheet: table.sheet, row: line.row, path: null };
      notes.push(importFault(place, null, passed.code, { text: passed.text }));
      continue;
    }
    const row = readRow(own, line);
    if (!saysAnything(row, facts)) continue;
    read += 1;
    gathered.add(kind, row);
    distrustEaten(row, codes, gathered.distrust);
    if (details !== null && more.columns.length > 0) addDetails(row, line, more, details.kind, gathered);
  }
  return read;
}

// A list of agencies with nothing filled in beside them, as in a template, tells no facts.
function saysAnything({ cells, faults }: Row, facts: ReadonlySet<string>): boolean {
  if (faults.length > 0) return true;
  return facts.size === 0 ? cells.size > 0 : [...cells.keys()].some((key) => facts.has(key));
}

/** Reads the details that stand in a row beside an agency or device; they are kept when the row itself is sound. */
function addDetails(row: Row, line: CellRow, plan: RowPlan, kind: KindOfRecord, { add, look }: Gathered): void {
  const { cells } = row;
  const owner = kind.owner ?? '';
  const named = owner === 'device' ? `${cells.get('agency')}/${cells.get('name')}` : cells.get('code');
  const since = cells.get('valid_from');
  const told = new Map([[owner, named], ...(since === undefined ? [] : ([['valid_from', since]] as const))]);
  const isSound = row.faults.length === 0;
  const read = readRow(isSound ? plan : { ...plan, lacking: new Set([owner]) }, line, isSound ? told : new Map());
  if (!isSound) look(kind.plural, read);
  else if (read.faults.length > 0 || plan.columns.some(({ field }) => read.cells.has(field.key)))
    add(kind.plural, read);
}

// A code that has lost its zeros may stand whole elsewhere; what refers to it there is not to be blamed.
function distrustEaten({ faults }: Row, codes: string | null, distrust: Gathered['distrust']): void {
  const eaten = faults.find(({ column, code }) => column === 'code' && code.startsWith('code-eaten'));
  if (eaten === undefined || codes === null) return;
  const kind = codes === 'agency' ? codes : recordKinds.find((one) => one === codes);
  if (kind === undefined) return;
  for (let zeros = 0; zeros < 6; zeros++) distrust(kind, `${'0'.repeat(zeros)}${eaten.params.text}`);
}
