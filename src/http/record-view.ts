import type { Scope } from '../access/scope.ts';
import type { FieldValue, InventoryRecord } from '../inventory/record.ts';
import type { Field, KindOfRecord } from '../inventory/record-catalogue.ts';
import type { ReadStore } from '../store/read-store.ts';
import { type AgencyNames, agencyNames } from './agency-names.ts';
import { nameText, type RecordName } from './record-address.ts';

/** What a field says as people read it: devices are `AGENCY/name`. */
export type ShownValue = string | number | boolean | readonly string[];

/** A record as it is told: named, its devices named too (those that the caller cannot see are left out). */
export type RecordView = {
  readonly record: InventoryRecord;
  readonly name: RecordName;
  /** The name on one line. */
  readonly code: string;
  /** Code of the agency it belongs to; null = the province's own. */
  readonly agency: string | null;
  readonly values: Readonly<Record<string, ShownValue>>;
  /** Ids of the devices it names, by field. */
  readonly deviceIds: Readonly<Record<string, string | readonly string[]>>;
};

/** Everything that is needed to tell records of a kind, loaded when it is first needed. */
export type RecordViews = { of(record: InventoryRecord): RecordView };

/** Views of records of a kind for a caller. */
export function recordViews(read: ReadStore, scope: Scope, kind: KindOfRecord, now: number): RecordViews {
  const deviceName = deviceNames(read, scope, now);
  const fields = new Map(kind.fields.map((field) => [field.key, field]));
  return {
    of(record) {
      const entries = Object.entries(record.values);
      const shown = entries.flatMap(([key, value]): [string, ShownValue][] => {
        const one = shownValue(fields.get(key), value, deviceName);
        return one === null ? [] : [[key, one]];
      });
      const ids = entries.flatMap(([key, value]): [string, string | readonly string[]][] => {
        const one = idsIn(fields.get(key), value, deviceName);
        return one === null ? [] : [[key, one]];
      });
      const values = Object.fromEntries(shown);
      const name = Object.fromEntries(kind.key.map((key) => [key, String(values[key] ?? '')]));
      return {
        record,
        name,
        code: nameText(kind, name),
        agency: ownerOf(kind, values),
        values,
        deviceIds: Object.fromEntries(ids),
      };
    },
  };
}

type DeviceName = (id: number) => string | null;

// Agencies are read once, and only when a device is named.
function deviceNames(read: ReadStore, scope: Scope, now: number): DeviceName {
  const known = new Map<number, string | null>();
  let names: AgencyNames | null = null;
  return (id) => {
    const held = known.get(id);
    if (held !== undefined) return held;
    const device = read.devices.byId(scope, id);
    names ??= agencyNames(read, scope, now);
    const name = device === null ? null : `${names.ofDevice(device).code}/${device.name}`;
    known.set(id, name);
    return name;
  };
}

function shownValue(field: Field | undefined, value: FieldValue, deviceName: DeviceName): ShownValue | null {
  if (field?.type === 'device') return deviceName(Number(value));
  if (!isList(value)) return value;
  const texts = field?.type === 'devices' ? value.map((one) => deviceName(Number(one))) : value.map(String);
  return texts.filter((one) => one !== null);
}

function idsIn(field: Field | undefined, value: FieldValue, deviceName: DeviceName) {
  const isSeen = (id: number) => deviceName(id) !== null;
  if (field?.type === 'device') return isSeen(Number(value)) ? String(value) : null;
  if (field?.type !== 'devices' || !isList(value)) return null;
  return value.map(Number).filter(isSeen).map(String);
}

function ownerOf({ owner }: KindOfRecord, values: RecordView['values']): string | null {
  const text = owner === null ? null : values[owner];
  if (typeof text !== 'string') return null;
  // Of a device it is the part before its own name; the code of an agency holds no `/`.
  const at = text.lastIndexOf('/');
  return at === -1 ? text : text.slice(0, at);
}

function isList(value: FieldValue): value is readonly string[] | readonly number[] {
  return Array.isArray(value);
}
