import type { Scope } from '../access/scope.ts';
import { addDays, type CivilDate, civilDateOf, civilYear } from '../calendar/civil.ts';
import { InvalidError } from '../errors.ts';
import type { AsKnown, FactVersion } from '../inventory/fact.ts';
import { rollUpSites } from '../inventory/fact-rollup.ts';
import { buildReadinessFeed, defaultAsOf, type ReadinessFeed } from '../report/readiness-feed.ts';
import type { HttpDoors } from './doors.ts';
import { knownOf } from './known.ts';

type Query = { readonly as_of?: string | undefined; readonly known_at?: string | undefined };

type Doors = Pick<HttpDoors, 'read' | 'catalogues' | 'now'>;

/** Every figure on a date (today unless the query says otherwise), from one consistent view of the store. */
export function figuresOn({ read, catalogues, now: clock }: Doors, scope: Scope, query: Query): ReadinessFeed {
  const now = clock();
  return read.snapshot(() => {
    const known = knownOf(read, query, now);
    const year = Number(known.asOf.slice(0, 4));
    const agencies = read.agencies.list(scope, known);
    const facts = agencyFacts({ read, catalogues }, scope, known);
    const situation = { agencies, facts, catalogue: catalogues.facts };
    return buildReadinessFeed({ year, ...known }, situation);
  });
}

/** The facts of agencies on a date: their own, and what the facts of their sites come to where they have none. */
export function agencyFacts(
  { read, catalogues }: Pick<HttpDoors, 'read' | 'catalogues'>,
  scope: Scope,
  known: AsKnown,
): FactVersion[] {
  const own = read.facts.asKnown(scope, known).filter((one) => one.dimensions === '');
  const ofSites = read.facts.ofSubjects(scope, known, 'site').filter((one) => one.dimensions === '');
  if (ofSites.length === 0) return own;
  const sites = read.records.list(scope, 'site', known).flatMap(({ id, agencyId }) => {
    return agencyId === null ? [] : [{ id, agencyId }];
  });
  return [...own, ...rollUpSites([...own, ...ofSites], sites, catalogues.facts)];
}

/** The feed of a year. @throws InvalidError for a year without figures, or a date outside it. */
export function feedOf(doors: Doors, scope: Scope, year: number, query: Query): ReadinessFeed {
  const today = civilDateOf(doors.now());
  const thisYear = Number(today.slice(0, 4));
  if (year < FIRST_YEAR || year > thisYear) {
    throw new InvalidError(`năm từ ${FIRST_YEAR} đến ${thisYear} / years from ${FIRST_YEAR} to ${thisYear}`, [
      { path: '{year}', message: `từ ${FIRST_YEAR} đến ${thisYear} / from ${FIRST_YEAR} to ${thisYear}` },
    ]);
  }
  return figuresOn(doors, scope, { ...query, as_of: asOfIn(year, query.as_of, today) });
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
