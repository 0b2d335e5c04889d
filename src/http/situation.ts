import type { Scope } from '../access/scope.ts';
import { addDays, type CivilDate, civilDateOf, civilYear } from '../calendar/civil.ts';
import { InvalidError } from '../errors.ts';
import { buildReadinessFeed, defaultAsOf, type ReadinessFeed } from '../report/readiness-feed.ts';
import type { ReadStore } from '../store/read-store.ts';
import { knownOf } from './known.ts';

type Query = { readonly as_of?: string | undefined; readonly known_at?: string | undefined };

/** Every figure on a date (today unless the query says otherwise), from one consistent view of the store. */
export function figuresOn(read: ReadStore, scope: Scope, query: Query, now: number): ReadinessFeed {
  return read.snapshot(() => {
    const known = knownOf(read, query, now);
    const year = Number(known.asOf.slice(0, 4));
    const situation = { agencies: read.agencies.list(scope, known), facts: read.facts.asKnown(scope, known) };
    return buildReadinessFeed({ year, ...known }, situation);
  });
}

/** The feed of a year. @throws InvalidError for a year without figures, or a date outside it. */
export function feedOf(read: ReadStore, scope: Scope, year: number, query: Query, now: number): ReadinessFeed {
  const today = civilDateOf(now);
  const thisYear = Number(today.slice(0, 4));
  if (year < FIRST_YEAR || year > thisYear) {
    throw new InvalidError(`năm từ ${FIRST_YEAR} đến ${thisYear} / years from ${FIRST_YEAR} to ${thisYear}`, [
      { path: '{year}', message: `từ ${FIRST_YEAR} đến ${thisYear} / from ${FIRST_YEAR} to ${thisYear}` },
    ]);
  }
  return figuresOn(read, scope, { ...query, as_of: asOfIn(year, query.as_of, today) }, now);
}

// Before that there were no networks of this kind, so such a year is a slip of the pen.
const FIRST_YEAR = 2000;

function asOfIn(year: number, asOf: CivilDate | undefined, today: CivilDate): CivilDate {
  const { from, to } = civilYear(year);
  const date = asOf ?? defaultAsOf(year, today);
  if (from <= date && date < to) return date;
  const last = addDays(to, -1);
  throw new InvalidError(`${date} không thuộc năm ${year} / is not in ${year}`, [
    { path: '?as_of', message: `từ ${from} đến ${last} / from ${from} to ${last}` },
  ]);
}
