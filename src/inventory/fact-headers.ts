import type { FactDefinition } from './fact-definition.ts';

/** A header that two facts would answer to. */
type HeaderClash = { readonly header: string; readonly fact: string; readonly other: string };

/** The headers of sheets that mean facts. */
export type FactHeaders = {
  /** The key of the fact a header means, however it is written: case, diacritics, spaces and signs do not count. */
  readonly find: (header: string) => string | null;
  readonly clashes: readonly HeaderClash[];
};

/** Gathers the headers of facts: their keys, their names and their aliases. */
export function headersOf(facts: Iterable<FactDefinition>): FactHeaders {
  const headers = new Map<string, string>();
  const clashes: HeaderClash[] = [];
  for (const fact of facts) {
    for (const header of [fact.key, fact.nameVi, fact.nameEn, ...fact.aliases]) {
      const folded = fold(header);
      const other = headers.get(folded);
      if (other === undefined) headers.set(folded, fact.key);
      else if (other !== fact.key) clashes.push({ header, fact: fact.key, other });
    }
  }
  return { find: (header) => headers.get(fold(header)) ?? null, clashes };
}

/** `Số máy tính`, `so may tinh` and `SO_MAY_TINH` come to the same. */
function fold(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
