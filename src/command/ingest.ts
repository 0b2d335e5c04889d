import { wholeTree } from '../access/scope.ts';
import { type Device, probesOf } from '../inventory/device.ts';
import { foldSighting } from '../monitor/fold.ts';
import type { Observation, ProbeKind } from '../monitor/observation.ts';
import type { ObservationBatch } from '../monitor/reading.ts';
import type { State } from '../monitor/state.ts';
import type { WriteStore } from '../store/write-store.ts';
import { ingestReading } from './ingest-reading.ts';
import { settleAround } from './settle-topology.ts';

/** How a target is polled and confirmed, as configured. */
export type IngestSettings = { readonly intervalMs: number; readonly confirmMisses: number };

/** One device seen by one probe. */
export type TargetKey = { readonly deviceId: number; readonly probe: ProbeKind };

/** What came of a batch; `taken` false = it was taken before. `confirm`: probe these again now. */
export type IngestResult = {
  readonly taken: boolean;
  readonly confirm: readonly TargetKey[];
  readonly changed: readonly (TargetKey & { readonly state: State; readonly at: number })[];
};

/**
 * Takes a batch of observations in one transaction: rows, folded states, gaps, outages, readings.
 * 1. A batch number that was taken before changes nothing.
 * 2. Observations are folded one by one as they came; those of targets that are not polled (any more) are dropped.
 * 3. Shadows are settled at once where a judging outage began or ended, or somebody in a shadow missed again. So the rows depend on the order of the
 *    observations alone, never on where one batch ended and the next began.
 */
export function ingestBatch(
  store: WriteStore,
  batch: ObservationBatch,
  settings: IngestSettings,
  now: number,
): IngestResult {
  return store.transaction({ kind: 'job', name: 'poll' }, now, () => {
    const { poller, epoch, sequence } = batch;
    if (!store.pollers.advance(poller, epoch, sequence, now)) return { taken: false, confirm: [], changed: [] };
    const polled = polledDevices(store);
    const confirm = new Map<string, TargetKey>();
    const changed: (TargetKey & { state: State; at: number })[] = [];
    for (const observation of batch.observations) {
      const { deviceId, probe } = observation;
      const device = polled(deviceId);
      if (!device || !probesOf(device).includes(probe)) continue;
      const fold = ingestObservation(store, observation, settings);
      const target = { deviceId, probe };
      if (fold.confirm) confirm.set(`${deviceId} ${probe}`, target);
      else confirm.delete(`${deviceId} ${probe}`);
      for (const { state, at } of fold.changes) changed.push({ ...target, state, at });
      const missedInShadow = fold.next.state === 'shadowed' && fold.next.lastObservedAt === observation.at;
      if (probe === device.reachability && (fold.opened || fold.closed || missedInShadow)) {
        changed.push(...settleAround(store, deviceId, observation.at));
      }
    }
    for (const reading of batch.readings) {
      if (polled(reading.deviceId)) ingestReading(store, reading);
    }
    return { taken: true, confirm: [...confirm.values()], changed };
  });
}

/** Looks up devices that are polled, each once. */
function polledDevices(store: WriteStore): (id: number) => Device | null {
  const known = new Map<number, Device | null>();
  return (id) => {
    let device = known.get(id);
    if (device === undefined) {
      const stored = store.read.devices.byId(wholeTree, id);
      device = stored?.lifecycle === 'active' ? stored : null;
      known.set(id, device);
    }
    return device;
  };
}

function ingestObservation(store: WriteStore, observation: Observation, settings: IngestSettings) {
  const { deviceId, probe, at } = observation;
  const { targets } = store;
  const newest = store.observations.add(observation);
  const current = targets.one(deviceId, probe);
  const fold = foldSighting(current, observation, settings);
  const late = current !== null && current.lastObservedAt !== null && at <= current.lastObservedAt;
  targets.put({ ...fold.next, deviceId, probe, observationId: late ? current.observationId : newest });
  // The first that is known of a target ends the time for which it was not probed at all.
  if (fold.next.lastObservedAt === at && (current?.lastObservedAt ?? null) === null)
    targets.endGap(deviceId, probe, at);
  for (const change of fold.changes) targets.addChange(deviceId, probe, change);
  if (fold.gap) targets.addGap(deviceId, probe, fold.gap);
  if (fold.opened) targets.openOutage(deviceId, probe, fold.opened);
  if (fold.closed) targets.closeOutage(deviceId, probe, fold.closed.endedAt);
  return fold;
}
