import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outage } from '../../src/monitor/outage.ts';
import type { State } from '../../src/monitor/state.ts';
import { settleShadows, type TopologyDevice } from '../../src/monitor/topology.ts';

// Looked at last when everything below was over, unless a test says otherwise.
const device = (
  id: number,
  parentIds: number[],
  state: State,
  since: number,
  lastObservedAt = 1_000,
): TopologyDevice => ({
  id,
  parentIds,
  state,
  since,
  lastObservedAt,
  reachability: 'snmp',
});

const outage = (deviceId: number, startedAt: number, rootOutageId: number | null = null): Outage => ({
  id: deviceId * 10,
  target: { kind: 'device', id: deviceId },
  probe: 'snmp',
  cause: 'timeout',
  startedAt,
  endedAt: null,
  lastGoodAt: null,
  firstBadAt: startedAt,
  confirmedAt: startedAt + 2,
  rootOutageId,
});

describe('shadows', () => {
  it('puts a device behind its only parent into that outage, from when both were out', () => {
    const devices = [device(1, [], 'down', 100), device(2, [1], 'down', 130)];
    expect(settleShadows(devices, [outage(1, 100), outage(2, 130)], 140)).toEqual([
      { deviceId: 2, outageId: 20, rootOutageId: 10, change: { at: 130, decidedAt: 140, state: 'shadowed' } },
    ]);
    const childFirst = [device(1, [], 'down', 100), device(2, [1], 'down', 90)];
    expect(settleShadows(childFirst, [outage(1, 100), outage(2, 90)], 140)[0]?.change?.at).toBe(100);
  });

  it('leaves a device down whose other parent is up or unknown: one path is enough', () => {
    for (const other of ['up', 'unknown'] as const) {
      const devices = [device(1, [], 'down', 100), device(2, [], other, 0), device(3, [1, 2], 'down', 130)];
      expect(settleShadows(devices, [outage(1, 100), outage(3, 130)], 140)).toEqual([]);
    }
  });

  it('names the outage at the top of the chain, not the next one up', () => {
    const devices = [device(1, [], 'down', 100), device(2, [1], 'shadowed', 110), device(3, [2], 'down', 120)];
    expect(settleShadows(devices, [outage(1, 100), outage(2, 110, 10), outage(3, 120)], 140)).toMatchObject([
      { deviceId: 3, rootOutageId: 10 },
    ]);
  });

  it('names the earliest of several roots, then the lowest id', () => {
    const devices = [device(1, [], 'down', 100), device(2, [], 'down', 90), device(3, [1, 2], 'down', 120)];
    const rootWith = (second: number) =>
      settleShadows(devices, [outage(1, 100), outage(2, second), outage(3, 120)], 140)[0]?.rootOutageId;
    expect([rootWith(90), rootWith(100)]).toEqual([20, 10]);
  });

  it('makes a child that still misses down from the instant its parent came back', () => {
    const devices = [device(1, [], 'up', 200), device(2, [1], 'shadowed', 130)];
    expect(settleShadows(devices, [outage(2, 130, 10)], 201)).toEqual([
      { deviceId: 2, outageId: 20, rootOutageId: null, change: { at: 200, decidedAt: 201, state: 'down' } },
    ]);
  });

  it('keeps a child that was not looked at since its parent came back in the shadow, its root with it', () => {
    const devices = [
      device(1, [], 'up', 200),
      device(2, [1], 'shadowed', 130, 199),
      device(3, [2], 'shadowed', 140, 199),
    ];
    expect(settleShadows(devices, [outage(2, 130, 10), outage(3, 140, 10)], 201)).toEqual([]);
    const looked = [
      device(1, [], 'up', 200),
      device(2, [1], 'shadowed', 130, 200),
      device(3, [2], 'shadowed', 140, 199),
    ];
    expect(settleShadows(looked, [outage(2, 130, 10), outage(3, 140, 10)], 203)).toEqual([
      { deviceId: 2, outageId: 20, rootOutageId: null, change: { at: 200, decidedAt: 203, state: 'down' } },
      { deviceId: 3, outageId: 30, rootOutageId: 20, change: null },
    ]);
  });

  it('puts who is noticed late behind one that waits into the same outage', () => {
    const devices = [device(1, [], 'up', 200), device(2, [1], 'shadowed', 130, 199), device(3, [2], 'down', 140, 202)];
    expect(settleShadows(devices, [outage(2, 130, 10), outage(3, 140)], 202)).toEqual([
      { deviceId: 3, outageId: 30, rootOutageId: 10, change: { at: 140, decidedAt: 202, state: 'shadowed' } },
    ]);
  });

  it('hands a grandchild over to the child that turned out to be down itself, without a new state', () => {
    const devices = [device(1, [], 'up', 200), device(2, [1], 'shadowed', 130), device(3, [2], 'shadowed', 140)];
    expect(settleShadows(devices, [outage(2, 130, 10), outage(3, 140, 10)], 201)).toEqual([
      { deviceId: 2, outageId: 20, rootOutageId: null, change: { at: 200, decidedAt: 201, state: 'down' } },
      { deviceId: 3, outageId: 30, rootOutageId: 20, change: null },
    ]);
  });

  it('lifts a shadow now when the topology was changed and no parent came back', () => {
    const moved = [device(1, [], 'up', 50), device(2, [1], 'shadowed', 130)];
    expect(settleShadows(moved, [outage(2, 130, 10)], 300)[0]?.change?.at).toBe(300);
    const orphan = [device(2, [7], 'shadowed', 130)];
    expect(settleShadows(orphan, [outage(2, 130, 10)], 300)[0]).toMatchObject({ rootOutageId: null });
  });

  it('heeds only outages of the probe that judges the device', () => {
    const devices = [device(1, [], 'up', 0), device(2, [1], 'down', 130)];
    expect(settleShadows(devices, [{ ...outage(1, 100), probe: 'icmp' }, outage(2, 130)], 140)).toEqual([]);
  });

  it('lets the earliest outage of a circle count as down, and what hangs below it stand in its shadow', () => {
    const devices = [
      device(1, [3], 'down', 110),
      device(2, [1], 'down', 100),
      device(3, [2], 'down', 120),
      device(4, [1], 'down', 90),
      device(5, [5], 'down', 90),
      device(6, [1, 7], 'down', 80),
      device(7, [6], 'down', 80),
      device(11, [12], 'down', 80),
      device(12, [11, 13], 'down', 81),
      device(13, [12], 'down', 82),
    ];
    const open = [outage(1, 110), outage(2, 100), outage(3, 120), outage(4, 90), outage(5, 90)];
    const more = [outage(6, 80), outage(7, 80), outage(11, 80), outage(12, 81), outage(13, 82)];
    const roots = settleShadows(devices, [...open, ...more], 140).map((one) => [one.deviceId, one.rootOutageId]);
    expect(roots).toEqual([
      [1, 20],
      [3, 20],
      [4, 20],
      [6, 20],
      [7, 20],
      [12, 110],
      [13, 110],
    ]);
  });
});

