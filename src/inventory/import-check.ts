import type { CivilDate } from '../calendar/civil.ts';
import type { FactCatalogue } from './fact-definition.ts';
import { brokenRules, checkFact, factText } from './import-check-facts.ts';
import { checkOwner, closedFault, isClosed, type Owners } from './import-check-owner.ts';
import { checkRecords, type RecordCheck } from './import-check-records.ts';
import { findCycles } from './import-cycle.ts';
import type { AgencyEntry, DeviceEntry, ImportEntries, ImportFault, Place } from './import-entry.ts';
import { importFault, placeText } from './import-fault.ts';
import type { UnsoundNames } from './import-gather.ts';
import { deviceKey, type InventoryAfter, inventoryAfter, type KnownInventory } from './import-known.ts';
import { successorFinder } from './import-successor.ts';

/**
 * Whether well-formed entries fit together and fit what is stored: every fault of every entry at once. Serves a whole
 * document as well as a single entry. What refers to an `unsound` name is let pass: that name has faults of its own.
 */
export function checkImport(
  entries: ImportEntries,
  known: KnownInventory & Pick<RecordCheck, 'catalogue' | 'stored'> & { readonly facts: FactCatalogue },
  unsound?: UnsoundNames,
): ImportFault[] {
  const after = inventoryAfter(entries, known);
  const { today } = known;
  const owners = { after, unsound, successors: successorFinder({ ...known, after }) };
  return [
    ...duplicates(entries),
    ...entries.agencies.flatMap((entry) => checkAgency(entry, owners, today)),
    ...agencyCycles(entries.agencies, after),
    ...entries.devices.flatMap((entry) => checkDevice(entry, owners, today)),
    ...deviceCycles(entries.devices, after),
    ...takenAddresses(entries.devices, after),
    ...takenPrefixes(entries, known),
    ...entries.prefixes.flatMap((entry) => checkOwner(entry, owners, today)),
    ...entries.facts.flatMap((entry) => checkFact(entry, owners)),
    ...brokenRules(entries.facts, known.facts),
    ...checkRecords(entries, { ...known, after, unsound }),
  ];
}

function duplicates(entries: ImportEntries): ImportFault[] {
  return [
    ...repeated(entries.agencies, 'code', ({ code, validFrom }) =>
      validFrom === null ? code : `${code} ${validFrom}`,
    ),
    ...repeated(entries.credentials, 'name', (entry) => entry.name),
    ...repeated(entries.devices, 'name', deviceKey),
    ...repeated(entries.prefixes, 'cidr', (entry) => `${entry.agency} ${entry.cidr}`),
    ...repeated(entries.facts, 'fact', factText),
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

function checkAgency(entry: AgencyEntry, owners: Owners, today: CivilDate): ImportFault[] {
  const { place, parent, validTo } = entry;
  const { after, unsound } = owners;
  const faults: ImportFault[] = [];
  const from = entry.validFrom ?? after.agencies.get(entry.code)?.validFrom ?? today;
  if (validTo !== null && validTo <= from)
    faults.push(importFault(place, 'valid_to', 'period-empty', { from, to: validTo }));
  if (parent === null || unsound?.agencies.has(parent)) return faults;
  const stands = after.agencies.get(parent);
  if (stands === undefined) faults.push(importFault(place, 'parent', 'parent-unknown', { parent }));
  else if (isClosed(stands.validTo, today) && !isClosed(validTo, today)) {
    faults.push(closedFault(place, 'parent', parent, owners));
  }
  return faults;
}

function checkDevice(entry: DeviceEntry, owners: Owners, today: CivilDate): ImportFault[] {
  const { place, credential, reachability, tcpPort } = entry;
  const { after, unsound } = owners;
  // A device that is no longer polled may stay with an agency that is no longer there.
  const faults = checkOwner(entry, owners, entry.lifecycle === 'retired' ? '' : today);
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
