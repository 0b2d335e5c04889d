import { sees, wholeTree } from '../access/scope.ts';
import { addDays, type CivilDate, type CivilPeriod, civilDateOf, covers } from '../calendar/civil.ts';
import { ConflictError, InvalidError, NotFoundError, StaleError } from '../errors.ts';
import { type Agency, type AgencyPeriod, type AgencyValues, sameAgency } from '../inventory/agency.ts';
import type { AgencyEntry, ImportFault } from '../inventory/import-entry.ts';
import { importFault } from '../inventory/import-fault.ts';
import type { Span } from '../inventory/import-span.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { agencyIdOf, openAgency, parentIdOf } from './within-scope.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/**
 * Makes an agency what the entry says.
 * 1. It speaks from its `validFrom` on; without one from today on, so that history stays as it was (of an agency that
 *    ended by the day it names, of the last time it was in being).
 * 2. Where it says what is stored already, nothing changes. Else what it says holds until the agency's end.
 * 3. Its `validTo`, if it gives one, becomes the agency's end; answers whether that was another.
 * 4. Where the same document goes on about the agency, it speaks only up to there, and ends nothing.
 */
export function putAgency(context: CommandContext, { entry, until, ends }: Span<AgencyEntry>): boolean {
  const { store, commit, ledger } = context;
  const known = store.read.agencies.idOf(context.scope, entry.code);
  const agencyId = known ?? openAgency(context, entry.code);
  const parentId = parentIdOf(context, entry);
  const values = { name: entry.name, block: entry.block, parentId };
  const timeline = store.agencies.timeline(agencyId);
  const from = beginningOf(context, entry, timeline);
  const spoken = timeline.find((period) => covers(period, from));
  const changed = !spoken || !sameAgency(spoken.values, values);
  if (!spoken) store.agencies.say(commit, agencyId, { from, to: earlier(until, nextAfter(timeline, from)), values });
  if (changed) overlay(context, agencyId, { from, to: until }, values);
  if (changed) audit(context, known === null ? 'create' : 'change', entry.code, { ...toldOf(entry), from });
  const ended = ends && entry.validTo !== null && setEnd(context, entry.code, agencyId, from, entry.validTo, values);
  const added = !spoken && nextAfter(timeline, from) === null;
  ledger.note('agencies', entry.code, added ? 'added' : changed || ended ? 'changed' : 'same');
  return ended;
}

/** Faults of entries that would bring a closed agency back without saying from when. */
export function reopenings(context: CommandContext, entries: readonly AgencyEntry[]): ImportFault[] {
  const today = civilDateOf(context.now);
  const newest = new Map(context.store.read.agencies.newest(context.scope).map((agency) => [agency.code, agency]));
  return entries.flatMap(({ place, code, validFrom, validTo }) => {
    const on = newest.get(code)?.validTo ?? null;
    if (on === null || on > today || validFrom !== null || (validTo !== null && validTo <= today)) return [];
    return [importFault(place, 'valid_from', 'agency-closed', { agency: code, on })];
  });
}

/** The entry that a stored agency would be written as, with a patch laid over it. */
export function patchedAgency(
  context: CommandContext,
  { code, ifMatch, patch, from }: Of<'agency.patch'>,
): AgencyEntry & { readonly validFrom: CivilDate } {
  const { name, block, parent, validFrom, validTo } = currentAgency(context, code, ifMatch);
  const place = { file: '', row: null, path: '/' };
  return {
    place,
    code,
    name,
    block,
    parent,
    ...patch,
    validFrom: from !== null && from > validFrom ? from : validFrom,
    validTo,
  };
}

/** Changes what is given of an agency from a date on until its end; what is not given stays as it is on each day. */
export function patchAgency(context: CommandContext, { code, patch }: Of<'agency.patch'>, from: CivilDate): void {
  const { parent, ...rest } = patch;
  const values = parent === undefined ? rest : { ...rest, parentId: parentIdOf(context, { code, parent }) };
  const changed = overlay(context, agencyIdOf(context, code), { from, to: null }, values);
  if (changed) audit(context, 'change', code, { ...patch, from });
  context.ledger.note('agencies', code, changed ? 'changed' : 'same');
}

/** Ends an agency on a date (today when none is given); its history stays. */
export function closeAgency(context: CommandContext, { code, ifMatch, on }: Of<'agency.close'>): void {
  const agency = currentAgency(context, code, ifMatch);
  const end = on ?? civilDateOf(context.now);
  if (end < agency.validFrom) {
    const message = `không trước ngày bắt đầu ${agency.validFrom} / not before its first day ${agency.validFrom}`;
    throw new InvalidError(`${code}: ${message}`, [{ path: '?on', message }]);
  }
  const changed = setEnd(context, code, agency.id, civilDateOf(context.now), end, agency);
  refuseToStrand(context, [{ code, validTo: end }]);
  context.ledger.note('agencies', code, changed ? 'changed' : 'same');
}

