import type { AdministrativeTable } from './administrative-entry.ts';
import { type Finding, finding } from './administrative-finding.ts';
import { tidy } from './administrative-name.ts';
import type { Place } from './import-entry.ts';

/** A sheet as a table of published rows. */
export function tableOfSheet(sheet: {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: Readonly<Record<string, string>> }[];
}): AdministrativeTable {
  const { file, header, rows } = sheet;
  return { file, header, rows: rows.map(({ row, cells }) => ({ place: { file, row, path: null }, cells })) };
}

/** JSON as it is often published: a list of flat rows, alone or as the one list of an object. */
export function tableOfJson(
  file: string,
  value: unknown,
): { table: AdministrativeTable; faults: Finding<'administrative-rows-unreadable'>[] } {
  const list = rowsOf(value);
  const rows = (list ?? []).flatMap((cells, at) =>
    isRow(cells) ? [{ place: { file, row: null, path: `[${at}]` }, cells }] : [],
  );
  const header = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const sound = list !== null && rows.length === list.length && rows.length > 0;
  const place = { file, row: null, path: null };
  return { table: { file, header, rows }, faults: sound ? [] : [finding('administrative-rows-unreadable', {}, place)] };
}

/** The cells of each row by the field their column means, as tidy text; empty cells are not there, empty rows left out. */
export function readTable<Field>(
  table: AdministrativeTable,
  fieldOf: (column: string) => Field | null,
): { readonly place: Place; readonly cells: ReadonlyMap<Field, string> }[] {
  const fields = new Map(table.header.map((column) => [column, fieldOf(column)]));
  return table.rows.flatMap(({ place, cells }) => {
    const read = new Map<Field, string>();
    for (const [column, value] of Object.entries(cells)) {
      const field = fields.get(column) ?? null;
      const text = textOf(value);
      if (field !== null && text !== '' && !read.has(field)) read.set(field, text);
    }
    return read.size === 0 ? [] : [{ place, cells: read }];
  });
}

function rowsOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  const lists = isRow(value) ? Object.values(value).filter((each) => Array.isArray(each)) : [];
  return lists.length === 1 ? (lists[0] ?? null) : null;
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return tidy(value);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}
