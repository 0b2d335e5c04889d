import { closestMatch } from 'leven';
import { acceptsKind, type FactCatalogue } from './fact-definition.ts';
import { checkDimensions } from './fact-dimensions.ts';
import { checkValue } from './fact-value.ts';
import type { FactEntry, ImportFault } from './import-entry.ts';
import { importFault } from './import-fault.ts';

/** Whether the catalogue lets a fact be told so: its key, who it is about, its kind, what narrows it, its value. */
export function checkFactEntry(entry: FactEntry, catalogue: FactCatalogue): ImportFault[] {
  const { place, kind, subject } = entry;
  const fact = catalogue.facts.get(entry.fact);
  if (fact === undefined) {
    const nearest = closestMatch(entry.fact, [...catalogue.facts.keys()]) ?? '';
    return [importFault(place, 'fact', 'fact-unknown', { text: entry.fact, nearest })];
  }
  const faults: ImportFault[] = [];
  if (kind === 'declared' && !acceptsKind(fact, kind)) {
    const code = fact.kind === 'observed' ? 'fact-observed' : 'fact-not-declared';
    faults.push(importFault(place, 'fact', code, { fact: fact.key }));
  }
  if (!fact.subjects.includes(subject.kind)) {
    const params = { fact: fact.key, subject: subject.kind, allowed: fact.subjects.join(', ') };
    faults.push(importFault(place, 'subject', 'fact-subject', params));
  }
  for (const { code, params } of checkDimensions(catalogue, fact, narrowed(entry.dimensions))) {
    faults.push(importFault(place, 'dimensions', code, params));
  }
  const { fault } = checkValue(fact, entry.value);
  if (fault !== null) faults.push({ place, column: 'value', code: fault.code, params: fault.params });
  return faults;
}

function narrowed(dimensions: string): Record<string, string> {
  if (dimensions === '') return {};
  const parsed: unknown = JSON.parse(dimensions);
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)]));
}
