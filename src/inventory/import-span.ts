import type { CivilDate } from '../calendar/civil.ts';

/** What one entry of a document speaks of when others speak of the same thing at other times. */
export type Span<T> = {
  readonly entry: T;
  /** Up to where it speaks: its own end, or where the next entry begins; null = to the end of the thing's being. */
  readonly until: CivilDate | null;
  /** Whether its end is the end of the thing: nothing else in the document begins there or later. */
  readonly ends: boolean;
};

/** The entries in the order of their beginnings (those without one first), each with the span that it speaks of. */
export function spansOf<T extends { readonly validFrom: CivilDate | null; readonly validTo: CivilDate | null }>(
  entries: readonly T[],
  nameOf: (entry: T) => string,
): Span<T>[] {
  const alike = Map.groupBy(entries, nameOf);
  return [...alike.values()].flatMap((group) => {
    const sorted = group.toSorted((a, b) => compare(a.validFrom ?? '', b.validFrom ?? ''));
    return sorted.map((entry, at) => {
      const next = sorted[at + 1]?.validFrom ?? null;
      const until = entry.validTo !== null && (next === null || entry.validTo < next) ? entry.validTo : next;
      return { entry, until, ends: entry.validTo !== null && next === null };
    });
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
