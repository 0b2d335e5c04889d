import type { Scope } from '../access/scope.ts';
import type { Field, KindOfRecord } from '../inventory/record-catalogue.ts';
import type { ReadStore } from '../store/read-store.ts';
import type { RecordRef } from '../store/records.ts';

/** What names a record, by key field; a device is `AGENCY/name`. */
export type RecordName = Readonly<Record<string, string>>;

/** The list of a kind as it stands in an address: `wan-links`. */
export function listSegment({ plural }: KindOfRecord): string {
  return plural.replaceAll('_', '-');
}

/** The parameters that name one record in an address: its key fields, a device by its agency and its own name. */
export function addressParams(kind: KindOfRecord): readonly string[] {
  return kind.key.flatMap((key) => (isDevice(kind, key) ? ['agency', key] : [key]));
}

/** The name of a record from the parameters of its address. */
export function nameBy(kind: KindOfRecord, params: Readonly<Record<string, string>>): RecordName {
  const named = kind.key.map((key) => {
    const text = params[key] ?? '';
    return [key, isDevice(kind, key) ? `${params.agency ?? ''}/${text}` : text];
  });
  return Object.fromEntries(named);
}

/** The part of an address that names one record: its parameters, encoded, joined by `/`. */
export function addressOf(kind: KindOfRecord, name: RecordName): string {
  const parts = kind.key.flatMap((key) => {
    const text = name[key] ?? '';
    const at = isDevice(kind, key) ? text.lastIndexOf('/') : -1;
    return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
  });
  return [listSegment(kind), ...parts.map(encodeURIComponent)].join('/');
}

/** What the store knows a record by; null when it is named by a device that the caller cannot see. */
export function storedRef(read: ReadStore, scope: Scope, kind: KindOfRecord, name: RecordName): RecordRef | null {
  const parts = kind.key.map((key) => {
    const text = name[key] ?? '';
    return isDevice(kind, key) ? deviceIdOf(read, scope, text) : text;
  });
  return parts.includes(null) ? null : { kind: kind.kind, code: parts.join('/') };
}

/** A record's name as people read it: `H26.12/Trụ sở chính`. */
export function nameText(kind: KindOfRecord, name: RecordName): string {
  return kind.key.map((key) => name[key] ?? '').join('/');
}

/** The name behind a code that a field refers by: its key fields joined by `/`, of which only the last may hold one. */
export function nameOfCode(kind: KindOfRecord, code: string): RecordName {
  const parts = code.split('/');
  const last = kind.key.length - 1;
  return Object.fromEntries(
    kind.key.map((key, at) => [key, (at < last ? parts[at] : parts.slice(last).join('/')) ?? '']),
  );
}

/** The field of a kind by its key. */
export function fieldOf(kind: KindOfRecord, key: string): Field | null {
  return kind.fields.find((field) => field.key === key) ?? null;
}

function deviceIdOf(read: ReadStore, scope: Scope, text: string): string | null {
  const at = text.lastIndexOf('/');
  const agencyId = read.agencies.idOf(scope, text.slice(0, at));
  const device = agencyId === null ? null : read.devices.byName(scope, agencyId, text.slice(at + 1));
  return device ? String(device.id) : null;
}

function isDevice(kind: KindOfRecord, key: string): boolean {
  return fieldOf(kind, key)?.type === 'device';
}