/** @throws ConflictError when one that ends by today still has devices in use, or agencies in being below it. */
export function refuseToStrand(context: CommandContext, ended: readonly Pick<AgencyEntry, 'code' | 'validTo'>[]): void {
  const { read } = context.store;
  const today = civilDateOf(context.now);
  const gone = ended.filter(({ validTo }) => validTo !== null && validTo <= today);
  if (gone.length === 0) return;
  const inUse = read.devices.list(wholeTree).filter((one) => one.lifecycle !== 'retired');
  const devices = Map.groupBy(inUse, (one) => one.agencyId);
  const inBeing = read.agencies.list(wholeTree, { asOf: today, knownSeq: Number.MAX_SAFE_INTEGER });
  const below = Map.groupBy(inBeing, (one) => one.parent);
  for (const { code } of gone) {
    const left = devices.get(agencyIdOf(context, code)) ?? [];
    if (left.length > 0) {
      const names = left.map((one) => one.name).join(', ');
      throw new ConflictError(
        `${code}: còn ${left.length} thiết bị chưa ngừng dùng / still has ${left.length} devices that are not retired: ${names}`,
      );
    }
    const children = below.get(code) ?? [];
    if (children.length > 0) {
      const codes = children.flatMap((one) => (sees(context.scope, one.id) ? one.code : [])).join(', ');
      throw new ConflictError(
        `${code}: còn ${children.length} cơ quan trực thuộc / still has ${children.length} agencies below it: ${codes}`,
      );
    }
  }
}

function beginningOf({ now }: CommandContext, entry: AgencyEntry, timeline: readonly AgencyPeriod[]): CivilDate {
  const today = civilDateOf(now);
  const { validFrom, validTo } = entry;
  if (validFrom !== null) return validFrom;
  if (validTo !== null && validTo <= today) {
    return timeline.findLast((period) => period.from < validTo)?.from ?? addDays(validTo, -1);
  }
  return timeline.some((period) => covers(period, today)) ? today : (nextAfter(timeline, today) ?? today);
}

/** Lays values over the agency's being from a date up to another, or to its end; says whether anything differed. */
function overlay(
  { store, commit }: CommandContext,
  agencyId: number,
  { from, to: until }: CivilPeriod,
  values: Partial<AgencyValues>,
): boolean {
  let changed = false;
  for (const period of store.agencies.being(agencyId, from)) {
    if (period.to !== null && period.to <= from) continue;
    if (until !== null && period.from >= until) continue;
    const wanted = { ...period.values, ...values };
    if (sameAgency(period.values, wanted)) continue;
    const start = period.from > from ? period.from : from;
    store.agencies.say(commit, agencyId, { from: start, to: earlier(until, period.to), values: wanted });
    changed = true;
  }
  return changed;
}

/** Makes `on` the end of the being that a date belongs to; says whether it was another. */
function setEnd(
  context: CommandContext,
  code: string,
  agencyId: number,
  date: CivilDate,
  on: CivilDate,
  values: AgencyValues,
): boolean {
  const { store, commit } = context;
  const endNow = () => store.agencies.being(agencyId, date).at(-1)?.to ?? null;
  const before = endNow();
  if (before === on) return false;
  if (before !== null && before < on) store.agencies.say(commit, agencyId, { from: before, to: on, values });
  const after = endNow();
  if (after !== on) store.agencies.retract(commit, agencyId, { from: on, to: after, values });
  audit(context, 'close', code, { on });
  return true;
}

function earlier(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function nextAfter(timeline: readonly AgencyPeriod[], date: CivilDate): CivilDate | null {
  return timeline.find((period) => period.from > date)?.from ?? null;
}

function currentAgency(context: CommandContext, code: string, ifMatch: number | null): Agency {
  const known = { asOf: civilDateOf(context.now), knownSeq: Number.MAX_SAFE_INTEGER };
  const agency = context.store.read.agencies.byCode(context.scope, code, known);
  if (!agency) throw new NotFoundError(`không có cơ quan / no agency: ${code}`);
  if (ifMatch !== null && ifMatch !== agency.knownSeq) {
    throw new StaleError(`${code}: đã đổi từ khi bạn đọc / changed since you read it (${agency.knownSeq})`);
  }
  return agency;
}

function toldOf({ name, block, parent }: AgencyEntry): Readonly<Record<string, unknown>> {
  return { name, block, parent };
}

function audit(context: CommandContext, action: string, code: string, detail: Readonly<Record<string, unknown>>): void {
  context.commit.audit(action, { kind: 'agency', id: code }, detail);
}
