import { scopeOf, sees, wholeTree } from '../access/scope.ts';
import { civilDateOf, covers } from '../calendar/civil.ts';
import { ConflictError, ForbiddenError, NotFoundError } from '../errors.ts';
import type { Device } from '../inventory/device.ts';
import type { AgencyEntry, ImportFault } from '../inventory/import-entry.ts';
import { importFault } from '../inventory/import-fault.ts';
import type { CommandContext } from './context.ts';

/** The id of an agency that the caller may act on. @throws NotFoundError for a missing one and for others' alike. */
export function agencyIdOf({ store, scope }: CommandContext, code: string): number {
  const id = store.read.agencies.idOf(scope, code);
  if (id === null) throw new NotFoundError(`không có cơ quan / no agency: ${code}`);
  return id;
}

/** Makes an agency under a free code; the caller may act on it from now on. @throws ConflictError for a code that is taken. */
export function openAgency(context: CommandContext, code: string): number {
  const { agencies } = context.store.read;
  if (agencies.idOf(wholeTree, code) !== null) throw taken(code);
  const id = context.store.agencies.create(code);
  const { agencyIds } = context.scope;
  if (agencyIds !== null) context.scope = scopeOf([...agencyIds, id]);
  return id;
}

/** A name that is taken, without a word about who has it. */
export function taken(name: string): ConflictError {
  return new ConflictError(`${name}: đã có / already exists`, [
    { path: '/', message: `${name} đã có, hãy sửa thay vì tạo / exists already; change it instead` },
  ]);
}

/** @throws ForbiddenError for whoever may act on a part of the tree only. */
export function requireWholeTree({ scope }: CommandContext): void {
  if (scope.agencyIds === null) return;
  throw new ForbiddenError('chỉ dành cho quyền trên toàn hệ thống / only for those with rights on the whole site');
}

/** Whether an entry leaves its agency below the one it is below, be that inside the caller's part of the tree or not. */
export function keepsParent(context: CommandContext, { code, parent }: Pick<AgencyEntry, 'code' | 'parent'>): boolean {
  const wanted = parent === null ? null : context.store.read.agencies.idOf(wholeTree, parent);
  return (parent === null || wanted !== null) && standingParents(context, code).includes(wanted);
}

/** The id of the agency that an entry puts its agency below. @throws NotFoundError */
export function parentIdOf(context: CommandContext, entry: Pick<AgencyEntry, 'code' | 'parent'>): number | null {
  if (entry.parent === null) return null;
  const id = context.store.read.agencies.idOf(wholeTree, entry.parent);
  return id !== null && !sees(context.scope, id) && keepsParent(context, entry)
    ? id
    : agencyIdOf(context, entry.parent);
}

/**
 * Faults of entries that would put an agency at the top of the tree, which takes rights on all of it.
 * @throws ForbiddenError when an entry takes an agency away from one that the caller may not act on.
 */
export function displacements(context: CommandContext, entries: readonly AgencyEntry[]): ImportFault[] {
  const { scope } = context;
  if (scope.agencyIds === null) return [];
  return entries.flatMap((entry) => {
    if (keepsParent(context, entry)) return [];
    if (entry.parent === null) return [importFault(entry.place, 'parent', 'required')];
    const above = standingParents(context, entry.code);
    if (above.every((id) => id !== null && sees(scope, id))) return [];
    throw new ForbiddenError(
      `${entry.code}: chuyển đi cần quyền ở cơ quan cấp trên / moving it needs rights on the agency above it`,
    );
  });
}

/** Ids of a device's parents that the caller cannot see. */
export function unseenParents({ store, scope }: CommandContext, device: Pick<Device, 'parentIds'>): number[] {
  if (scope.agencyIds === null) return [];
  return device.parentIds.filter((id) => store.read.devices.byId(scope, id) === null);
}

// What the caller's own agency is below today, and as was last said of it; empty for one that is missing or another's.
function standingParents({ store, scope, now }: CommandContext, code: string): (number | null)[] {
  const id = store.read.agencies.idOf(scope, code);
  const timeline = id === null ? [] : store.agencies.timeline(id);
  const today = timeline.find((period) => covers(period, civilDateOf(now)));
  return [today, timeline.at(-1)].flatMap((period) => (period ? [period.values.parentId] : []));
}
