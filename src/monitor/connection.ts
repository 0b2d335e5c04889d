import type { State } from './state.ts';

/** One device as it stood at the instant looked at. */
export type DeviceSight = {
  readonly deviceId: number;
  readonly device: string;
  readonly state: State;
  readonly stateSince: number;
  readonly observedAt: number | null;
  readonly outageId: number | null;
};

/** Whether an agency was on the WAN, and the router that says so. */
export type Connection = { readonly connected: boolean; readonly by: DeviceSight };

/**
 * An agency without a recorded WAN link is on the WAN when any of its routers is up; it is off when none is and at least
 * one is known not to be. Null when nothing is known (no router, or only unknown ones): no data is not a "no".
 */
export function judgeConnection(routers: readonly DeviceSight[]): Connection | null {
  const ordered = routers.toSorted((a, b) => a.stateSince - b.stateSince || a.deviceId - b.deviceId);
  const up = ordered.find((router) => router.state === 'up');
  if (up) return { connected: true, by: up };
  const out = ordered.find((router) => router.state === 'down' || router.state === 'shadowed');
  return out ? { connected: false, by: out } : null;
}
