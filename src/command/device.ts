import { ConflictError, ForbiddenError, NotFoundError, StaleError } from '../errors.ts';
import { type Device, probesOf } from '../inventory/device.ts';
import type { DeviceEntry, DeviceRef } from '../inventory/import-entry.ts';
import { silenceUntil } from '../monitor/gap.ts';
import type { DeviceValues } from '../store/devices.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { agencyIdOf, unseenParents } from './within-scope.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** Makes a device what the entry says, but for its parents: they may come later in the same document. */
export function putDevice(context: CommandContext, entry: DeviceEntry): void {
  const { store, commit, ledger } = context;
  const values = valuesOf(context, entry);
  const current = store.read.devices.byName(context.scope, values.agencyId, entry.name);
  if (!current) {
    refuseSecretElsewhere(context, null, values);
    const id = store.devices.create(commit, values);
    context.keepBefore('device', id, null);
    audit(context, 'create', id, summary(entry));
    ledger.note('devices', String(id), 'added');
  } else {
    const changed = change(context, current, values, summary(entry));
    const parents = parentIds(context, current, entry.parents);
    const same = !changed && sameIds(parents ?? [], current.parentIds) && parents !== null;
    ledger.note('devices', String(current.id), same ? 'same' : 'changed');
  }
}

/** Sets the parents that the entry names; all devices exist by now. */
export function putParents(context: CommandContext, entry: DeviceEntry): void {
  const device = deviceOf(context, entry);
  const parents = device && parentIds(context, device, entry.parents);
  if (!device || parents === null || sameIds(parents, device.parentIds)) return;
  context.keepBefore('device_parent', device.id, device.parentIds);
  context.store.devices.setParents(context.commit, device.id, parents);
  audit(context, 'parents', device.id, { parents: entry.parents.map(refText) });
}

/** The entry that a stored device would be written as, with a patch laid over it. */
export function patchedEntry(context: CommandContext, { id, ifMatch, patch }: Of<'device.patch'>): DeviceEntry {
  const { store } = context;
  const device = currentDevice(context, id, ifMatch);
  const code = new Map(store.read.agencies.newest(context.scope).map((agency) => [agency.id, agency.code]));
  const refOf = (deviceId: number): DeviceRef[] => {
    const parent = store.read.devices.byId(context.scope, deviceId);
    return parent ? [{ agency: code.get(parent.agencyId) ?? '', name: parent.name }] : [];
  };
  const credential = store.read.credentials.list().find((one) => one.id === device.credentialId);
  return {
    place: { file: '', row: null, path: '/' },
    agency: code.get(device.agencyId) ?? '',
    name: device.name,
    role: device.role,
    address: device.address,
    snmpPort: device.snmpPort,
    tcpPort: device.tcpPort,
    credential: credential?.name ?? null,
    reachability: device.reachability,
    parents: device.parentIds.flatMap(refOf),
    lifecycle: device.lifecycle,
    ...patch,
  };
}

/** Writes a patched entry over the device it came from; the name may have changed. */
export function overwriteDevice(context: CommandContext, id: number, entry: DeviceEntry): void {
  const current = currentDevice(context, id, null);
  const values = valuesOf(context, entry);
  const namesake = context.store.read.devices.byName(context.scope, values.agencyId, entry.name);
  if (namesake && namesake.id !== id) {
    const message = `tên đã có ở thiết bị ${namesake.id} / the name is taken by device ${namesake.id}`;
    throw new ConflictError(`${refText(entry)}: ${message}`, [{ path: '/name', message }]);
  }
  const changed = change(context, current, values, summary(entry));
  const parents = parentIds(context, current, entry.parents) ?? [];
  const moved = !sameIds(parents, current.parentIds);
  if (moved) {
    context.store.devices.setParents(context.commit, id, parents);
    audit(context, 'parents', id, { parents: entry.parents.map(refText) });
  }
  context.ledger.note('devices', String(id), changed || moved ? 'changed' : 'same');
}

/** Retires a device: it is no longer polled, its history stays. */
export function closeDevice(context: CommandContext, { id, ifMatch }: Of<'device.close'>): void {
  const device = currentDevice(context, id, ifMatch);
  const changed = change(context, device, { ...columnsOf(device), lifecycle: 'retired' }, { lifecycle: 'retired' });
  context.ledger.note('devices', String(id), changed ? 'changed' : 'same');
}

