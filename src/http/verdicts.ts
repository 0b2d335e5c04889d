import type { Scope } from '../access/scope.ts';
import { InvalidError } from '../errors.ts';
import {
  comparableFacts,
  judgeFacts,
  OFFICIALS,
  type Verdict,
  type VerdictKind,
  verdictKinds,
} from '../indicator/verdict.ts';
import { assessmentSource } from '../inventory/measured-fact.ts';
import type { HttpDoors } from './doors.ts';
import { type Known, knownOf } from './known.ts';

/** What narrows verdicts. */
export type VerdictQuery = {
  readonly as_of?: string | undefined;
  readonly known_at?: string | undefined;
  readonly agency?: string | undefined;
  readonly fact?: string | undefined;
  readonly verdict?: VerdictKind | undefined;
};

/** Verdicts, what matters most first; `counts` are those of the agencies and facts asked for, whatever their verdict. */
export type Verdicts = {
  readonly known: Known;
  readonly counts: Readonly<Record<VerdictKind, number>>;
  readonly items: readonly Verdict[];
};

/** Lays what is declared beside what is observed, for a caller. @throws InvalidError for a fact that nobody compares */
export function verdictsOn(doors: HttpDoors, scope: Scope, query: VerdictQuery): Verdicts {
  const { read, catalogues } = doors;
  const comparable = comparableFacts(catalogues.facts);
  const facts = query.fact === undefined ? comparable : comparable.filter(({ fact }) => fact === query.fact);
  if (facts.length === 0)
    throw unknownFact(
      query.fact ?? '',
      comparable.map(({ fact }) => fact),
    );
  return read.snapshot(() => {
    const known = knownOf(read, query, doors.now());
    const agencies = read.agencies.list(scope, known);
    const situation = {
      asOf: known.asOf,
      agencies,
      declared: read.newestFacts.declared(scope, known, [...facts.map(({ fact }) => fact), OFFICIALS]),
      observed: read.newestFacts.observed(
        scope,
        known,
        facts.map(({ observedAs }) => observedAs),
        assessmentSource,
      ),
    };
    // The mean of a block rests on all of it, so agencies are left out only now.
    const judged = judgeFacts(facts, situation, catalogues.measuring.verdicts).filter(
      ({ agency }) => query.agency === undefined || agency.code === query.agency,
    );
    const perKind = Map.groupBy(judged, ({ verdict }) => verdict);
    const count = (kind: VerdictKind) => perKind.get(kind)?.length ?? 0;
    const items = query.verdict === undefined ? judged : (perKind.get(query.verdict) ?? []);
    return { known, counts: countsOf(count), items };
  });
}

/** A key by which pages of verdicts go on in the order of their weight. */
export function verdictKey({ weight, agency, fact }: Verdict): string {
  return [(HEAVIEST - weight).toFixed(6).padStart(17, '0'), agency.code, fact].join('\u0000');
}

// No agency has a thousand million officials.
const HEAVIEST = 1_000_000_000;

function countsOf(count: (kind: VerdictKind) => number): Verdicts['counts'] {
  const [agree, differs, onlyDeclared, onlyObserved, stale] = verdictKinds.map(count);
  return {
    agree: agree ?? 0,
    differs: differs ?? 0,
    'only-declared': onlyDeclared ?? 0,
    'only-observed': onlyObserved ?? 0,
    stale: stale ?? 0,
  };
}

function unknownFact(fact: string, comparable: readonly string[]): InvalidError {
  const list = comparable.join(', ');
  return new InvalidError(`${fact}: không so được khai báo với số đo / is not both declared and observed`, [
    { path: '?fact', message: `một trong / one of: ${list}` },
  ]);
}
