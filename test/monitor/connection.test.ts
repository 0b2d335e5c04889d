import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeviceSight, judgeConnection } from '../../src/monitor/connection.ts';
import { type State, states } from '../../src/monitor/state.ts';

const router = (deviceId: number, state: State, stateSince = deviceId): DeviceSight => ({
  deviceId,
  device: `X1/r${deviceId}`,
  state,
  stateSince,
  observedAt: stateSince,
  outageId: null,
});

describe('an agency is', () => {
  test.each<[State[], boolean | null, number | null]>([
    [[], null, null],
    [['unknown'], null, null],
    [['unknown', 'unknown'], null, null],
    [['up'], true, 1],
    [['down'], false, 1],
    [['shadowed'], false, 1],
    [['down', 'up'], true, 2],
    [['unknown', 'up'], true, 2],
    [['unknown', 'down'], false, 2],
    [['shadowed', 'down'], false, 1],
  ])('with routers %j connected: %j, as router %j says', (found, connected, by) => {
    const said = judgeConnection(found.map((state, index) => router(index + 1, state)));
    expect(said && [said.connected, said.by.deviceId]).toEqual(connected === null ? null : [connected, by]);
  });
});

test('of several that say the same the one that has said so longest is the proof, then the lowest id', () => {
  expect(judgeConnection([router(1, 'up', 20), router(2, 'up', 10)])?.by.deviceId).toBe(2);
  expect(judgeConnection([router(2, 'down', 10), router(1, 'shadowed', 10)])?.by.deviceId).toBe(1);
});

test('the order in which routers are given does not matter', () => {
  const sights = fc.uniqueArray(fc.record({ id: fc.nat(9), state: fc.constantFrom(...states), since: fc.nat(3) }), {
    selector: (one) => one.id,
  });
  fc.assert(
    fc.property(sights, fc.infiniteStream(fc.nat(1_000)), (found, weights) => {
      const routers = found.map((one) => router(one.id, one.state, one.since));
      const shuffled = routers
        .map((one) => ({ one, weight: weights.next().value }))
        .toSorted((a, b) => a.weight - b.weight)
        .map(({ one }) => one);
      expect(judgeConnection(shuffled)).toEqual(judgeConnection(routers));
    }),
  );
});
