import type { ProbeKind } from '../monitor/observation.ts';
import type { State } from '../monitor/state.ts';
import { settleShadows } from '../monitor/topology.ts';
import type { TopologyNode } from '../store/topology.ts';
import type { WriteStore } from '../store/write-store.ts';

/** A device whose state changed because its place in the topology explains it, or no longer does. */
export type Settled = {
  readonly deviceId: number;
  readonly probe: ProbeKind;
  readonly state: State;
  readonly at: number;
};

/**
 * Tells devices that are down themselves from those behind one, over the whole topology, and writes what differs: for
 * after a change of the inventory. Runs inside a transaction.
 */
export function settleTopology(store: WriteStore, at: number): Settled[] {
  return settle(store, store.topology.nodes(), at);
}

/**
 * The same after the outage of one device began or ended: comes to what {@link settleTopology} would, but looks only at
 * what can be concerned.
 */
export function settleAround(store: WriteStore, deviceId: number, at: number): Settled[] {
  return settle(store, store.topology.around(deviceId), at);
}

function settle(store: WriteStore, nodes: readonly TopologyNode[], at: number): Settled[] {
  const probes = new Map(nodes.map((node) => [node.id, node.reachability]));
  const open = nodes.flatMap((node) => node.outage ?? []);
  const settled: Settled[] = [];
  for (const { deviceId, outageId, rootOutageId, change } of settleShadows(nodes, open, at)) {
    store.targets.setRoot(outageId, rootOutageId);
    const probe = probes.get(deviceId);
    if (!change || !probe) continue;
    store.targets.setState(deviceId, probe, change);
    store.targets.addChange(deviceId, probe, change);
    settled.push({ deviceId, probe, state: change.state, at: change.at });
  }
  return settled;
}
