import type { FactCatalogue, FactDefinition, FactRule, RuleKind, Severity } from './fact-definition.ts';
import { checkValue } from './fact-value.ts';

/** Every breach a rule can have; `text/` words each in both languages. */
export const ruleFaultCodes = [
  'rule-more-than-whole',
  'rule-not-zero',
  'rule-too-many',
  'rule-needs',
  'rule-excludes',
] as const;

/** A breach of a rule: the fact it restricts and the other one. */
export type RuleFault = {
  readonly fact: string;
  readonly other: string;
  readonly severity: Severity;
  readonly code: (typeof ruleFaultCodes)[number];
  readonly params: Readonly<Record<string, string | number>>;
};

/**
 * Every breach of the catalogue's rules among values of one subject with equal dimensions, in the order of the rules. What
 * was not given breaks only `requires`; a value that its fact does not take is passed over, {@link checkValue} tells of it.
 */
export function checkRules(catalogue: FactCatalogue, values: ReadonlyMap<string, unknown>): RuleFault[] {
  const unfit = new Set([...values].filter(([key, value]) => !isFit(catalogue, key, value)).map(([key]) => key));
  return catalogue.rules.flatMap((rule) => {
    const [fact, other] = [catalogue.facts.get(rule.fact), catalogue.facts.get(rule.other)];
    if (fact === undefined || other === undefined || unfit.has(rule.fact) || unfit.has(rule.other)) return [];
    const [value, limit] = [values.get(rule.fact), values.get(rule.other)];
    if (!breaks(rule, value, limit)) return [];
    const params = {
      ...naming('fact', fact),
      ...naming('other', other),
      value: String(value),
      limit: String(limit ?? '–'),
      factor: rule.factor,
    };
    return [{ fact: rule.fact, other: rule.other, severity: rule.severity, code: codes[rule.kind], params }];
  });
}

/** Parameters that name a fact: its key, and its name in both languages (`factVi`, `factEn`). */
export function naming(parameter: string, fact: FactDefinition): Record<string, string> {
  return { [parameter]: fact.key, [`${parameter}Vi`]: fact.nameVi, [`${parameter}En`]: fact.nameEn };
}

const codes: Readonly<Record<RuleKind, RuleFault['code']>> = {
  part_of_whole: 'rule-more-than-whole',
  zero_if_zero: 'rule-not-zero',
  at_most: 'rule-too-many',
  requires: 'rule-needs',
  excludes: 'rule-excludes',
};

// Products of decimals come out a hair too small; a billionth is far below anything that is declared.
const HAIR = 1e-9;

function breaks({ kind, factor }: FactRule, value: unknown, limit: unknown): boolean {
  if (kind === 'requires') return value === true && (limit === undefined || limit === false || limit === 0);
  if (kind === 'excludes') return value === true && (limit === true || (typeof limit === 'number' && limit > 0));
  if (typeof value !== 'number' || typeof limit !== 'number') return false;
  if (kind === 'zero_if_zero') return limit === 0 && value !== 0;
  return kind === 'at_most' ? value > limit * factor * (1 + HAIR) : value > limit;
}

function isFit(catalogue: FactCatalogue, key: string, value: unknown): boolean {
  const fact = catalogue.facts.get(key);
  return fact !== undefined && checkValue(fact, value).fault === null;
}
