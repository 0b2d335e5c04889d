import type { Scope } from '../access/scope.ts';
import type { Agency } from '../inventory/agency.ts';
import { type Device, probesOf } from '../inventory/device.ts';
import { type StateSince, stateAt } from '../monitor/current-state.ts';
import type { ProbeKind, Reason } from '../monitor/observation.ts';
import type { StoredObservation } from '../store/observations.ts';
import type { ReadStore } from '../store/read-store.ts';
import type { StoredSystem } from '../store/readings.ts';
import type { StoredTarget } from '../store/targets.ts';
import { type AgencyNames, agencyNames } from './agency-names.ts';

/** A device as one probe sees it now; `observation` is the newest of any outcome. Instants epoch ms. */
export type ProbeView = StateSince & {
  readonly probe: ProbeKind;
  readonly reason: Reason | null;
  readonly lastObservedAt: number | null;
  readonly observation: StoredObservation | null;
};

/** A device with all that is said of it now; its state is that of the probe it is judged by. */
export type DeviceView = StateSince & {
  readonly device: Device;
  readonly agency: Pick<Agency, 'code' | 'name'>;
  readonly probes: readonly ProbeView[];
  readonly system: StoredSystem | null;
  readonly credential: string | null;
  readonly parents: readonly { readonly id: number; readonly agency: string; readonly name: string }[];
};

/** Everything the caller may see of devices, loaded once. */
export type DeviceViews = { readonly names: AgencyNames; of(device: Device): DeviceView };

/** Views of devices at an instant. With `only`, what belongs to other devices is not loaded. */
export function deviceViews(read: ReadStore, scope: Scope, now: number, only?: Device): DeviceViews {
  const names = agencyNames(read, scope, now);
  const stored = only ? read.targets.ofDevice(scope, only.id) : read.targets.list(scope);
  const targets = Map.groupBy(stored, (target) => target.deviceId);
  const newest = only
    ? probesOf(only).flatMap((probe) => read.observations.list(scope, { deviceId: only.id, probe, limit: 1 }))
    : read.observations.latest(scope);
  const observations = new Map(newest.map((one) => [`${one.deviceId} ${one.probe}`, one]));
  const systems = new Map(read.readings.systems(scope, only?.id).map((one) => [one.deviceId, one]));
  const credentials = new Map(read.credentials.list().map((one) => [one.id, one.name]));
  const known = new Map<number, Device | null>();
  const lookUp = (id: number): Device | null => {
    if (!known.has(id)) known.set(id, read.devices.byId(scope, id));
    return known.get(id) ?? null;
  };
  return {
    names,
    of(device) {
      const own = targets.get(device.id) ?? [];
      const probes = probesOf(device).map((probe) =>
        probeView(
          probe,
          own.find((one) => one.probe === probe) ?? null,
          observations.get(`${device.id} ${probe}`),
          now,
        ),
      );
      const judging = probes.find((one) => one.probe === device.reachability);
      return {
        device,
        agency: names.ofDevice(device),
        state: judging?.state ?? 'unknown',
        since: judging?.since ?? null,
        probes,
        system: systems.get(device.id) ?? null,
        credential: device.credentialId === null ? null : (credentials.get(device.credentialId) ?? null),
        parents: device.parentIds.flatMap((id) => {
          const parent = lookUp(id);
          return parent ? [{ id, agency: names.ofDevice(parent).code, name: parent.name }] : [];
        }),
      };
    },
  };
}

function probeView(
  probe: ProbeKind,
  target: StoredTarget | null,
  observation: StoredObservation | undefined,
  now: number,
): ProbeView {
  return {
    probe,
    ...stateAt(target, now),
    reason: target?.reason ?? null,
    lastObservedAt: target?.lastObservedAt ?? null,
    observation: observation ?? null,
  };
}
