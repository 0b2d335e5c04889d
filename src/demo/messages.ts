import type { CivilDate } from '../calendar/civil.ts';
import type { DeviceRef } from '../inventory/import-entry.ts';
import type { AddressBase } from './province.ts';

/** What the fleet thread is started with (`workerData`). It looks for a free place from `firstPort` and `firstBlock` on. */
export type FleetData = {
  readonly today: CivilDate;
  /** UDP port tried first, 16161 when left out. */
  readonly firstPort?: number;
  /** Second octet of the 127.x.0.0/16 tried first, 26 when left out. */
  readonly firstBlock?: number;
};

/** A device as messages name it. */
type Named = { readonly agency: string; readonly device: string };

/** What the fleet thread may be told. Cutting a device silences it and everything that is reached only through it. */
export type FleetRequest =
  | ({ readonly kind: 'cut' } & Named)
  | ({ readonly kind: 'restore' } & Named)
  | ({ readonly kind: 'reboot' } & Named)
  | { readonly kind: 'stop' };

/**
 * What the fleet thread tells: `ready` once with its place, or `failed` when there is none; then one answer per request.
 * `silenced` and `answering` name every device whose silence began or ended by it.
 */
export type FleetReport =
  | { readonly kind: 'ready'; readonly port: number; readonly addressBase: AddressBase; readonly devices: number }
  | { readonly kind: 'failed'; readonly code: string }
  | ({ readonly kind: 'cut-done'; readonly silenced: readonly DeviceRef[] } & Named)
  | ({ readonly kind: 'restored'; readonly answering: readonly DeviceRef[] } & Named)
  | ({ readonly kind: 'rebooted' } & Named)
  | ({ readonly kind: 'unknown-device' } & Named)
  | { readonly kind: 'stopped' };
