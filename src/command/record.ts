import { sees } from '../access/scope.ts';
import { type CivilDate, type CivilPeriod, civilDateOf, covers } from '../calendar/civil.ts';
import { ConflictError, InvalidError, NotFoundError, StaleError } from '../errors.ts';
import type { DeviceRef, RecordEntry } from '../inventory/import-entry.ts';
import type { Span } from '../inventory/import-span.ts';
import {
  type FieldValue,
  type RecordPeriod,
  type RecordSaying,
  type RecordValues,
  sameRecord,
} from '../inventory/record.ts';
import type { Field, KindOfRecord } from '../inventory/record-catalogue.ts';
import { runAt } from '../inventory/timeline.ts';
import type { RecordRef, StoredRecord } from '../store/records.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { agencyIdOf, requireWholeTree } from './within-scope.ts';

/** What an entry says, as it is stored. */
type Said = Readonly<Record<string, FieldValue | null>>;

/**
 * Makes a record what the entry says, as putAgency does: from its `validFrom` on (without one from today on; a new
 * record that names none begins today) until the end of its being, or up to where the document goes on about it; fields
 * that the entry does not give stay as they are.
 */
export function putRecord(context: CommandContext, { entry, until, ends }: Span<RecordEntry>): void {
  const { store, commit, ledger } = context;
  const kind = context.catalogues.records[entry.kind];
  const named = storedValues(context, kind, entry);
  const ref = { kind: entry.kind, code: codeOf(kind, named) };
  const stored = store.records.find(ref);
  const said = withOwner(kind, named, stored);
  const agencyId = ownerOf(context, kind, said);
  if (stored !== null) refuseOthers(context, stored);
  const recordId = stored?.id ?? store.records.create(ref);
  const timeline = stored?.timeline ?? [];
  const today = civilDateOf(context.now);
  const from = entry.validFrom ?? beginning(timeline, today, entry.validTo);
  const spoken = timeline.find((period) => covers(period, from));
  let changed = !spoken;
  if (!spoken) {
    const to = earlier(until, nextAfter(timeline, from));
    store.records.say(commit, recordId, { from, to, values: { agencyId, values: laidOver({}, said) } });
  }
  if (timeline.length > 0) {
    const now = spoken ? timeline : store.records.timeline(recordId);
    changed = overlay(context, recordId, runAt(now, from), { from, to: until }, { agencyId, said }) || changed;
  }
  const ended =
    ends && entry.validTo !== null && timeline.length > 0 && endRecord(context, ref, recordId, from, entry.validTo);
  if (changed) audit(context, spoken ? 'change' : 'create', ref, { ...said, from });
  const added = !spoken && timeline.length === 0;
  ledger.note('records', nameOf(ref), added ? 'added' : changed || ended ? 'changed' : 'same');
}

/** Ends a record on a date (today when none is given); its history stays. */
export function closeRecord(context: CommandContext, command: Extract<Command, { kind: 'record.close' }>): void {
  const { ref, ifMatch } = command;
  const record = currentRecord(context, ref, ifMatch);
  requireOwn(context, record.agencyId);
  const on = command.on ?? civilDateOf(context.now);
  if (on < record.validFrom) {
    const message = `không trước ngày bắt đầu ${record.validFrom} / not before its first day ${record.validFrom}`;
    throw new InvalidError(`${ref.code}: ${message}`, [{ path: '?on', message }]);
  }
  const changed = endRecord(context, ref, record.id, record.validFrom, on);
  context.ledger.note('records', nameOf(ref), changed ? 'changed' : 'same');
}

/** `kind code`, by which ledger and audit name a record. */
function nameOf({ kind, code }: RecordRef): string {
  return `${kind} ${code}`;
}

/** What was last said of a record. @throws NotFoundError, StaleError when it is no longer the version that the caller looked at */
export function currentRecord(context: CommandContext, ref: RecordRef, ifMatch: number | null) {
  const record = context.store.read.records.last(context.scope, ref);
  if (!record) throw new NotFoundError(`không có / there is no ${ref.kind} ${ref.code}`);
  if (ifMatch !== null && ifMatch !== record.knownSeq) {
    throw new StaleError(`${ref.code}: đã đổi từ khi bạn đọc / changed since you read it (${record.knownSeq})`);
  }
  return record;
}

/** What names the record that an entry speaks of: its key fields joined by `/`, devices by their id. */
export function refOf(context: CommandContext, entry: RecordEntry): RecordRef {
  const kind = context.catalogues.records[entry.kind];
  return { kind: entry.kind, code: codeOf(kind, storedValues(context, kind, entry)) };
}

function codeOf(kind: KindOfRecord, values: Said): string {
  return kind.key.map((key) => String(values[key] ?? '')).join('/');
}

// Names in a document become what is stored: devices their ids, everything else stays a code.
function storedValues(context: CommandContext, kind: KindOfRecord, entry: RecordEntry): Said {
  const fields = new Map(kind.fields.map((field) => [field.key, field]));
  return Object.fromEntries(
    Object.entries(entry.values).map(([key, value]) => [key, storedValue(context, fields.get(key), value)]),
  );
}

