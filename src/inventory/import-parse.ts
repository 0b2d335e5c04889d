import { closestMatch } from 'leven';
import type { Catalogues } from './catalogues.ts';
import type { Row } from './import-cell.ts';
import type { ImportFault, Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import { gatherImport, type ParsedImport } from './import-gather.ts';
import { type Columns, columnsOf } from './import-kinds.ts';
import { listKindsOf } from './import-lists.ts';
import type { ResolveSecret } from './import-secret.ts';

/** A YAML document as the configuration room locates it: its value, its faults, and the line of every path in it. */
export type ImportTree = {
  readonly value: unknown;
  readonly file: string;
  readonly faults: readonly { readonly line: number; readonly vi: string; readonly en: string }[];
  lineOf(path: readonly (string | number)[]): number;
};

/** Reads a YAML document `{agencies, devices, facts, sites, …}`, each a list of entries; a fault's `row` is its line. */
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
    if (!allowed) gathered.faults.push(unknownKey(placeOf([kind]), kind, [...columns.keys()]));
    else if (Array.isArray(list)) {
      for (const [at, item] of list.entries()) {
        if (isMapping(item)) gathered.add(kind, rowOfMapping(allowed, item, [kind, at], placeOf));
        else gathered.faults.push(importFault(placeOf([kind, at]), null, 'not-a-mapping'));
      }
    } else if (list !== null) gathered.faults.push(importFault(placeOf([kind]), kind, 'not-a-list'));
  }
  return gathered.result();
}

type Path = readonly (string | number)[];

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
    faults: unknown.map((key) => unknownKey(placeOf([...path, key]), key, allowed)),
  };
}

/** The fault of a key that does not exist, with the nearest one that does. */
function unknownKey(place: Place, name: string, allowed: readonly string[]): ImportFault {
  return importFault(place, name, 'unknown-column', {
    name: name.slice(0, 60),
    nearest: closestMatch(name, allowed) ?? '',
    allowed: allowed.join(', '),
  });
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
