import type { Scope } from '../../access/scope.ts';
import { DAY_MS } from '../../calendar/interval.ts';
import type { Device } from '../../inventory/device.ts';
import type { Availability } from '../../monitor/availability.ts';
import type { Outage } from '../../monitor/outage.ts';
import type { StoredObservation } from '../../store/observations.ts';
import type { ReadStore } from '../../store/read-store.ts';
import type { StoredInterface, StoredProcessor, StoredStorage } from '../../store/readings.ts';
import { deviceAvailability } from '../api/availability.ts';
import { type DeviceView, deviceViews } from '../device-view.ts';

/** Everything the page of a device shows. */
export type DeviceDetails = {
  readonly view: DeviceView;
  readonly availability: Availability;
  readonly interfaces: readonly StoredInterface[];
  readonly storages: readonly StoredStorage[];
  readonly processors: readonly StoredProcessor[];
  readonly observations: readonly StoredObservation[];
  readonly outages: readonly Outage[];
};

/** Loads a device's page from one consistent view of the store. */
export function loadDevice(read: ReadStore, scope: Scope, device: Device, now: number): DeviceDetails {
  const { id } = device;
  return read.snapshot(() => ({
    view: deviceViews(read, scope, now, device).of(device),
    availability: deviceAvailability(read, scope, device, { from: now - DAY_MS, to: now }, now),
    interfaces: read.readings.interfaces(scope, id),
    storages: read.readings.storages(scope, id),
    processors: read.readings.processors(scope, id),
    observations: read.observations.list(scope, { deviceId: id, limit: 20 }),
    outages: read.targets.outages(scope, { deviceId: id, limit: 10 }),
  }));
}