type Network = { devices: TopologyDevice[]; open: Outage[] };

const count = 9;
const network = (parentsOf: (id: number) => fc.Arbitrary<number[]>): fc.Arbitrary<Network> =>
  fc
    .tuple(
      ...Array.from({ length: count }, (_, id) =>
        fc.record({ parents: parentsOf(id), out: fc.boolean(), startedAt: fc.integer({ min: 1, max: 6 }) }),
      ),
    )
    .map((nodes) => ({
      devices: nodes.map((node, id) => device(id, node.parents, node.out ? 'down' : 'up', node.startedAt)),
      open: nodes.flatMap((node, id) => (node.out ? [outage(id, node.startedAt)] : [])),
    }));
const tree = network((id) => (id === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(id - 1), { maxLength: 3 })));
const anything = network(() => fc.uniqueArray(fc.nat(count), { maxLength: 3 }));

/** Writes what was settled into the network, as the writer does. */
function settle({ devices, open }: Network, at: number): Network {
  const changes = new Map(settleShadows(devices, open, at).map((one) => [one.deviceId, one]));
  return {
    devices: devices.map((one) => {
      const change = changes.get(one.id)?.change;
      return change ? { ...one, state: change.state, since: change.at } : one;
    }),
    open: open.map((one) => {
      const change = changes.get(one.target.id);
      return change ? { ...one, rootOutageId: change.rootOutageId } : one;
    }),
  };
}

function ancestors(devices: readonly TopologyDevice[], id: number, met = new Set<number>()): Set<number> {
  for (const parent of devices.find((one) => one.id === id)?.parentIds ?? []) {
    if (met.has(parent)) continue;
    met.add(parent);
    ancestors(devices, parent, met);
  }
  return met;
}

function expectSound({ devices, open }: Network): void {
  for (const one of devices) {
    const own = open.find((other) => other.target.id === one.id);
    if (!own) continue;
    expect(one.state === 'shadowed').toBe(own.rootOutageId !== null);
    if (own.rootOutageId === null) continue;
    const root = open.find((other) => other.id === own.rootOutageId);
    expect(root?.rootOutageId).toBeNull();
    expect(ancestors(devices, one.id)).toContain(root?.target.id);
    const paths = one.parentIds.filter((id) => devices.some((other) => other.id === id));
    expect(paths.every((id) => open.some((other) => other.target.id === id))).toBe(true);
  }
}

describe('shadows, whatever the network', () => {
  it('names only open outages of ancestors that stand for themselves, circles included, and then rests', () => {
    fc.assert(
      fc.property(anything, (before) => {
        const after = settle(before, 100);
        expectSound(after);
        expect(settleShadows(after.devices, after.open, 200)).toEqual([]);
      }),
    );
  });

  it('shadows exactly those whose every parent is out, where no paths run in circles', () => {
    fc.assert(
      fc.property(tree, (before) => {
        const { devices, open } = settle(before, 100);
        const isOut = (id: number) => open.some((one) => one.target.id === id);
        for (const one of devices.filter(({ id }) => isOut(id))) {
          const expected = one.parentIds.length > 0 && one.parentIds.every(isOut) ? 'shadowed' : 'down';
          expect(one.state).toBe(expected);
        }
      }),
    );
  });

  it('leaves no child in the shadow of a parent that came back', () => {
    fc.assert(
      fc.property(anything, fc.array(fc.nat(count - 1)), (before, back) => {
        let now = settle(before, 100);
        for (const [index, id] of back.entries()) {
          const at = 101 + index;
          const devices = now.devices.map((one) => (one.id === id ? { ...one, state: 'up' as const, since: at } : one));
          now = settle({ devices, open: now.open.filter((one) => one.target.id !== id) }, at);
          expectSound(now);
        }
      }),
    );
  });

  it('does not depend on the order in which devices and outages are given', () => {
    fc.assert(
      fc.property(anything, ({ devices, open }) => {
        const reversed = settleShadows(devices.toReversed(), open.toReversed(), 100);
        expect(reversed).toEqual(settleShadows(devices, open, 100));
      }),
    );
  });
});
