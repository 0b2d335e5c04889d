import type { CivilDate } from '../calendar/civil.ts';
import type { Agency } from './agency.ts';
import type { Device, Lifecycle } from './device.ts';
import type { ImportEntries } from './import-entry.ts';

/** What is stored already, and today's date in Asia/Ho_Chi_Minh. */
export type KnownInventory = {
  readonly today: CivilDate;
  readonly agencies: readonly Agency[];
  readonly devices: readonly Device[];
  readonly credentials: readonly { readonly name: string }[];
  readonly prefixes: readonly { readonly agencyId: number; readonly cidr: string }[];
};

/** An agency as it would stand after the import. */
type AgencyAfter = {
  readonly name: string;
  readonly parent: string | null;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
};

/** A device as it would stand after the import; parents are `AGENCY/name`. */
type DeviceAfter = {
  readonly address: string;
  readonly snmpPort: number;
  readonly lifecycle: Lifecycle;
  readonly parents: readonly string[];
};

/** The inventory as it would stand after the import: what is stored, with the entries laid over it. */
export type InventoryAfter = {
  readonly agencies: ReadonlyMap<string, AgencyAfter>;
  readonly devices: ReadonlyMap<string, DeviceAfter>;
  readonly credentials: ReadonlySet<string>;
};

/** `AGENCY/name`, by which a device is known within one import. */
export function deviceKey(device: { readonly agency: string; readonly name: string }): string {
  return `${device.agency}/${device.name}`;
}

/** Lays the entries over what is stored. An entry that gives no `validFrom` keeps the stored one, or begins today. */
export function inventoryAfter(entries: ImportEntries, known: KnownInventory): InventoryAfter {
  const codes = new Map(known.agencies.map((agency) => [agency.id, agency.code]));
  const agencies = new Map<string, AgencyAfter>(known.agencies.map((agency) => [agency.code, agency]));
  // Of several rows that tell an agency's history the last day's counts, wherever it stands.
  const told = entries.agencies.toSorted((a, b) => compare(a.validFrom ?? '', b.validFrom ?? ''));
  for (const entry of told) {
    const validFrom = entry.validFrom ?? agencies.get(entry.code)?.validFrom ?? known.today;
    agencies.set(entry.code, { name: entry.name, parent: entry.parent, validFrom, validTo: entry.validTo });
  }
  const keys = new Map(
    known.devices.map((device) => [device.id, `${codes.get(device.agencyId) ?? device.agencyId}/${device.name}`]),
  );
  const devices = new Map<string, DeviceAfter>(
    known.devices.map((device) => [
      keys.get(device.id) ?? '',
      { ...device, parents: device.parentIds.flatMap((id) => keys.get(id) ?? []) },
    ]),
  );
  for (const entry of entries.devices) {
    devices.set(deviceKey(entry), { ...entry, parents: entry.parents.map(deviceKey) });
  }
  const credentials = new Set([...known.credentials, ...entries.credentials].map((one) => one.name));
  return { agencies, devices, credentials };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
