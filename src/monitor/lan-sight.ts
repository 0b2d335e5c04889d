/** A switch of an agency, or a host behind its prefix, that answered in the days looked at. */
export type LanSight = { readonly deviceId: number; readonly isSwitch: boolean; readonly address: string };

/**
 * What proves that an agency has a LAN: a switch of its own that answered, or so many hosts with different addresses behind
 * its prefix that did, by the lowest ids. Null when nothing proves it; that it has none cannot be seen from the WAN side.
 */
export function proveLan<T extends LanSight>(answering: readonly T[], wantedHosts: number): readonly T[] | null {
  const ordered = answering.toSorted((a, b) => a.deviceId - b.deviceId);
  const found = ordered.find((one) => one.isSwitch);
  if (found) return [found];
  const byAddress = new Map<string, T>();
  for (const host of ordered) if (!byAddress.has(host.address)) byAddress.set(host.address, host);
  return byAddress.size >= wantedHosts ? [...byAddress.values()].slice(0, wantedHosts) : null;
}
