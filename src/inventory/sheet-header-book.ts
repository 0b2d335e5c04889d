import leven from 'leven';
import { foldText } from './fold-text.ts';
import type { ListKind } from './import-lists.ts';
import type { Field } from './record-catalogue.ts';

/** The headers of one kind of list. */
export type HeaderBook = {
  readonly list: ListKind;
  /** Fields by their key, those of the details included. */
  readonly fields: ReadonlyMap<string, Field>;
  /** What a header says by itself; null when it is no name of a field. */
  find(header: string): { readonly field: string; readonly how: 'exact' | 'alias' } | null;
  /** The field whose name comes nearest, and how near, below 1. */
  nearest(header: string): { readonly field: string; readonly confidence: number } | null;
};

/**
 * The headers of a kind of list: keys, names and aliases of its columns, however they are written. Where two would answer
 * to one, its own columns come before those of its details, a name before an alias, Vietnamese before English.
 */
export function headerBook(list: ListKind): HeaderBook {
  const columns = [...list.columns, ...(list.details?.columns ?? [])];
  const found = new Map<string, { readonly field: string; readonly how: 'exact' | 'alias' }>();
  const learn = (field: string, how: 'exact' | 'alias', names: readonly string[]): void => {
    for (const name of names.map(foldText)) if (name !== '' && !found.has(name)) found.set(name, { field, how });
  };
  for (const { key, nameVi } of columns) learn(key, 'exact', [key, nameVi]);
  for (const { key, nameEn } of columns) learn(key, 'exact', [nameEn]);
  for (const { key, aliases } of columns) learn(key, 'alias', aliases);
  return {
    list,
    fields: new Map(columns.toReversed().map((field) => [field.key, field])),
    find: (header) => found.get(foldText(header)) ?? null,
    nearest: (header) => nearestOf(foldText(header), found),
  };
}

/** Below this nothing is offered: such names have little in common. */
const LEAST = 0.6;

function nearestOf(
  header: string,
  found: ReadonlyMap<string, { readonly field: string }>,
): { field: string; confidence: number } | null {
  let best: { field: string; confidence: number } | null = null;
  for (const [name, { field }] of found) {
    const confidence = 1 - leven(header, name) / Math.max(header.length, name.length);
    if (confidence >= LEAST && confidence > (best?.confidence ?? 0)) best = { field, confidence };
  }
  return best;
}
