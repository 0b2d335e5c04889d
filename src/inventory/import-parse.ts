import type { Catalogues } from './catalogues.ts';
import type { Row } from './import-cell.ts';
import type { Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import { gatherImport, type ParsedImport } from './import-gather.ts';
import { checkHeader, columnName, isWide, type TableKind, tableKinds, unknownColumn } from './import-header.ts';
import { type Columns, columnsOf } from './import-kinds.ts';
import { listKindsOf, wideFacts } from './import-lists.ts';
import type { ResolveSecret } from './import-secret.ts';

/** A YAML document as the configuration room locates it: its value, its faults, and the line of every path in it. */
export type ImportTree = {
  readonly value: unknown;
  readonly file: string;
  readonly faults: readonly { readonly line: number; readonly vi: string; readonly en: string }[];
  lineOf(path: readonly (string | number)[]): number;
};

/** A sheet already read into rows; `row` counts as people see it (1 = header). `kind` null = nobody could tell. */
export type ImportTable = {
  readonly file: string;
  readonly kind: TableKind | null;
  readonly header: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: Readonly<Record<string, string>> }[];
};

/** Reads a YAML document `{agencies, credentials, devices, prefixes, facts}`, each a list; a fault's `row` is its line. */
export function parseImportDocument(
  tree: ImportTree,
  resolveSecret: ResolveSecret,
  catalogues: Pick<Catalogues, 'records' | 'facts'>,
): ParsedImport {
  const gathered = gatherImport(catalogues, resolveSecret);
  const columns = columnsOf(listKindsOf(catalogues));
  const placeOf = (path: Path): Place => ({ file: tree.file, row: tree.lineOf(path), path: pathText(path) });
  for (const { line, vi, en } of tree.faults) {
    const place = { file: tree.file, row: line, path: null };
    gathered.faults.push(importFault(place, null, 'document-unreadable', { vi, en }));
  }
  if (tree.faults.length > 0) return gathered.result();
  if (!isMapping(tree.value)) {
    gathered.faults.push(importFault(placeOf([]), null, 'not-a-mapping'));
    return gathered.result();
  }
  for (const [kind, list] of Object.entries(tree.value)) {
    const allowed = columns.get(kind);
    if (!allowed) gathered.faults.push(unknownColumn(placeOf([kind]), kind, [...columns.keys()]));
    else if (Array.isArray(list)) {
      for (const [at, item] of list.entries()) {
        if (isMapping(item)) gathered.add(kind, rowOfMapping(allowed, item, [kind, at], placeOf));
        else gathered.faults.push(importFault(placeOf([kind, at]), null, 'not-a-mapping'));
      }
    } else if (list !== null) gathered.faults.push(importFault(placeOf([kind]), kind, 'not-a-list'));
  }
  return gathered.result();
}

/**
 * Reads sheets, passing over blank rows. Facts may be long (agency, fact, value, valid_from) or wide (agency, valid_from
 * and a column for each fact).
 */
export function parseImportTables(
  tables: readonly ImportTable[],
  catalogues: Pick<Catalogues, 'records' | 'facts'>,
): ParsedImport {
  const gathered = gatherImport(catalogues, () => null);
  for (const table of tables) {
    const headerPlace = { file: table.file, row: 1, path: null };
    if (table.kind === null) {
      gathered.faults.push(importFault(headerPlace, null, 'table-kind-unknown', { kinds: tableKinds.join(', ') }));
      continue;
    }
    // Spreadsheets leave empty columns at the right; one with text in it is a column somebody forgot to name.
    const named = table.header.filter(
      (name) => columnName(name) !== '' || table.rows.some((row) => row.cells[name]?.trim()),
    );
    const names = named.map(columnName);
    const { faults, lacking } = checkHeader(table.kind, names, headerPlace);
    gathered.faults.push(...faults);
    const kind = table.kind === 'facts' && isWide(names) ? wideFacts : table.kind;
    for (const { row, cells } of table.rows) {
      const read = rowOfSheet({ file: table.file, row, path: null }, cells, lacking);
      if (read.cells.size > 0) gathered.add(kind, read);
    }
  }
  return gathered.result();
}

type Path = readonly (string | number)[];

function rowOfSheet(place: Place, cells: Readonly<Record<string, string>>, lacking: ReadonlySet<string>): Row {
  const filled = Object.entries(cells).filter(([, text]) => !isEmpty(text));
  const emptied = Object.entries(cells).flatMap(([name, text]) => (isEmpty(text) ? [columnName(name)] : []));
  const byColumn = new Map(filled.map(([name, text]) => [columnName(name), text]));
  return { place, cells: byColumn, emptied: new Set(emptied), lacking, placeOf: () => place, faults: [] };
}

function rowOfMapping(
  { required, optional }: Columns,
  item: Record<string, unknown>,
  path: Path,
  placeOf: (path: Path) => Place,
): Row {
  const allowed = [...required, ...optional];
  const unknown = Object.keys(item).filter((key) => !allowed.includes(key));
  return {
    place: placeOf(path),
    cells: new Map(Object.entries(item).filter(([, value]) => !isEmpty(value))),
    emptied: new Set(Object.entries(item).flatMap(([key, value]) => (isEmpty(value) ? [key] : []))),
    lacking: new Set(),
    placeOf: (column) => placeOf([...path, column]),
    faults: unknown.map((key) => unknownColumn(placeOf([...path, key]), key, allowed)),
  };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function pathText(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text.replace(/^\./, '');
}
