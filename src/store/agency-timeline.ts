import { type CivilDate, type CivilPeriod, covers } from '../calendar/civil.ts';
import type { Block } from '../inventory/agency.ts';

/** What is said of an agency. */
export type AgencyValues = { readonly name: string; readonly block: Block; readonly parentId: number | null };

/** One version: from `validFrom` up to `validTo` the agency was so, or (`retracted`) was not. */
export type AgencyVersion = AgencyValues & {
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  readonly retracted: boolean;
};

/** Dates on which an agency was in being and the same was said of it. */
export type AgencyPeriod = CivilPeriod & { readonly values: AgencyValues };

/**
 * What the versions of one agency, in the order they were written, come to: of several that cover a date the last
 * counts. Periods are sorted and do not overlap; neighbours that touch differ.
 */
export function timelineOf(versions: readonly AgencyVersion[]): AgencyPeriod[] {
  let periods: AgencyPeriod[] = [];
  for (const { validFrom: from, validTo: to, retracted, name, block, parentId } of versions) {
    if (to !== null && to <= from) continue;
    const left = periods.flatMap((period) => [
      ...(period.from < from ? [{ ...period, to: earlier(period.to, from) }] : []),
      ...(to !== null && endsAfter(period.to, to) ? [{ ...period, from: later(period.from, to) }] : []),
    ]);
    periods = retracted ? left : [...left, { from, to, values: { name, block, parentId } }];
  }
  return joined(periods.toSorted((a, b) => (a.from < b.from ? -1 : 1)));
}

/** The unbroken row of periods that holds a date: the agency's being. Empty when it was not in being then. */
export function runAt(timeline: readonly AgencyPeriod[], date: CivilDate): readonly AgencyPeriod[] {
  const at = timeline.findIndex((period) => covers(period, date));
  if (at === -1) return [];
  let first = at;
  while (timeline[first - 1]?.to === timeline[first]?.from) first -= 1;
  let last = at;
  while (timeline[last]?.to !== null && timeline[last + 1]?.from === timeline[last]?.to) last += 1;
  return timeline.slice(first, last + 1);
}

function sameValues(a: AgencyValues, b: AgencyValues): boolean {
  return a.name === b.name && a.block === b.block && a.parentId === b.parentId;
}

function joined(periods: readonly AgencyPeriod[]): AgencyPeriod[] {
  const rows: AgencyPeriod[] = [];
  for (const period of periods) {
    const last = rows.at(-1);
    if (last && last.to === period.from && sameValues(last.values, period.values)) {
      rows[rows.length - 1] = { ...last, to: period.to };
    } else rows.push(period);
  }
  return rows;
}

function endsAfter(end: CivilDate | null, date: CivilDate): boolean {
  return end === null || end > date;
}

function earlier(end: CivilDate | null, date: CivilDate): CivilDate {
  return end === null || date < end ? date : end;
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}
