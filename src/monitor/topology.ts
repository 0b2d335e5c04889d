import type { Device } from '../inventory/device.ts';
import type { Outage } from './outage.ts';
import type { State, StateChange, TargetState } from './state.ts';

/** A device with the state remembered of the target that judges it (not what time has made of it since). */
export type TopologyDevice = Pick<Device, 'id' | 'parentIds' | 'reachability'> &
  Pick<TargetState, 'state' | 'since' | 'lastObservedAt'>;

/** What becomes of one open outage: its new root, and the device's new state where that changes too. */
export type ShadowChange = {
  readonly deviceId: number;
  readonly outageId: number;
  readonly rootOutageId: number | null;
  readonly change: StateChange | null;
};

/**
 * Sorts devices with an open outage into those that are down themselves and those that only stand behind one.
 * 1. Who has a parent that is not out, or no parent, is down. Parents that are not in the list are no path.
 * 2. Everyone else is shadowed; its root is the outage of the nearest such device on each path up, the earliest of them
 *    (then the lowest id).
 * 3. Where all paths up run in a circle, the circle's earliest outage counts as down.
 * 4. When a parent comes back, who was in its shadow stays there until it was looked at itself since: most answer then, and
 *    their outage keeps its root. Who misses again is down from the instant the parent came back.
 * A shadow begins when both the device and all its parents were out; it ends when the first parent came back (at
 * `decidedAt` where none did: the topology was changed).
 * Only outages of the probe that a device is judged by matter. Answers only what differs, by device id. Ask after every
 * fold that opened or closed an outage: then the rows do not depend on how observations were batched.
 */
export function settleShadows(
  devices: readonly TopologyDevice[],
  openOutages: readonly Outage[],
  decidedAt: number,
): ShadowChange[] {
  const known = new Map(devices.map((device) => [device.id, device]));
  const out = outagesByDevice(known, openOutages);
  const parents = new Map<number, readonly number[]>();
  for (const id of out.keys()) parents.set(id, known.get(id)?.parentIds.filter((parent) => known.has(parent)) ?? []);
  const waiting = findWaiting(known, out, parents);
  const heads = findHeads(out, parents, waiting);
  const changes: ShadowChange[] = [];
  for (const [id, outage] of [...out].toSorted(([a], [b]) => a - b)) {
    const device = known.get(id);
    if (!device || waiting.has(id)) continue;
    const rootOutageId = heads.has(id) ? null : rootOf(id, outage, { out, parents, heads, waiting });
    const state: State = rootOutageId === null ? 'down' : 'shadowed';
    if (device.state === state && outage.rootOutageId === rootOutageId) continue;
    const above = parents.get(id) ?? [];
    const back = above.flatMap((parent) => (out.has(parent) ? [] : (known.get(parent) ?? [])));
    const at = state === 'shadowed' ? shadowedFrom(device, above, out) : downFrom(device, back, decidedAt);
    const change = device.state === state ? null : { at, decidedAt: Math.max(at, decidedAt), state };
    changes.push({ deviceId: id, outageId: outage.id, rootOutageId, change });
  }
  return changes;
}

type Parents = ReadonlyMap<number, readonly number[]>;
type Outages = ReadonlyMap<number, Outage>;

function outagesByDevice(known: ReadonlyMap<number, TopologyDevice>, open: readonly Outage[]): Outages {
  const out = new Map<number, Outage>();
  for (const outage of open.toSorted(byAge)) {
    const device = known.get(outage.target.id);
    if (device?.reachability === outage.probe && !out.has(device.id)) out.set(device.id, outage);
  }
  return out;
}

/** Shadowed devices with a parent that came back after they were last looked at, each with its root's outage. */
function findWaiting(known: ReadonlyMap<number, TopologyDevice>, out: Outages, parents: Parents): Map<number, number> {
  const waiting = new Map<number, number>();
  for (const [id, { rootOutageId }] of out) {
    const device = known.get(id);
    const back = (parents.get(id) ?? []).flatMap((parent) => (out.has(parent) ? [] : (known.get(parent)?.since ?? [])));
    if (device?.state !== 'shadowed' || rootOutageId === null || back.length === 0) continue;
    if ((device.lastObservedAt ?? 0) < Math.min(...back)) waiting.set(id, rootOutageId);
  }
  return waiting;
}

type Sorted = {
  readonly out: Outages;
  readonly parents: Parents;
  readonly heads: ReadonlySet<number>;
  readonly waiting: ReadonlyMap<number, number>;
};

/** The outage that explains one behind others: that of the oldest head above, else the one that somebody above waits in. */
function rootOf(id: number, outage: Outage, { out, parents, heads, waiting }: Sorted): number | null {
  const above = reach(id, heads, parents);
  const head = oldest(above.heads, out);
  if (head) return head.id;
  const waitedIn = [...above.passed].flatMap((other) => waiting.get(other) ?? []);
  if (waitedIn.length === 0) return null;
  return outage.rootOutageId ?? Math.min(...waitedIn);
}

/** Devices whose outage stands for itself. */
function findHeads(out: Outages, parents: Parents, waiting: ReadonlyMap<number, number>): Set<number> {
  const heads = new Set<number>();
  for (const id of out.keys()) {
    if (waiting.has(id)) continue;
    const above = parents.get(id) ?? [];
    if (above.length === 0 || above.some((parent) => !out.has(parent))) heads.add(id);
  }
  for (const id of out.keys()) {
    if (heads.has(id) || waiting.has(id)) continue;
    const above = reach(id, heads, parents);
    if (above.heads.size > 0 || !above.passed.has(id)) continue;
    const circle = [...above.passed];
    const closed = circle.every((other) => reach(other, heads, parents).passed.has(id));
    if (closed && oldest(circle, out)?.target.id === id) heads.add(id);
  }
  return heads;
}

/** Everything above a device up to and including the first heads met; terminates on circles. */
function reach(id: number, heads: ReadonlySet<number>, parents: Parents): { heads: Set<number>; passed: Set<number> } {
  const met = { heads: new Set<number>(), passed: new Set<number>() };
  const open = [...(parents.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (heads.has(next)) met.heads.add(next);
    else if (!met.passed.has(next)) {
      met.passed.add(next);
      open.push(...(parents.get(next) ?? []));
    }
  }
  return met;
}

function oldest(ids: Iterable<number>, out: Outages): Outage | undefined {
  return [...ids]
    .flatMap((id) => out.get(id) ?? [])
    .toSorted(byAge)
    .at(0);
}

function byAge(a: Outage, b: Outage): number {
  return a.startedAt - b.startedAt || a.id - b.id;
}

function shadowedFrom(device: TopologyDevice, above: readonly number[], out: Outages): number {
  return Math.max(device.since, ...above.flatMap((parent) => out.get(parent)?.startedAt ?? []));
}

function downFrom(device: TopologyDevice, back: readonly TopologyDevice[], decidedAt: number): number {
  const recovered = back.map((parent) => parent.since).filter((since) => since >= device.since);
  return recovered.length > 0 ? Math.min(...recovered) : Math.max(decidedAt, device.since);
}
