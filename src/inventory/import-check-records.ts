import type { CivilDate } from '../calendar/civil.ts';
import { findCycles } from './import-cycle.ts';
import type { ContactEntry, FactEntry, ImportEntries, ImportFault, RecordEntry } from './import-entry.ts';
import { type ImportFaultCode, importFault, placeText } from './import-fault.ts';
import type { UnsoundNames } from './import-gather.ts';
import type { InventoryAfter } from './import-known.ts';
import { entryCode } from './import-record.ts';
import type { InventoryRecord, RecordKind } from './record.ts';
import type { Field, RecordCatalogue } from './record-catalogue.ts';

/** What records are checked against: their kinds, what is stored of the kinds that the entries name, and the rest of the inventory. */
export type RecordCheck = {
  readonly catalogue: RecordCatalogue;
  /** What was last said of every record of a kind. */
  readonly stored: (kind: RecordKind) => readonly InventoryRecord[];
  readonly after: InventoryAfter;
  readonly today: CivilDate;
  readonly unsound: UnsoundNames | undefined;
};

/** Whether records, focal points and the subjects of facts fit together and fit what is stored: every fault at once. */
export function checkRecords(entries: ImportEntries, check: RecordCheck): ImportFault[] {
  const codes = codesAfter(entries.records, check);
  return [
    ...duplicates(entries.records, check.catalogue),
    ...duplicateContacts(entries.contacts),
    ...entries.records.flatMap((entry) => checkRecord(entry, codes, check)),
    ...unitCycles(entries.records, check),
    ...entries.contacts.flatMap(({ place, agency }) => checkAgency(place, 'agency', agency, check)),
    ...entries.facts.flatMap((entry) => checkSubject(entry, codes, check)),
  ];
}

type Codes = (kind: RecordKind) => ReadonlyMap<string, InventoryRecord | null>;

// What is stored of a kind is read once, and only when an entry names it.
function codesAfter(entries: readonly RecordEntry[], { catalogue, stored }: RecordCheck): Codes {
  const made = Map.groupBy(entries, (entry) => entry.kind);
  const kinds = new Map<RecordKind, ReadonlyMap<string, InventoryRecord | null>>();
  return (kind) => {
    const held = kinds.get(kind);
    if (held) return held;
    const fresh = (made.get(kind) ?? []).map((entry): [string, null] => [entryCode(entry, catalogue), null]);
    const known = stored(kind).map((record): [string, InventoryRecord] => [record.code, record]);
    const codes = new Map<string, InventoryRecord | null>([...fresh, ...known]);
    kinds.set(kind, codes);
    return codes;
  };
}

function checkRecord(entry: RecordEntry, codes: Codes, check: RecordCheck): ImportFault[] {
  const { place, kind, values, validFrom: from, validTo: to } = entry;
  const { fields, key } = check.catalogue[kind];
  const isNew = (codes(kind).get(entryCode(entry, check.catalogue)) ?? null) === null && kind !== 'device_detail';
  const faults = fields.flatMap((field) => {
    const value = values[field.key];
    const lacks = field.required && (value === null || (value === undefined && (isNew || key.includes(field.key))));
    if (lacks) return [importFault(place, field.key, 'required')];
    return value === undefined || value === null ? [] : checkReference(entry, field, value, codes, check);
  });
  const start = from ?? check.today;
  if (to !== null && from !== null && to <= from) {
    faults.push(importFault(place, 'valid_to', 'period-empty', { from: start, to }));
  }
  return faults;
}