function change(
  context: CommandContext,
  current: Device,
  values: DeviceValues,
  detail: Readonly<Record<string, unknown>>,
): boolean {
  const before = columnsOf(current);
  if (JSON.stringify(before) === JSON.stringify(columnsOf(values))) return false;
  refuseSecretElsewhere(context, before, values);
  context.keepBefore('device', current.id, before);
  context.store.devices.update(context.commit, current.id, values);
  audit(context, 'change', current.id, detail);
  endTargets(context, current, values);
  return true;
}

// Polling sends a credential's secret to the device's address: who manages part of the tree only must not choose where.
function refuseSecretElsewhere(context: CommandContext, before: DeviceValues | null, after: DeviceValues): void {
  const place = ({ credentialId, address, snmpPort }: DeviceValues) => `${credentialId} ${address} ${snmpPort}`;
  const stays = after.credentialId === null || (before !== null && place(before) === place(after));
  if (stays || context.scope.agencyIds === null) return;
  throw new ForbiddenError(
    `${after.name}: chỉ quản trị toàn hệ thống được gắn thông tin xác thực với một địa chỉ / only administrators of the whole site may tie a credential to an address`,
  );
}

// A probe that is no longer made leaves no state behind, and nobody knows what comes after its last observation.
function endTargets(context: CommandContext, before: Device, after: DeviceValues): void {
  const { store, now } = context;
  const kept = new Set(after.lifecycle === 'active' ? probesOf(after) : []);
  for (const target of store.read.targets.ofDevice(context.scope, before.id)) {
    const { deviceId, probe } = target;
    if (kept.has(probe)) continue;
    const from = silenceUntil(target, now)?.from ?? now;
    store.targets.closeOutage(deviceId, probe, now);
    if (target.state !== 'unknown') {
      store.targets.addChange(deviceId, probe, { at: Math.max(from, target.since), decidedAt: now, state: 'unknown' });
    }
    if (target.lastObservedAt !== null) store.targets.addGap(deviceId, probe, { from, to: null });
    store.targets.drop(deviceId, probe);
  }
}

function valuesOf(context: CommandContext, entry: DeviceEntry): DeviceValues {
  const { store } = context;
  const agencyId = agencyIdOf(context, entry.agency);
  const credential = entry.credential === null ? null : store.read.credentials.byName(entry.credential);
  if (entry.credential !== null && !credential) {
    throw new NotFoundError(`không có thông tin xác thực / no credential: ${entry.credential}`);
  }
  return columnsOf({ ...entry, agencyId, credentialId: credential?.id ?? null });
}

function columnsOf(values: DeviceValues): DeviceValues {
  const { agencyId, name, role, address, snmpPort, tcpPort, credentialId, reachability, lifecycle } = values;
  return { agencyId, name, role, address, snmpPort, tcpPort, credentialId, reachability, lifecycle };
}

function currentDevice(context: CommandContext, id: number, ifMatch: number | null): Device {
  const device = context.store.read.devices.byId(context.scope, id);
  if (!device) throw new NotFoundError(`không có thiết bị / no device: ${id}`);
  if (ifMatch !== null && ifMatch !== device.changedSeq) {
    throw new StaleError(`${device.name}: đã đổi từ khi bạn đọc / changed since you read it (${device.changedSeq})`);
  }
  return device;
}

function deviceOf(context: CommandContext, ref: DeviceRef): Device | null {
  const { agencies, devices } = context.store.read;
  const agencyId = agencies.idOf(context.scope, ref.agency);
  return agencyId === null ? null : devices.byName(context.scope, agencyId, ref.name);
}

// Parents that the caller cannot see it can neither name nor unlink: they stay.
function parentIds(context: CommandContext, current: Device, refs: readonly DeviceRef[]): number[] | null {
  const kept = unseenParents(context, current);
  const ids = [...refs.map((ref) => deviceOf(context, ref)?.id ?? null), ...kept];
  return ids.every((id) => id !== null) ? ids.toSorted((a, b) => a - b) : null;
}

const sameIds = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

const refText = (ref: DeviceRef): string => `${ref.agency}/${ref.name}`;

function summary(entry: DeviceEntry): Readonly<Record<string, unknown>> {
  const { place: _place, parents, ...rest } = entry;
  return { ...rest, parents: parents.map(refText) };
}

function audit(context: CommandContext, action: string, id: number, detail: Readonly<Record<string, unknown>>): void {
  context.commit.audit(action, { kind: 'device', id: String(id) }, detail);
}
