import type { DeviceEntry } from '../inventory/import-entry.ts';
import { deviceKey } from '../inventory/import-known.ts';

/**
 * The devices (`agency/name`) that nothing is heard of while those in `cut` are cut: they themselves and everything all
 * of whose parents are silent.
 */
export function silentDevices(devices: readonly DeviceEntry[], cut: ReadonlySet<string>): Set<string> {
  const silent = new Set(cut);
  for (let before = -1; before !== silent.size; ) {
    before = silent.size;
    for (const device of devices) {
      const parents = device.parents.map(deviceKey);
      if (parents.length > 0 && parents.every((parent) => silent.has(parent))) silent.add(deviceKey(device));
    }
  }
  return silent;
}
