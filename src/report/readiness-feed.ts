import { createHash } from 'node:crypto';
import { addDays, type CivilDate, civilYear } from '../calendar/civil.ts';
import { type Indicator, type IndicatorKey, indicatorCatalogue, indicatorKeys } from '../indicator/catalogue.ts';
import {
  type AgencyLine,
  evaluateIndicator,
  type FactLine,
  type IndicatorResult,
  type Situation,
} from '../indicator/evaluate.ts';
import { type FeedEvidence, feedEvidence } from './feed-evidence.ts';

/** A fact in the feed; instants of its evidence are ISO 8601 UTC. */
type FeedFact = Omit<FactLine, 'evidence'> & { readonly evidence: FeedEvidence | null };

/** One agency behind a row of the feed. */
export type FeedAgency = Omit<AgencyLine, 'facts' | 'notUsed'> & {
  readonly facts: readonly FeedFact[];
  readonly notUsed: readonly FeedFact[];
};

/** One indicator of one block, down to the facts. */
export type FeedRow = Omit<IndicatorResult, 'agencies'> & { readonly agencies: readonly FeedAgency[] };

/** What a reader needs to know of an indicator to read its rows. */
type FeedIndicator = Omit<Indicator, 'rule'> & { readonly indicator: IndicatorKey };

/**
 * The readiness feed of a year: every figure with what it rests on. `draft` until a snapshot is sealed. `generatedFrom`
 * counts the agencies and fact versions behind the rows and names the rules by the hash of their catalogue.
 */
export type ReadinessFeed = {
  readonly schema: 'hatang.readiness/1';
  readonly year: number;
  readonly asOf: CivilDate;
  readonly knownSeq: number;
  readonly knownAt: string;
  readonly status: 'draft';
  readonly generatedFrom: { readonly agencies: number; readonly facts: number; readonly catalogue: string };
  readonly indicators: readonly FeedIndicator[];
  readonly items: readonly FeedRow[];
  readonly next: null;
};

/**
 * Which feed is wanted: year, date, and the commit (sequence and its instant, epoch ms) by which its facts were
 * known.
 */
export type FeedQuestion = {
  readonly year: number;
  readonly asOf: CivilDate;
  readonly knownSeq: number;
  readonly knownAt: number;
};

/** The feed of a situation; the same question and situation give the same bytes in JSON. */
export function buildReadinessFeed(question: FeedQuestion, situation: Situation): ReadinessFeed {
  const items = indicatorKeys.flatMap((key) => evaluateIndicator(key, situation)).map(rowOf);
  return {
    schema: 'hatang.readiness/1',
    year: question.year,
    asOf: question.asOf,
    knownSeq: question.knownSeq,
    knownAt: iso(question.knownAt),
    status: 'draft',
    generatedFrom: {
      agencies: situation.agencies.length,
      facts: countFacts(items),
      catalogue: sha256(JSON.stringify(indicatorCatalogue)),
    },
    indicators: indicatorKeys.map((key) => {
      const { rule: _, ...told } = indicatorCatalogue[key];
      return { indicator: key, ...told };
    }),
    items,
    next: null,
  };
}

/** The date a year's feed speaks of unless told otherwise: 31 December, or today while that is still to come. */
export function defaultAsOf(year: number, today: CivilDate): CivilDate {
  const last = addDays(civilYear(year).to, -1);
  return last < today ? last : today;
}

/**
 * SHA-256 (hex) of what the feed says, left out the commit it was read at: commits that change no figure and no lineage
 * keep the hash. Bodies of one hash may differ in `knownSeq`/`knownAt`, so it makes a weak ETag.
 */
export function feedHash(feed: ReadinessFeed): string {
  const { knownSeq: _seq, knownAt: _at, ...content } = feed;
  return sha256(JSON.stringify(content));
}

function rowOf(result: IndicatorResult): FeedRow {
  return {
    ...result,
    agencies: result.agencies.map((line) => ({
      ...line,
      facts: line.facts.map(feedFact),
      notUsed: line.notUsed.map(feedFact),
    })),
  };
}

// Named field by field: the hash must not depend on the order in which the store fills an object.
function feedFact(line: FactLine): FeedFact {
  const { fact, kind, source, value, validFrom, validTo, knownSeq, evidence } = line;
  const proof = evidence && feedEvidence(evidence);
  return { fact, kind, source, value, validFrom, validTo, knownSeq, evidence: proof };
}

function countFacts(items: readonly FeedRow[]): number {
  const lines = items.filter((row) => row.block === 'all').flatMap((row) => row.agencies);
  return new Set(lines.flatMap((line) => line.facts.map((fact) => `${line.code} ${fact.fact}`))).size;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
