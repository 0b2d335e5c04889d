import { closestMatch } from 'leven';
import type { ImportFault, Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import { declaredFacts, observedFacts } from './import-kinds.ts';

const columns = {
  agencies: { required: ['code', 'name', 'block'], optional: ['parent', 'valid_from', 'valid_to'] },
  devices: {
    required: ['agency', 'name', 'role', 'address'],
    optional: ['snmp_port', 'tcp_port', 'credential', 'reachability', 'parents', 'lifecycle'],
  },
  prefixes: { required: ['agency', 'cidr'], optional: [] },
  facts: { required: ['agency', 'fact', 'value', 'valid_from'], optional: ['valid_to'] },
} as const;

/** What a sheet can hold. Credentials are not among it: secrets do not belong into sheets. */
export const tableKinds = ['agencies', 'devices', 'prefixes', 'facts'] as const;
export type TableKind = (typeof tableKinds)[number];

/** What a sheet holds, told from its header: the kind that most of its columns belong to; null when that is not clear. */
export function guessKind(header: readonly string[]): TableKind | null {
  const names = header.map(columnName);
  const scores = tableKinds
    .map((kind) => ({ kind, score: names.filter((name) => belongs(kind, name)).length }))
    .toSorted((a, b) => b.score - a.score);
  const [best, next] = scores;
  return best !== undefined && next !== undefined && best.score > next.score ? best.kind : null;
}

/** The column a header cell means: `Valid From` and `valid_from` are the same. */
export function columnName(text: string): string {
  const plain = text.normalize('NFC').trim().toLowerCase();
  return plain.replace(/[\s-]+/g, '_');
}

/** Whether a sheet of facts is in the wide form, a column for each fact. */
export function isWide(names: readonly string[]): boolean {
  return names.some(isFactColumn);
}

/** The faults of a header, and the required columns it lacks. */
export function checkHeader(
  kind: TableKind,
  names: readonly string[],
  place: Place,
): { faults: ImportFault[]; lacking: ReadonlySet<string> } {
  const wide = kind === 'facts' && isWide(names);
  const required: readonly string[] = wide ? ['agency', 'valid_from'] : columns[kind].required;
  const optional: readonly string[] = wide ? ['valid_to', ...declaredFacts] : columns[kind].optional;
  const allowed = [...required, ...optional];
  const long: readonly string[] = wide ? names.filter((name) => name === 'fact' || name === 'value') : [];
  const faults = names.flatMap((name, at) => {
    if (long.includes(name)) return [];
    if (names.indexOf(name) < at) return [importFault(place, name, 'column-repeated', { name })];
    if (allowed.includes(name)) return [];
    const observed = kind === 'facts' && observedFacts.some((fact) => fact === name);
    return [observed ? importFault(place, name, 'fact-observed', { fact: name }) : unknownColumn(place, name, allowed)];
  });
  if (long.length > 0) faults.push(importFault(place, null, 'fact-columns-mixed'));
  const lacking = required.filter((name) => !names.includes(name));
  faults.push(...lacking.map((name) => importFault(place, name, 'column-missing', { name })));
  return { faults, lacking: new Set(lacking) };
}

/** The fault of a column or key that does not exist, with the nearest one that does. */
export function unknownColumn(place: Place, name: string, allowed: readonly string[]): ImportFault {
  return importFault(place, name, 'unknown-column', {
    name: name.slice(0, 60),
    nearest: closestMatch(name, allowed) ?? '',
    allowed: allowed.join(', '),
  });
}

function belongs(kind: TableKind, name: string): boolean {
  const known: readonly string[] = [...columns[kind].required, ...columns[kind].optional];
  return known.includes(name) || (kind === 'facts' && isFactColumn(name));
}

function isFactColumn(name: string): boolean {
  return declaredFacts.some((fact) => fact === name) || observedFacts.some((fact) => fact === name);
}
