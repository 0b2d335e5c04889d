import { closestMatch } from 'leven';
import type { Block } from './agency.ts';
import { compareWithYearEarlier } from './declaration-jump.ts';
import { outlierOf, type PeerStatistics } from './declaration-outlier.ts';
import type { FactValue } from './fact.ts';
import type { FactCatalogue } from './fact-definition.ts';
import { checkRules, naming, type RuleFault } from './fact-rules.ts';
import { checkValue, type ValueFault } from './fact-value.ts';
import type { Form } from './form.ts';

/** What a declaration can have wrong besides single values and rules; `text/` words each in both languages. */
export const findingCodes = [
  'declaration-block-outside-form',
  'declaration-fact-outside-form',
  'declaration-fact-required',
  'declaration-reason-too-long',
  'declaration-rise',
  'declaration-fall',
  'declaration-from-zero',
  'declaration-to-zero',
  'declaration-flag-lost',
  'declaration-outlier',
] as const;

/** Something found in a declaration, at a fact or (null) at the whole of it. */
export type Finding = {
  readonly fact: string | null;
  readonly code: (typeof findingCodes)[number] | ValueFault['code'] | RuleFault['code'];
  readonly params: Readonly<Record<string, string | number>>;
};

/** Something that may be right and has to be explained: `reason` null = nobody has explained it yet. */
type Warning = Finding & { readonly reason: string | null };

/** Errors keep a declaration from being submitted; so do warnings without a reason. */
export type DeclarationCheck = { readonly errors: readonly Finding[]; readonly warnings: readonly Warning[] };

/** The figures of one agency for one form and period, and what they are held against. */
export type CheckedDeclaration = {
  readonly catalogue: FactCatalogue;
  readonly form: Form;
  readonly block: Block;
  /** By fact; as they came, a wrong type is a finding. */
  readonly values: ReadonlyMap<string, unknown>;
  /** By fact: why it differs. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Approved values of the same period of the year before; empty when there are none. */
  readonly yearEarlier: ReadonlyMap<string, FactValue>;
  /** What the block declared for this period. */
  readonly peers: ReadonlyMap<string, PeerStatistics>;
};

/** Every finding at once, in the order of the form and then of the rules. */
export function checkDeclaration(declaration: CheckedDeclaration): DeclarationCheck {
  const { catalogue, form, block, values, reasons } = declaration;
  const errors: Finding[] = [];
  const doubts: Finding[] = [];
  const given = new Map(
    [...values].filter(([key, value]) => form.facts.has(key) && value !== undefined && value !== null),
  );
  if (!form.blocks.includes(block)) {
    errors.push({ fact: null, code: 'declaration-block-outside-form', params: { form: form.key, block } });
  }
  for (const [key, need] of form.facts) {
    const fact = catalogue.facts.get(key);
    if (fact === undefined) continue;
    if (!given.has(key)) {
      if (need === 'required')
        errors.push({ fact: key, code: 'declaration-fact-required', params: naming('fact', fact) });
      continue;
    }
    const { value, fault } = checkValue(fact, given.get(key));
    if (fault !== null) {
      errors.push({ fact: key, code: fault.code, params: { ...naming('fact', fact), ...fault.params } });
      continue;
    }
    doubts.push(...compareWithYearEarlier(fact, declaration.yearEarlier.get(key), value, form.jumpAbove));
    doubts.push(...outlierOf(fact, value, declaration.peers.get(key), form.outlier));
  }
  for (const key of values.keys()) {
    if (!form.facts.has(key)) errors.push(outside(form, key));
  }
  for (const { fact, severity, code, params } of checkRules(catalogue, given)) {
    (severity === 'error' ? errors : doubts).push({ fact, code, params });
  }
  for (const [key, reason] of reasons) {
    const fact = catalogue.facts.get(key);
    if (fact === undefined || reason.length <= REASON_MAX) continue;
    errors.push({
      fact: key,
      code: 'declaration-reason-too-long',
      params: { ...naming('fact', fact), max: REASON_MAX },
    });
  }
  const warnings = doubts.map((doubt) => ({ ...doubt, reason: reasonFor(doubt.fact, reasons) }));
  return { errors, warnings };
}

const REASON_MAX = 2_000;

function outside(form: Form, key: string): Finding {
  const nearest = closestMatch(key.slice(0, 60), [...form.facts.keys()]) ?? '';
  return {
    fact: key,
    code: 'declaration-fact-outside-form',
    params: { fact: key.slice(0, 60), form: form.key, nearest },
  };
}

function reasonFor(fact: string | null, reasons: ReadonlyMap<string, string>): string | null {
  const reason = fact === null ? '' : (reasons.get(fact)?.normalize('NFC').trim() ?? '');
  return reason === '' ? null : reason;
}
