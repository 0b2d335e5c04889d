import type { FieldValue } from '../inventory/record.ts';
import type { Field } from '../inventory/record-catalogue.ts';
import type { StoredInventory } from '../inventory/stored-inventory.ts';
import type { ToldValue } from './export-row.ts';

/** What documents call things that are stored under ids. */
export type InventoryNames = {
  agency(id: number): string;
  /** `AGENCY/name`. */
  device(id: number): string;
  credential(id: number | null): string | null;
  /** Code of a record that a fact is about. */
  record(id: number): string;
  /** The value of a record's field, devices by their names. */
  value(field: Field, value: FieldValue | null): ToldValue;
};

/** Names by id; an id that the caller may not see stands for itself. */
export function inventoryNames({ agencies, devices, credentials, records }: StoredInventory): InventoryNames {
  const codes = new Map(agencies.map(({ id, code }) => [id, code]));
  const agency = (id: number) => codes.get(id) ?? String(id);
  const deviceNames = new Map(devices.map(({ id, agencyId, name }) => [id, `${agency(agencyId)}/${name}`]));
  const device = (id: number) => deviceNames.get(id) ?? String(id);
  const credentialNames = new Map(credentials.map(({ id, name }) => [id, name]));
  const recordCodes = new Map([...records.values()].flat().map(({ id, code }) => [id, code]));
  return {
    agency,
    device,
    credential: (id) => (id === null ? null : (credentialNames.get(id) ?? null)),
    record: (id) => recordCodes.get(id) ?? String(id),
    value(field, value) {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
      if (typeof value === 'number') return field.type === 'device' ? device(value) : value;
      return value.map((one) => (typeof one === 'number' ? device(one) : one)).join('\n');
    },
  };
}
