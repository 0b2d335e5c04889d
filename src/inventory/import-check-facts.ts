import type { FactValue } from './fact.ts';
import type { FactCatalogue } from './fact-definition.ts';
import { checkRules } from './fact-rules.ts';
import { checkOwner, type Owners } from './import-check-owner.ts';
import type { FactEntry, ImportFault } from './import-entry.ts';
import { importFault } from './import-fault.ts';

/** Faults of the agency that a fact is about, and of its dates. */
export function checkFact(entry: FactEntry, owners: Owners): ImportFault[] {
  const { place, validFrom: from, validTo: to } = entry;
  // A fact of the past belongs to an agency that stood then, even if it is closed today.
  const { kind, code: agency } = entry.subject;
  const faults = kind === 'agency' ? checkOwner({ agency, place }, owners, from) : [];
  if (to !== null && to <= from) faults.push(importFault(place, 'valid_to', 'period-empty', { from, to }));
  return faults;
}

/**
 * Breaches of the catalogue's rules among facts that are told of one subject from the same day on. What a document leaves
 * out may be stored already, and what only asks for a reason is for a declaration to give.
 */
export function brokenRules(facts: readonly FactEntry[], catalogue: FactCatalogue): ImportFault[] {
  const together = Map.groupBy(facts, (entry) => factText({ ...entry, fact: '' }));
  return [...together.values()].flatMap((group) => {
    if (group.length < 2) return [];
    const values = new Map(group.map((entry): [string, FactValue] => [entry.fact, entry.value]));
    return checkRules(catalogue, values).flatMap(({ fact, other, severity, code, params }) => {
      const entry = group.find((one) => one.fact === fact);
      const counts = severity === 'error' && (code !== 'rule-needs' || values.has(other));
      return counts && entry !== undefined ? [importFault(entry.place, fact, code, params)] : [];
    });
  });
}

/** What a fact is about and from when, as a message names it; the plain case is named by little. */
export function factText({ subject, fact, dimensions, kind, source, validFrom }: FactEntry): string {
  const parts = [
    subject.kind === 'agency' ? '' : subject.kind,
    subject.code,
    fact,
    dimensions,
    kind === 'declared' ? '' : kind,
    source ?? '',
    validFrom,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
