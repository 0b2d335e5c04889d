import { covers } from '../calendar/civil.ts';
import type { AsKnown, FactKey, FactKinds, FactVersion } from './fact.ts';

/**
 * What was held to be true on `known.asOf` as known by commit `known.knownSeq`: of each subject × fact × dimensions ×
 * kind × source the covering version with the highest sequence, of one commit the one written last (`versions` stand as
 * written); a retraction hides its key. Versions of later commits never change the answer.
 */
export function resolveFacts(versions: readonly FactVersion[], known: AsKnown): FactVersion[] {
  const winners = new Map<string, FactVersion>();
  for (const version of versions) {
    if (version.knownSeq > known.knownSeq) continue;
    if (!covers({ from: version.validFrom, to: version.validTo }, known.asOf)) continue;
    const key = `${version.subjectKind} ${version.subjectId} ${version.fact} ${version.kind} ${version.source}\u0000${version.dimensions}`;
    const held = winners.get(key);
    if (held === undefined || version.knownSeq >= held.knownSeq) winners.set(key, version);
  }
  return [...winners.values()].filter((version) => version.value !== null).toSorted(byKey);
}

/** The version an indicator counts, and those of other kinds or older sources that it leaves aside. */
export type FactPick = { readonly used: FactVersion | null; readonly notUsed: readonly FactVersion[] };

/**
 * Of one agency's resolved versions of `fact`: only the kind the catalogue names counts (a declaration never passes
 * for a measurement), and of several sources the one known last; equal sequences go by the source's name.
 */
export function pickFact(resolved: readonly FactVersion[], fact: FactKey, catalogue: FactKinds): FactPick {
  const offered = resolved
    .filter((version) => version.fact === fact)
    .toSorted((a, b) => b.knownSeq - a.knownSeq || byKey(a, b));
  const used = offered.find((version) => version.kind === catalogue.facts.get(fact)?.kind) ?? null;
  return { used, notUsed: offered.filter((version) => version !== used) };
}

function byKey(a: FactVersion, b: FactVersion): number {
  return (
    byText(a.subjectKind, b.subjectKind) ||
    a.subjectId - b.subjectId ||
    byText(a.fact, b.fact) ||
    byText(a.kind, b.kind) ||
    byText(a.source, b.source) ||
    byText(a.dimensions, b.dimensions)
  );
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
