import { type CivilDate, covers } from '../calendar/civil.ts';
import type { FactVersion } from '../inventory/fact.ts';
import { timelineOf } from '../inventory/timeline.ts';

/**
 * The declaration that stands on a date: of the sources whose span covers it the one known last; where none does, the one
 * whose last span ended latest.
 */
export function standingDeclaration(versions: readonly FactVersion[], asOf: CivilDate): FactVersion | null {
  const [only, other] = versions;
  // Most were said once, and of thousands of agencies that is much less work.
  if (other === undefined) return only !== undefined && only.value !== null && only.validFrom <= asOf ? only : null;
  const spans = [...Map.groupBy(versions, (version) => version.source).values()].flatMap((own) => {
    const timeline = timelineOf(own.map(asVersion), (a, b) => a === b);
    return timeline.findLast(({ from }) => from <= asOf) ?? [];
  });
  const covering = spans.filter((span) => covers(span, asOf)).map(({ values }) => values);
  const newest = covering.toSorted((a, b) => b.knownSeq - a.knownSeq || byText(a.source, b.source))[0];
  if (newest) return newest;
  const last = spans.toSorted((a, b) => byText(b.to ?? '', a.to ?? '') || b.values.knownSeq - a.values.knownSeq)[0];
  return last ? { ...last.values, validTo: last.to } : null;
}

function asVersion(version: FactVersion) {
  const { validFrom, validTo, value } = version;
  return { values: version, validFrom, validTo, retracted: value === null };
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
