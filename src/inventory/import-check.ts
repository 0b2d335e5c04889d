import type { CivilDate } from '../calendar/civil.ts';
import type { FactKey } from './fact.ts';
import { findCycles } from './import-cycle.ts';
import type { AgencyEntry, DeviceEntry, FactEntry, ImportEntries, ImportFault, Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import type { UnsoundNames } from './import-gather.ts';
import { deviceKey, type InventoryAfter, inventoryAfter, type KnownInventory } from './import-known.ts';

/**
 * Whether well-formed entries fit together and fit what is stored: every fault of every entry at once. Serves a whole
 * document as well as a single entry. What refers to an `unsound` name is let pass: that name has faults of its own.
 */
export function checkImport(entries: ImportEntries, known: KnownInventory, unsound?: UnsoundNames): ImportFault[] {
  const after = inventoryAfter(entries, known);
  return [
    ...duplicates(entries),
    ...entries.agencies.flatMap((entry) => checkAgency(entry, after, known.today, unsound)),
    ...agencyCycles(entries.agencies, after),
    ...entries.devices.flatMap((entry) => checkDevice(entry, after, known.today, unsound)),
    ...deviceCycles(entries.devices, after),
    ...takenAddresses(entries.devices, after),
    ...takenPrefixes(entries, known),
    ...entries.prefixes.flatMap((entry) => checkOwner(entry, after, known.today, unsound)),
    ...entries.facts.flatMap((entry) => checkFact(entry, after, unsound)),
    ...wholes(entries.facts),
  ];
}

/** Parts that cannot be more than their whole when both are declared for the same agency and date. */
const PARTS: readonly { readonly part: FactKey; readonly whole: FactKey }[] = [
  { part: 'offices_with_lan', whole: 'offices' },
  { part: 'officials_needing_workstation', whole: 'officials' },
];

function duplicates(entries: ImportEntries): ImportFault[] {
  return [
    ...repeated(entries.agencies, 'code', (entry) => entry.code),
    ...repeated(entries.credentials, 'name', (entry) => entry.name),
    ...repeated(entries.devices, 'name', deviceKey),
    ...repeated(entries.prefixes, 'cidr', (entry) => `${entry.agency} ${entry.cidr}`),
    ...repeated(entries.facts, 'fact', (entry) => `${entry.agency} ${entry.fact} ${entry.validFrom}`),
  ];
}

function repeated<T extends { readonly place: Place }>(
  entries: readonly T[],
  column: string,
  nameOf: (entry: T) => string,
): ImportFault[] {
  const first = new Map<string, Place>();
  return entries.flatMap((entry) => {
    const what = nameOf(entry);
    const before = first.get(what);
    if (before !== undefined) return [importFault(entry.place, column, 'duplicate', { what, at: placeText(before) })];
    first.set(what, entry.place);
    return [];
  });
}

function checkAgency(
  entry: AgencyEntry,
  after: InventoryAfter,
  today: CivilDate,
  unsound?: UnsoundNames,
): ImportFault[] {
  const { place, parent, validTo } = entry;
  const faults: ImportFault[] = [];
  const from = after.agencies.get(entry.code)?.validFrom ?? today;
  if (validTo !== null && validTo <= from)
    faults.push(importFault(place, 'valid_to', 'period-empty', { from, to: validTo }));
  if (parent === null || unsound?.agencies.has(parent)) return faults;
  const stands = after.agencies.get(parent);
  if (stands === undefined) faults.push(importFault(place, 'parent', 'parent-unknown', { parent }));
  else if (isClosed(stands.validTo, today) && !isClosed(validTo, today)) {
    faults.push(importFault(place, 'parent', 'agency-closed', { agency: parent, on: stands.validTo ?? '' }));
  }
  return faults;
}

function checkDevice(
  entry: DeviceEntry,
  after: InventoryAfter,
  today: CivilDate,
  unsound?: UnsoundNames,
): ImportFault[] {
  const { place, credential, reachability, tcpPort } = entry;
  // A device that is no longer polled may stay with an agency that is no longer there.
  const faults = checkOwner(entry, after, entry.lifecycle === 'retired' ? '' : today, unsound);
  for (const parent of entry.parents.map(deviceKey)) {
    if (after.devices.has(parent) || unsound?.devices.has(parent)) continue;
    faults.push(importFault(place, 'parents', 'device-parent-unknown', { parent }));
  }
  if (credential !== null && !after.credentials.has(credential) && !unsound?.credentials.has(credential)) {
    faults.push(importFault(place, 'credential', 'credential-unknown', { credential }));
  }
  if (reachability === 'snmp' && credential === null)
    faults.push(importFault(place, 'credential', 'credential-required'));
  if (reachability === 'tcp' && tcpPort === null) faults.push(importFault(place, 'tcp_port', 'tcp-port-required'));
  if (reachability !== 'tcp' && tcpPort !== null)
    faults.push(importFault(place, 'tcp_port', 'tcp-port-unused', { reachability }));
  return faults;
}

function checkFact(entry: FactEntry, after: InventoryAfter, unsound?: UnsoundNames): ImportFault[] {
  const { place, validFrom: from, validTo: to } = entry;
  // A fact of the past belongs to an agency that stood then, even if it is closed today.
  const faults = checkOwner(entry, after, from, unsound);
  if (to !== null && to <= from) faults.push(importFault(place, 'valid_to', 'period-empty', { from, to }));
  return faults;
}

function checkOwner(
  { agency, place }: { readonly agency: string; readonly place: Place },
  after: InventoryAfter,
  on: CivilDate,
  unsound?: UnsoundNames,
): ImportFault[] {
  if (unsound?.agencies.has(agency)) return [];
  const owner = after.agencies.get(agency);
  if (owner === undefined) return [importFault(place, 'agency', 'agency-unknown', { agency })];
  if (!isClosed(owner.validTo, on)) return [];
  return [importFault(place, 'agency', 'agency-closed', { agency, on: owner.validTo ?? '' })];
}

function isClosed(validTo: CivilDate | null, on: CivilDate): boolean {
  return validTo !== null && validTo <= on;
}

function agencyCycles(entries: readonly AgencyEntry[], after: InventoryAfter): ImportFault[] {
  const placed = new Map(entries.map((entry) => [entry.code, entry.place]));
  return cycles(placed, 'parent', 'agency-cycle', (code) => {
    const parent = after.agencies.get(code)?.parent ?? null;
    return parent === null ? [] : [parent];
  });
}

function deviceCycles(entries: readonly DeviceEntry[], after: InventoryAfter): ImportFault[] {
  const placed = new Map(entries.map((entry) => [deviceKey(entry), entry.place]));
  return cycles(placed, 'parents', 'device-cycle', (key) => after.devices.get(key)?.parents ?? []);
}

function cycles(
  placed: ReadonlyMap<string, Place>,
  column: string,
  code: 'agency-cycle' | 'device-cycle',
  parentsOf: (name: string) => readonly string[],
): ImportFault[] {
  return findCycles(placed.keys(), parentsOf).flatMap((cycle) => {
    const place = cycle.map((name) => placed.get(name)).find((one) => one !== undefined);
    return place === undefined ? [] : [importFault(place, column, code, { cycle: cycle.join(' → ') })];
  });
}

function takenAddresses(entries: readonly DeviceEntry[], after: InventoryAfter): ImportFault[] {
  const endpoint = (device: { address: string; snmpPort: number }): string => `${device.address} ${device.snmpPort}`;
  const inFile = new Set(entries.map(deviceKey));
  const owners = new Map<string, string>();
  for (const [key, device] of after.devices) {
    if (device.lifecycle === 'active' && !inFile.has(key)) owners.set(endpoint(device), key);
  }
  return entries.flatMap((entry) => {
    if (entry.lifecycle !== 'active') return [];
    const owner = owners.get(endpoint(entry));
    if (owner === undefined) owners.set(endpoint(entry), deviceKey(entry));
    if (owner === undefined || owner === deviceKey(entry)) return [];
    const params = { address: entry.address, port: entry.snmpPort, device: owner };
    return [importFault(entry.place, 'address', 'address-taken', params)];
  });
}

function takenPrefixes(entries: ImportEntries, known: KnownInventory): ImportFault[] {
  const codes = new Map(known.agencies.map((agency) => [agency.id, agency.code]));
  const owners = new Map(known.prefixes.map((prefix) => [prefix.cidr, codes.get(prefix.agencyId) ?? '']));
  return entries.prefixes.flatMap(({ place, agency, cidr }) => {
    const owner = owners.get(cidr);
    if (owner === undefined) owners.set(cidr, agency);
    if (owner === undefined || owner === agency) return [];
    return [importFault(place, 'cidr', 'prefix-taken', { cidr, agency: owner })];
  });
}

function wholes(facts: readonly FactEntry[]): ImportFault[] {
  const key = (entry: FactEntry, fact: FactKey): string => `${entry.agency} ${entry.validFrom} ${fact}`;
  const values = new Map(facts.map((entry) => [key(entry, entry.fact), entry.value]));
  return facts.flatMap((entry) => {
    const whole = PARTS.find((one) => one.part === entry.fact)?.whole;
    const wholeValue = whole && values.get(key(entry, whole));
    if (whole === undefined || typeof wholeValue !== 'number' || Number(entry.value) <= wholeValue) return [];
    const params = { part: entry.fact, partValue: Number(entry.value), whole, wholeValue };
    return [importFault(entry.place, entry.fact, 'more-than-whole', params)];
  });
}

function placeText(place: Place): string {
  return [place.file, place.row].filter((part) => part !== '' && part !== null).join(':') || (place.path ?? '');
}
