import type { CatalogueReader, Path } from './catalogue-tree.ts';

/** One entry as read: what it means, and its document with every default filled in. */
export type Entry<T> = { readonly value: T; readonly document: unknown };

/** A section whose keys name its entries. `names` holds those with faults too: who refers to them is not to blame. */
export type Section<T> = {
  readonly names: ReadonlySet<string>;
  readonly sound: ReadonlyMap<string, T>;
  readonly document: Readonly<Record<string, unknown>>;
};

/** Reads a section entry by entry. */
export function readSection<T>(
  reader: CatalogueReader,
  name: string,
  value: unknown,
  read: (reader: CatalogueReader, path: Path, key: string, value: unknown) => Entry<T> | null,
): Section<T> {
  const entries = reader.entries([name], value);
  const sound = entries.flatMap(([key, one]) => {
    const entry = read(reader, [name, key], key, one);
    return entry === null ? [] : [{ key, ...entry }];
  });
  return {
    names: new Set(entries.map(([key]) => key)),
    sound: new Map(sound.map((entry) => [entry.key, entry.value])),
    document: Object.fromEntries(sound.map((entry) => [entry.key, entry.document])),
  };
}
