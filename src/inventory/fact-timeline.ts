import type { FactVersion } from './fact.ts';
import { type Period, timelineOf } from './timeline.ts';

/** What the versions of one fact, in the order they were written, come to; a retraction leaves a gap. */
export function factTimeline(versions: readonly FactVersion[]): Period<FactVersion>[] {
  const told = versions.map((version) => {
    const { validFrom, validTo, value } = version;
    return { values: version, validFrom, validTo, retracted: value === null };
  });
  return timelineOf(told, sameFact);
}

/** Whether two versions of a fact say the same, whatever proves them. */
export function sameFact(a: FactSaying, b: FactSaying): boolean {
  return a.value === b.value && a.basis === b.basis && a.qualifier === b.qualifier;
}

type FactSaying = Pick<FactVersion, 'value' | 'basis' | 'qualifier'>;
