import { addDays, type CivilDate } from '../calendar/civil.ts';
import type { Agency, Block } from '../inventory/agency.ts';
import type { FactKey, FactValue, FactVersion } from '../inventory/fact.ts';
import { acceptsKind, type FactCatalogue } from '../inventory/fact-definition.ts';
import { type ComparedFact, comparedFacts } from '../inventory/measured-fact.ts';
import type { Measuring } from '../inventory/measuring.ts';
import { standingDeclaration } from './standing-declaration.ts';

/** What comes of laying what is declared beside what is observed. */
export const verdictKinds = ['agree', 'differs', 'only-declared', 'only-observed', 'stale'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** One fact of one agency on a date: what was declared, what was observed, and how far they lie apart. */
export type Verdict = {
  readonly agency: Pick<Agency, 'id' | 'code' | 'name' | 'block'>;
  readonly fact: FactKey;
  readonly verdict: VerdictKind;
  readonly declared: FactVersion | null;
  readonly observed: FactVersion | null;
  /** Observed less declared; null for flags, and where one is missing. */
  readonly difference: number | null;
  /** The difference as a share of what is declared; null where that is 0 or there is none. */
  readonly share: number | null;
  /** Which of the two are older than they may be. */
  readonly stale: readonly ('declared' | 'observed')[];
  /** How much it matters; see {@link judgeFacts}. */
  readonly weight: number;
};

/**
 * What a judgement rests on: agencies in being on the date; of declarations every version that began by then, in the
 * order they were written; of observations the newest one of each fact that began by then.
 */
export type VerdictSituation = {
  readonly asOf: CivilDate;
  readonly agencies: readonly Agency[];
  readonly declared: readonly FactVersion[];
  readonly observed: readonly FactVersion[];
};

/** Facts of agencies that somebody may declare and the assessment can observe, as the catalogue has them. */
export function comparableFacts({ facts }: FactCatalogue): ComparedFact[] {
  return comparedFacts.filter(({ fact, observedAs }) => {
    const [told, seen] = [facts.get(fact), facts.get(observedAs)];
    if (told === undefined || seen === undefined || !told.subjects.includes('agency')) return false;
    return acceptsKind(told, 'declared') && acceptsKind(seen, 'observed');
  });
}

/** The fact that tells how many people a verdict is about. */
export const OFFICIALS = 'officials';

/**
 * Judges each of the facts of each agency; a fact that was neither declared nor observed has no verdict. What matters most
 * stands first: weight = officials of the agency (their mean in its block where it declared none, 1 where nobody did) ×
 * gap; gap = 1 for opposite flags, |difference| / the larger of both for numbers, 0.2 where one of both is stale, 0.1
 * where one is missing, 0 where they agree, to three decimals. Of equal weights the lower code, then the fact's place, comes first.
 */
export function judgeFacts(
  facts: readonly ComparedFact[],
  situation: VerdictSituation,
  limits: Measuring['verdicts'],
): Verdict[] {
  const { asOf, agencies } = situation;
  const declared = Map.groupBy(situation.declared, pairOf);
  const observed = new Map(situation.observed.map((version) => [pairOf(version), version]));
  const officials = officialsOf(agencies, (id) => standingDeclaration(declared.get(`${id} ${OFFICIALS}`) ?? [], asOf));
  const verdicts = agencies.flatMap((agency) => {
    return facts.flatMap(({ fact, observedAs }) => {
      const told = standingDeclaration(declared.get(`${agency.id} ${fact}`) ?? [], asOf);
      const seen = observed.get(`${agency.id} ${observedAs}`) ?? null;
      if (told === null && seen === null) return [];
      return [judgePair({ agency, fact, told, seen, asOf, limits, people: officials(agency) })];
    });
  });
  const place = new Map(facts.map(({ fact }, at) => [fact, at]));
  return verdicts.toSorted(
    (a, b) =>
      b.weight - a.weight ||
      byText(a.agency.code, b.agency.code) ||
      (place.get(a.fact) ?? 0) - (place.get(b.fact) ?? 0),
  );
}

/** Share of the declared value by which a published "about" may miss. */
const ABOUT = 0.1;
const GAP_STALE = 0.2;
const GAP_MISSING = 0.1;

type Pair = {
  readonly agency: Agency;
  readonly fact: FactKey;
  readonly told: FactVersion | null;
  readonly seen: FactVersion | null;
  readonly asOf: CivilDate;
  readonly limits: Measuring['verdicts'];
  readonly people: number;
};

function judgePair({ agency, fact, told, seen, asOf, limits, people }: Pair): Verdict {
  const { id, code, name, block } = agency;
  const stale = [
    ...(told !== null && isOlder(told, asOf, limits.declaredDays) ? (['declared'] as const) : []),
    ...(seen !== null && isOlder(seen, asOf, limits.observedDays) ? (['observed'] as const) : []),
  ];
  const [a, b] = [told?.value ?? null, seen?.value ?? null];
  const difference = typeof a === 'number' && typeof b === 'number' ? b - a : null;
  const share = difference !== null && typeof a === 'number' && a !== 0 ? difference / a : null;
  const verdict = kindOf(told, seen, stale.length > 0);
  const weight = Math.round(people * gapOf(verdict, a, b) * 1_000) / 1_000;
  return {
    agency: { id, code, name, block },
    fact,
    verdict,
    declared: told,
    observed: seen,
    difference,
    share,
    stale,
    weight,
  };
}

function kindOf(told: FactVersion | null, seen: FactVersion | null, isStale: boolean): VerdictKind {
  if (isStale) return 'stale';
  if (told === null) return 'only-observed';
  if (seen === null) return 'only-declared';
  return agrees(told, seen.value) ? 'agree' : 'differs';
}

function agrees({ value, qualifier }: FactVersion, seen: FactValue | null): boolean {
  if (typeof value !== 'number' || typeof seen !== 'number') return value === seen;
  if (qualifier === 'gt') return seen > value;
  const tolerance = qualifier === 'about' ? ABOUT : 1e-9;
  return Math.abs(seen - value) <= tolerance * Math.max(Math.abs(value), Math.abs(seen));
}

function gapOf(verdict: VerdictKind, told: FactValue | null, seen: FactValue | null): number {
  if (verdict === 'agree') return 0;
  if (verdict === 'stale') return GAP_STALE;
  if (verdict !== 'differs') return GAP_MISSING;
  if (typeof told !== 'number' || typeof seen !== 'number') return 1;
  const larger = Math.max(Math.abs(told), Math.abs(seen));
  return larger === 0 ? 0 : Math.min(1, Math.abs(seen - told) / larger);
}

/** Open spans are as old as their first day; closed ones as their last, and fresh while that is still to come. */
function isOlder({ validFrom, validTo }: FactVersion, asOf: CivilDate, days: number): boolean {
  const newest = validTo === null ? validFrom : addDays(validTo, -1);
  return addDays(newest, days) < asOf;
}

function officialsOf(
  agencies: readonly Agency[],
  declared: (agencyId: number) => FactVersion | null,
): (agency: Agency) => number {
  const counts = new Map(agencies.map((agency) => [agency.id, numberOf(declared(agency.id))]));
  const means = new Map<Block, number>();
  for (const [block, own] of Map.groupBy(agencies, (agency) => agency.block)) {
    const known = own.flatMap(({ id }) => counts.get(id) ?? []);
    if (known.length > 0) means.set(block, known.reduce((sum, one) => sum + one, 0) / known.length);
  }
  return ({ id, block }) => counts.get(id) ?? means.get(block) ?? 1;
}

function numberOf(version: FactVersion | null): number | null {
  return typeof version?.value === 'number' ? version.value : null;
}

function pairOf({ subjectId, fact }: FactVersion): string {
  return `${subjectId} ${fact}`;
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
