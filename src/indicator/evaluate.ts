import { type Agency, type Block, blocks } from '../inventory/agency.ts';
import type { FactKey, FactKinds, FactValue, FactVersion } from '../inventory/fact.ts';
import { pickFact } from '../inventory/fact-resolve.ts';
import { type IndicatorKey, indicatorCatalogue, type Rule } from './catalogue.ts';

/** A fact behind a figure, as its version says. */
export type FactLine = Omit<FactVersion, 'subjectKind' | 'subjectId' | 'dimensions' | 'basis' | 'qualifier'>;

/**
 * What one agency adds. `in`: it counts in the denominator. `reason`: `yes`/`no` of a share, `counted` in a ratio,
 * `no-data` when the facts in `missing` are not there (never the same as `no`). `notUsed`: versions of other kinds
 * or older sources.
 */
export type AgencyLine = {
  readonly code: string;
  readonly name: string;
  readonly in: boolean;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly reason: 'yes' | 'no' | 'counted' | 'no-data';
  readonly missing: readonly FactKey[];
  readonly facts: readonly FactLine[];
  readonly notUsed: readonly FactLine[];
};

/** Why there is no value: nobody in scope, nobody has the facts, or the facts add up to a denominator of 0. */
type NotComputable = 'no-agencies' | 'no-data' | 'zero-denominator';

/** One indicator of one block (or of `all`) with everything it rests on; `missing` counts the agencies without data. */
export type IndicatorResult = {
  readonly indicator: IndicatorKey;
  readonly block: Block | 'all';
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly missing: number;
  readonly notComputable: NotComputable | null;
  readonly agencies: readonly AgencyLine[];
};

/** The agencies in scope on a date, what `resolveFacts` gave for it, and the catalogue that says which kind counts. */
export type Situation = {
  readonly agencies: readonly Agency[];
  readonly facts: readonly FactVersion[];
  readonly catalogue: FactKinds;
};

/**
 * One result for each block that has an agency, in the order of `blocks`, then one for `all`; agencies by code.
 * The same situation gives the same results whatever order its parts stand in.
 */
export function evaluateIndicator(indicator: IndicatorKey, situation: Situation): IndicatorResult[] {
  const { rule } = indicatorCatalogue[indicator];
  const facts = Map.groupBy(situation.facts, (version) => version.subjectId);
  const lines = situation.agencies
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((agency) => ({
      block: agency.block,
      line: lineOf(rule, agency, facts.get(agency.id) ?? [], situation.catalogue),
    }));
  const perBlock = blocks.flatMap((block) => {
    const own = lines.filter((one) => one.block === block).map((one) => one.line);
    return own.length === 0 ? [] : [sumUp(indicator, block, own)];
  });
  const all = lines.map((one) => one.line);
  return [...perBlock, sumUp(indicator, 'all', all)];
}

function lineOf(rule: Rule, agency: Agency, facts: readonly FactVersion[], catalogue: FactKinds): AgencyLine {
  const keys = rule.counts === 'share' ? [rule.fact] : [rule.numerator, rule.denominator];
  const picks = keys.map((key) => ({ key, ...pickFact(facts, key, catalogue) }));
  const usedValue = (key: FactKey) => picks.find((pick) => pick.key === key)?.used?.value ?? null;
  return {
    code: agency.code,
    name: agency.name,
    ...(rule.counts === 'share'
      ? shareOf(usedValue(rule.fact), rule.atLeast)
      : ratioOf(usedValue(rule.numerator), usedValue(rule.denominator))),
    missing: picks.filter((pick) => pick.used === null).map((pick) => pick.key),
    facts: picks.flatMap((pick) => (pick.used === null ? [] : [factLine(pick.used)])),
    notUsed: picks.flatMap((pick) => pick.notUsed.map(factLine)),
  };
}

type Part = Pick<AgencyLine, 'in' | 'numerator' | 'denominator' | 'reason'>;

function shareOf(value: FactValue | null, atLeast: number | null): Part {
  if (value === null) return { in: true, numerator: 0, denominator: 1, reason: 'no-data' };
  const holds = atLeast === null ? value === true : Number(value) >= atLeast;
  return { in: true, numerator: holds ? 1 : 0, denominator: 1, reason: holds ? 'yes' : 'no' };
}

function ratioOf(numerator: FactValue | null, denominator: FactValue | null): Part {
  if (numerator === null || denominator === null) {
    return { in: false, numerator: null, denominator: null, reason: 'no-data' };
  }
  return { in: true, numerator: Number(numerator), denominator: Number(denominator), reason: 'counted' };
}

function sumUp(
  indicator: IndicatorKey,
  block: IndicatorResult['block'],
  agencies: readonly AgencyLine[],
): IndicatorResult {
  const numerator = agencies.reduce((sum, line) => sum + (line.numerator ?? 0), 0);
  const denominator = agencies.reduce((sum, line) => sum + (line.denominator ?? 0), 0);
  const missing = agencies.filter((line) => line.reason === 'no-data').length;
  const notComputable = whyNot(agencies.length, missing, denominator);
  const value = notComputable === null ? numerator / denominator : null;
  return { indicator, block, value, numerator, denominator, missing, notComputable, agencies };
}

// Where nothing at all is known a share of 0 would be a claim.
function whyNot(agencies: number, missing: number, denominator: number): NotComputable | null {
  if (agencies === 0) return 'no-agencies';
  if (missing === agencies) return 'no-data';
  return denominator === 0 ? 'zero-denominator' : null;
}

function factLine(version: FactVersion): FactLine {
  const { subjectKind, subjectId, dimensions, basis, qualifier, ...line } = version;
  return line;
}
