import type { Context } from 'hono';
import { type CivilDate, civilDateOf } from '../calendar/civil.ts';
import { InvalidError, NotFoundError, type Problem } from '../errors.ts';
import type { FieldValue, InventoryRecord } from '../inventory/record.ts';
import type { KindOfRecord } from '../inventory/record-catalogue.ts';
import { agencyNames } from './agency-names.ts';
import { type HttpEnv, requireWithin } from './caller.ts';
import { change, requireOwnAgency } from './change.ts';
import type { HttpDoors } from './doors.ts';
import { fieldOf, nameText, type RecordName, storedRef } from './record-address.ts';

/** Fields as a caller sends them: devices are `AGENCY/name` or ids, null clears. */
export type SentValues = Readonly<Record<string, FieldValue | null>>;

/** A new record; without `validFrom` it begins today. */
export type NewRecord = {
  readonly values: SentValues;
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
};

/** What is to be said of a record from a day on; `from` null = from its first day, `ifMatch` null = whatever it said before. */
export type RecordChange = {
  readonly values: SentValues;
  readonly from: CivilDate | null;
  readonly ifMatch: number | null;
};

// Where the fields of a record stand in what a caller sends: faults are told by that pointer.
const place = { file: '', row: null, path: '/values' } as const;

/** Makes a record in the caller's name, and gives it back as it is on its first day. */
export async function makeRecord(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  kind: KindOfRecord,
  { values: sent, validFrom, validTo }: NewRecord,
): Promise<InventoryRecord> {
  const values = withNames(c, doors, kind, sent);
  requireOwner(c, doors, kind, values);
  const entry = { place, kind: kind.kind, values, validFrom, validTo };
  await pointed(() => change(c, doors, { kind: 'record.put', entry, expect: 'create', ifMatch: null }));
  const name = Object.fromEntries(kind.key.map((key) => [key, String(values[key] ?? '')]));
  return recordOn(c, doors, kind, name, validFrom ?? civilDateOf(doors.now()));
}

/**
 * Changes what is given of a record and leaves the rest; gives back what is said of it today (of one that is closed or yet
 * to begin, what was last said).
 */
export async function patchRecord(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  kind: KindOfRecord,
  name: RecordName,
  { values: sent, from, ifMatch }: RecordChange,
): Promise<InventoryRecord> {
  const record = ownRecord(c, doors, kind, name);
  const values = { ...name, ...withNames(c, doors, kind, sent) };
  requireOwner(c, doors, kind, values);
  if (from !== null) requireInBeing(c, doors, record, from);
  const entry = { place, kind: kind.kind, values, validFrom: from ?? record.validFrom, validTo: null };
  await pointed(() => change(c, doors, { kind: 'record.put', entry, expect: 'change', ifMatch }));
  return recordOn(c, doors, kind, name, civilDateOf(doors.now()));
}

/** Ends a record on a date (today when none is given); its history stays. */
export async function closeRecord(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  kind: KindOfRecord,
  name: RecordName,
  { on, ifMatch }: { readonly on: CivilDate | null; readonly ifMatch: number | null },
): Promise<void> {
  const { code } = ownRecord(c, doors, kind, name);
  await change(c, doors, { kind: 'record.close', ref: { kind: kind.kind, code }, ifMatch, on });
}

/** What was last said of a record that the caller may look at and act on. @throws NotFoundError, ForbiddenError */
function ownRecord(c: Context<HttpEnv>, doors: HttpDoors, kind: KindOfRecord, name: RecordName): InventoryRecord {
  const { scope } = c.get('caller');
  const ref = storedRef(doors.read, scope, kind, name);
  const found = ref && doors.read.records.last(scope, ref);
  if (!found) throw noRecord(kind, name);
  if (found.agencyId !== null) requireWithin(c.get('allowed'), found.agencyId);
  return found;
}

/** A record that is not there, or that the caller may not know of. */
export function noRecord(kind: KindOfRecord, name: RecordName, on = ''): NotFoundError {
  const when = on === '' ? ['', ''] : [` vào ${on}`, ` on ${on}`];
  const text = nameText(kind, name);
  return new NotFoundError(`không có ${kind.nameVi}: ${text}${when[0]} / no ${kind.kind}: ${text}${when[1]}`);
}

function recordOn(
  c: Context<HttpEnv>,
  { read }: HttpDoors,
  kind: KindOfRecord,
  name: RecordName,
  asOf: CivilDate,
): InventoryRecord {
  const { scope } = c.get('caller');
  const ref = storedRef(read, scope, kind, name);
  const known = { asOf, knownSeq: read.commits.lastSeq() };
  const found = ref && (read.records.byCode(scope, ref, known) ?? read.records.last(scope, ref));
  if (!found) throw noRecord(kind, name);
  return found;
}

// For an owner that the caller may look at but not act on; others' are left to be not found.
function requireOwner(c: Context<HttpEnv>, doors: HttpDoors, { owner }: KindOfRecord, values: SentValues): void {
  const value = owner === null ? undefined : values[owner];
  if (typeof value !== 'string') return;
  const at = value.lastIndexOf('/');
  requireOwnAgency(c, doors, at === -1 ? value : value.slice(0, at));
}

// A change on a day when the record was not there would make another one of what is given alone.
function requireInBeing(c: Context<HttpEnv>, { read }: HttpDoors, record: InventoryRecord, from: CivilDate): void {
  const known = { asOf: from, knownSeq: read.commits.lastSeq() };
  if (read.records.byCode(c.get('caller').scope, record, known) !== null) return;
  const message = `không tồn tại vào ngày ${from} / was not in being on ${from}`;
  throw new InvalidError(message, [{ path: '/from', message }]);
}

function withNames(c: Context<HttpEnv>, doors: HttpDoors, kind: KindOfRecord, sent: SentValues): SentValues {
  const problems: Problem[] = [];
  const { scope } = c.get('caller');
  const nameOf = (text: string, path: string): string => {
    if (!/^\d+$/.test(text)) return text;
    const device = doors.read.devices.byId(scope, Number(text));
    if (device !== null) return `${agencyNames(doors.read, scope, doors.now()).ofDevice(device).code}/${device.name}`;
    problems.push({ path, message: `không có thiết bị ${text} / there is no device ${text}` });
    return text;
  };
  const entries = Object.entries(sent).map(([key, value]): [string, FieldValue | null] => {
    const type = fieldOf(kind, key)?.type;
    if (type === 'device' && typeof value === 'string') return [key, nameOf(value, `/values/${key}`)];
    if (type !== 'devices' || !Array.isArray(value)) return [key, value];
    return [key, value.map((one, at) => nameOf(String(one), `/values/${key}/${at}`)).toSorted()];
  });
  const first = problems[0];
  if (first !== undefined) throw new InvalidError(first.message, problems);
  return Object.fromEntries(entries);
}

// The writer names fields as columns; here they stand under `values`, but for the two dates beside it.
async function pointed(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    throw new InvalidError(
      error.message,
      error.problems.map(({ column, ...problem }) =>
        problem.path === place.path && column !== undefined ? { ...problem, path: pointerOf(column) } : problem,
      ),
    );
  }
}

function pointerOf(column: string): string {
  if (column === 'valid_from') return '/validFrom';
  return column === 'valid_to' ? '/validTo' : `/values/${column}`;
}
