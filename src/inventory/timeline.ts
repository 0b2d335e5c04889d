import { type CivilDate, type CivilPeriod, covers } from '../calendar/civil.ts';

/** One version: from `validFrom` up to `validTo` the thing was so, or (`retracted`) was not. */
export type Version<T> = {
  readonly values: T;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  readonly retracted: boolean;
};

/** Dates on which a thing was in being and the same was said of it. */
export type Period<T> = CivilPeriod & { readonly values: T };

/**
 * What the versions of one thing, in the order they were written, come to: of several that cover a date the last
 * counts. Periods are sorted and do not overlap; neighbours that touch differ, as `same` sees it.
 */
export function timelineOf<T>(versions: readonly Version<T>[], same: (a: T, b: T) => boolean): Period<T>[] {
  let periods: Period<T>[] = [];
  for (const { validFrom: from, validTo: to, retracted, values } of versions) {
    if (to !== null && to <= from) continue;
    const left = periods.flatMap((period) => [
      ...(period.from < from ? [{ ...period, to: earlier(period.to, from) }] : []),
      ...(to !== null && endsAfter(period.to, to) ? [{ ...period, from: later(period.from, to) }] : []),
    ]);
    periods = retracted ? left : [...left, { from, to, values }];
  }
  return joined(
    periods.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    same,
  );
}

/** The unbroken row of periods that holds a date: the thing's being. Empty when it was not in being then. */
export function runAt<T>(timeline: readonly Period<T>[], date: CivilDate): readonly Period<T>[] {
  const at = timeline.findIndex((period) => covers(period, date));
  if (at === -1) return [];
  let first = at;
  while (timeline[first - 1]?.to === timeline[first]?.from) first -= 1;
  let last = at;
  while (timeline[last]?.to !== null && timeline[last + 1]?.from === timeline[last]?.to) last += 1;
  return timeline.slice(first, last + 1);
}

function joined<T>(periods: readonly Period<T>[], same: (a: T, b: T) => boolean): Period<T>[] {
  const rows: Period<T>[] = [];
  for (const period of periods) {
    const last = rows.at(-1);
    if (last && last.to === period.from && same(last.values, period.values)) {
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