function storedValue(context: CommandContext, field: Field | undefined, value: FieldValue | null): FieldValue | null {
  if (value === null || field === undefined) return value;
  if (field.type === 'device' && typeof value === 'string') return deviceIdOf(context, value);
  if (field.type === 'devices' && Array.isArray(value)) {
    return value.map((one) => (typeof one === 'string' ? deviceIdOf(context, one) : one)).toSorted((a, b) => a - b);
  }
  return value;
}

/** The id of a device named `AGENCY/name`. @throws NotFoundError */
export function deviceIdOf(context: CommandContext, name: string): number {
  const ref = deviceRefOf(name);
  const agencyId = agencyIdOf(context, ref.agency);
  const device = context.store.read.devices.byName(context.scope, agencyId, ref.name);
  if (!device) throw new NotFoundError(`không có thiết bị / no device: ${name}`);
  return device.id;
}

/** Splits `AGENCY/name`; the name of a device holds no `/`. */
function deviceRefOf(text: string): DeviceRef {
  const at = text.lastIndexOf('/');
  return { agency: text.slice(0, at), name: text.slice(at + 1) };
}

// Whose a record is: its owner's, a device's agency; the province's own takes rights on the whole tree.
function ownerOf(context: CommandContext, kind: KindOfRecord, values: Said): number | null {
  if (kind.owner === null) {
    requireWholeTree(context);
    return null;
  }
  const owner = values[kind.owner];
  if (typeof owner === 'number') return context.store.read.devices.byId(context.scope, owner)?.agencyId ?? null;
  return agencyIdOf(context, String(owner ?? ''));
}

// A sheet without the owner's column leaves a record where it is.
function withOwner(kind: KindOfRecord, named: Said, stored: StoredRecord | null): Said {
  const owner = kind.owner === null || kind.owner in named ? undefined : stored?.values[kind.owner];
  return owner === undefined || kind.owner === null ? named : { ...named, [kind.owner]: owner };
}

// Whoever may act on a part of the tree may not take over what belongs to another part.
function refuseOthers({ scope }: CommandContext, { code, agencyId }: StoredRecord): void {
  if (agencyId === null || sees(scope, agencyId)) return;
  throw new ConflictError(`${code}: đã dùng hoặc không dùng được ở đây / is taken or cannot be used here`);
}

function requireOwn(context: CommandContext, agencyId: number | null): void {
  if (agencyId === null) requireWholeTree(context);
  else if (!sees(context.scope, agencyId)) throw new NotFoundError('không có / there is none');
}

function beginning(timeline: readonly RecordPeriod[], today: CivilDate, validTo: CivilDate | null): CivilDate {
  if (validTo !== null && validTo <= today) {
    return timeline.findLast((period) => period.from < validTo)?.from ?? today;
  }
  return timeline.some((period) => covers(period, today)) ? today : (nextAfter(timeline, today) ?? today);
}

function overlay(
  { store, commit }: CommandContext,
  recordId: number,
  being: readonly RecordPeriod[],
  { from, to: until }: CivilPeriod,
  { agencyId, said }: { readonly agencyId: number | null; readonly said: Said },
): boolean {
  let changed = false;
  for (const period of being) {
    if (period.to !== null && period.to <= from) continue;
    if (until !== null && period.from >= until) continue;
    const wanted: RecordSaying = { agencyId, values: laidOver(period.values.values, said) };
    if (sameRecord(period.values, wanted)) continue;
    const start = period.from > from ? period.from : from;
    store.records.say(commit, recordId, { from: start, to: earlier(until, period.to), values: wanted });
    changed = true;
  }
  return changed;
}

function laidOver(before: RecordValues, said: Said): RecordValues {
  const values: Record<string, FieldValue> = { ...before };
  for (const [key, value] of Object.entries(said)) {
    if (value === null) delete values[key];
    else values[key] = value;
  }
  return values;
}

/** Makes `on` the end of the being that a date belongs to; says whether it was another. */
function endRecord(context: CommandContext, ref: RecordRef, recordId: number, date: CivilDate, on: CivilDate): boolean {
  const { store, commit } = context;
  const last = () => store.records.being(recordId, date).at(-1);
  const before = last();
  if (!before || before.to === on) return false;
  if (before.to !== null && before.to < on) {
    store.records.say(commit, recordId, { from: before.to, to: on, values: before.values });
  }
  const after = last();
  if (after && after.to !== on) {
    store.records.retract(commit, recordId, { from: on, to: after.to, values: before.values });
  }
  audit(context, 'close', ref, { on });
  return true;
}

function earlier(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function nextAfter(timeline: readonly RecordPeriod[], date: CivilDate): CivilDate | null {
  return timeline.find((period) => period.from > date)?.from ?? null;
}

function audit(
  context: CommandContext,
  action: string,
  ref: RecordRef,
  detail: Readonly<Record<string, unknown>>,
): void {
  context.commit.audit(action, { kind: 'record', id: nameOf(ref) }, detail);
}