function checkReference(
  { place }: RecordEntry,
  field: Field,
  value: NonNullable<RecordEntry['values'][string]>,
  codes: Codes,
  check: RecordCheck,
): ImportFault[] {
  const unknown = (code: ImportFaultCode, name: string) => [importFault(place, field.key, code, { name })];
  switch (field.type) {
    case 'agency':
      return checkAgency(place, field.key, String(value), check);
    case 'device':
      return knowsDevice(String(value), check) ? [] : unknown('device-unknown', String(value));
    case 'devices':
      return (Array.isArray(value) ? value : []).flatMap((one) =>
        knowsDevice(String(one), check) ? [] : unknown('device-unknown', String(one)),
      );
    case 'record': {
      const name = String(value);
      return codes(field.kind).has(name)
        ? []
        : [importFault(place, field.key, 'record-unknown', { kind: check.catalogue[field.kind].nameVi, name })];
    }
    default:
      return [];
  }
}

function checkAgency(
  place: ImportFault['place'],
  column: string,
  agency: string,
  { after, unsound }: RecordCheck,
): ImportFault[] {
  if (after.agencies.has(agency) || unsound?.agencies.has(agency)) return [];
  return [importFault(place, column, 'agency-unknown', { agency })];
}

function knowsDevice(name: string, { after, unsound }: RecordCheck): boolean {
  return after.devices.has(name) || unsound?.devices.has(name) === true;
}

function checkSubject({ place, subject }: FactEntry, codes: Codes, check: RecordCheck): ImportFault[] {
  const { kind, code } = subject;
  // Agencies are checked with the dates they stand on, where the facts are.
  if (kind === 'agency' || kind === 'province') return [];
  if (kind === 'device')
    return knowsDevice(code, check) ? [] : [importFault(place, 'subject', 'device-unknown', { name: code })];
  if (codes(kind).has(code)) return [];
  return [importFault(place, 'subject', 'record-unknown', { kind: check.catalogue[kind].nameVi, name: code })];
}

function duplicates(entries: readonly RecordEntry[], catalogue: RecordCatalogue): ImportFault[] {
  const first = new Map<string, string>();
  return entries.flatMap((entry) => {
    const what = entryCode(entry, catalogue);
    if (isBeside(entry, catalogue)) return [];
    const key = `${entry.kind} ${what} ${entry.validFrom ?? ''}`;
    const at = first.get(key);
    if (at === undefined) {
      first.set(key, placeText(entry.place));
      return [];
    }
    return [importFault(entry.place, catalogue[entry.kind].key[0] ?? null, 'duplicate', { what, at })];
  });
}

// Details that stand in the row of their agency or device are there twice only when that is, which is told of it.
function isBeside({ kind, place }: RecordEntry, catalogue: RecordCatalogue): boolean {
  return place.cells !== undefined && catalogue[kind].key.every((key) => place.cells?.[key] === undefined);
}

function duplicateContacts(entries: readonly ContactEntry[]): ImportFault[] {
  const first = new Map<string, string>();
  return entries.flatMap(({ place, agency, name }) => {
    const at = first.get(`${agency} ${name}`);
    if (at !== undefined) return [importFault(place, 'name', 'duplicate', { what: `${agency} ${name}`, at })];
    first.set(`${agency} ${name}`, placeText(place));
    return [];
  });
}

function unitCycles(entries: readonly RecordEntry[], { catalogue, stored }: RecordCheck): ImportFault[] {
  const units = entries.filter((entry) => entry.kind === 'administrative_unit');
  if (units.length === 0) return [];
  const parents = new Map<string, string>();
  for (const { code, values } of stored('administrative_unit')) {
    if (typeof values.parent === 'string') parents.set(code, values.parent);
  }
  for (const entry of units) {
    const { parent } = entry.values;
    const code = entryCode(entry, catalogue);
    if (parent === null) parents.delete(code);
    else if (typeof parent === 'string') parents.set(code, parent);
  }
  const placed = new Map(units.map((entry) => [entryCode(entry, catalogue), entry.place]));
  return findCycles(placed.keys(), (code) => [parents.get(code) ?? []].flat()).flatMap((cycle) => {
    const place = cycle.map((name) => placed.get(name)).find((one) => one !== undefined);
    return place === undefined ? [] : [importFault(place, 'parent', 'unit-cycle', { cycle: cycle.join(' → ') })];
  });
}
