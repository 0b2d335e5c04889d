import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { ingestBatch } from '../../src/command/ingest.ts';
import type { Observation } from '../../src/monitor/observation.ts';
import { agency, answer, credential, cut, device, INTERVAL_MS, miss, NOON, openDesk, polling } from './desk.ts';

const ref = (name: string) => ({ agency: 'X1', name });
const S = 1_000;

/** A core, two routers behind it, and a switch behind both. */
function openNetwork() {
  const desk = openDesk();
  const devices = [
    device('X1', 'core'),
    device('X1', 'r1', { parents: [ref('core')] }),
    device('X1', 'r2', { parents: [ref('core')] }),
    device('X1', 'sw', { parents: [ref('r1'), ref('r2')] }),
  ];
  desk.import({ agencies: [agency('X1')], credentials: [credential('c')], devices });
  return {
    desk,
    core: desk.device('X1', 'core').id,
    r1: desk.device('X1', 'r1').id,
    r2: desk.device('X1', 'r2').id,
    sw: desk.device('X1', 'sw').id,
    states: () => desk.store.read.targets.list(wholeTree).map((one) => one.state),
    outages: () => desk.store.read.targets.outages(wholeTree, { limit: 99 }).toReversed(),
    /** State and offset from noon in seconds, in the order of history. */
    history: (id: number) =>
      desk.store.read.targets.changes(wholeTree, id, 'icmp', 1e15).map((one) => [one.state, (one.at - NOON) / S]),
  };
}

describe('a batch', () => {
  test('is taken once: the same number again changes nothing', () => {
    const { desk } = openNetwork();
    const epoch = desk.store.pollers.begin('main', NOON);
    const batch = { poller: 'main', epoch, sequence: 1, observations: cut(1, NOON), readings: [] };
    const first = ingestBatch(desk.store, batch, polling, NOON);
    expect([first.taken, first.changed.map((one) => one.state)]).toEqual([true, ['down']]);
    const rows = () => ['observation', 'target_state', 'outage', 'state_change'].map((table) => desk.rows(table));
    const before = rows();
    expect(ingestBatch(desk.store, batch, polling, NOON + 9)).toEqual({ taken: false, confirm: [], changed: [] });
    expect(rows()).toEqual(before);
    desk.restart();
    expect(ingestBatch(desk.store, batch, polling, NOON + 9).taken).toBe(false);
  });

  test('that fails midway leaves nothing behind and can be sent again', () => {
    const { desk } = openNetwork();
    const epoch = desk.store.pollers.begin('main', NOON);
    const batch = { poller: 'main', epoch, sequence: 1, readings: [] };
    const bad: Observation = { ...answer(1, NOON + 1), at: Number.NaN };
    const send = (observations: Observation[]) => ingestBatch(desk.store, { ...batch, observations }, polling, NOON);
    expect(() => send([answer(1, NOON), bad])).toThrow();
    expect(desk.rows('observation')).toEqual([]);
    expect(send([answer(1, NOON)]).taken).toBe(true);
  });

  test('of devices and probes that are not polled leaves no trace', () => {
    const { desk, core } = openNetwork();
    desk.import({ devices: [device('X1', 'later', { lifecycle: 'planned' })] });
    const planned = desk.device('X1', 'later').id;
    desk.take([answer(planned, NOON), answer(core, NOON, 'snmp'), answer(core, NOON, 'tcp'), answer(99, NOON)]);
    expect([desk.rows('observation'), desk.rows('target_state')]).toEqual([[], []]);
  });

  test('asks for a confirmation of a miss that is not decided at its end, once, and of no other', () => {
    const { desk, core, r1, r2 } = openNetwork();
    const seen = [miss(core, NOON), miss(core, NOON + 1), ...cut(r1, NOON), miss(r2, NOON), answer(r2, NOON + 1)];
    expect(desk.take(seen).confirm).toEqual([{ deviceId: core, probe: 'icmp' }]);
  });
});

describe('an outage', () => {
  test('begins at its first miss, ends at the first answer, and remembers the last good one', () => {
    const { desk, core, outages } = openNetwork();
    desk.take([answer(core, NOON), ...cut(core, NOON + 60 * S), answer(core, NOON + 120 * S)]);
    expect(outages()).toMatchObject([
      {
        target: { kind: 'device', id: core },
        cause: 'timeout',
        lastGoodAt: NOON,
        startedAt: NOON + 60 * S,
        firstBadAt: NOON + 60 * S,
        confirmedAt: NOON + 62 * S,
        endedAt: NOON + 120 * S,
        rootOutageId: null,
      },
    ]);
  });

  test('stays the same outage over a restart, and the silent time is a gap', () => {
    const { desk, core, outages, history } = openNetwork();
    desk.take([answer(core, NOON), ...cut(core, NOON + 60 * S)]);
    const [before] = outages();
    desk.clock.now = NOON + 3_600 * S;
    desk.restart();
    desk.take([miss(core, NOON + 3_600 * S), miss(core, NOON + 3_601 * S)]);
    expect(outages()).toEqual([before]);
    desk.take([answer(core, NOON + 3_660 * S)]);
    expect(outages()).toEqual([{ ...before, endedAt: NOON + 3_660 * S }]);
    const silentFrom = 62 + (2 * INTERVAL_MS) / S;
    expect(desk.store.read.targets.gaps(wholeTree, core, 'icmp', { from: 0, to: 1e15 })).toEqual([
      { from: NOON + silentFrom * S, to: NOON + 3_600 * S },
    ]);
    expect(history(core)).toEqual([
      ['up', 0],
      ['down', 60],
      ['unknown', silentFrom],
      ['down', 3_600],
      ['up', 3_660],
    ]);
  });

  test('seen only by a probe that does not judge the device is told apart and shadows nobody', () => {
    const { desk, r1, core } = openNetwork();
    desk.import({ devices: [device('X1', 'core', { credential: 'c' })] });
    desk.take([...cut(core, NOON, 'snmp'), answer(core, NOON), ...cut(r1, NOON)]);
    const { targets } = desk.store.read;
    expect(targets.outages(wholeTree, { limit: 9 }).map((one) => one.target.id)).toEqual([r1]);
    expect(targets.outages(wholeTree, { limit: 9, judged: false }).map((one) => one.probe)).toEqual(['icmp', 'snmp']);
    expect(targets.ofDevice(wholeTree, r1)[0]?.state).toBe('down');
  });
});

describe('behind a cut router', () => {
  test('everything is shadowed with one root, whoever was noticed first, and comes back by itself', () => {
    const { desk, core, r1, r2, sw, states, outages, history } = openNetwork();
    desk.take([core, r1, r2, sw].map((id) => answer(id, NOON)));
    desk.take([...cut(sw, NOON + 60 * S), ...cut(r1, NOON + 61 * S)]);
    expect(states()).toEqual(['up', 'down', 'up', 'down']);
    const told = desk.take([...cut(core, NOON + 62 * S), ...cut(r2, NOON + 63 * S)]);
    expect(states()).toEqual(['down', 'shadowed', 'shadowed', 'shadowed']);
    expect(told.changed.map(({ deviceId, state }) => [deviceId, state])).toEqual([
      [core, 'down'],
      [r1, 'shadowed'],
      [r2, 'down'],
      [r2, 'shadowed'],
      [sw, 'shadowed'],
    ]);
    const root = outages().find((one) => one.target.id === core)?.id;
    expect(outages().map((one) => [one.target.id, one.rootOutageId])).toEqual([
      [sw, root],
      [r1, root],
      [core, null],
      [r2, root],
    ]);
    desk.take([answer(core, NOON + 120 * S)]);
    expect(states()).toEqual(['up', 'shadowed', 'shadowed', 'shadowed']);
    desk.take([answer(r1, NOON + 121 * S), answer(r2, NOON + 122 * S), answer(sw, NOON + 123 * S)]);
    expect(states()).toEqual(['up', 'up', 'up', 'up']);
    expect(outages().every((one) => one.endedAt !== null)).toBe(true);
    expect(history(sw)).toEqual([
      ['up', 0],
      ['down', 60],
      ['shadowed', 63],
      ['up', 123],
    ]);
    expect(outages().map((one) => one.rootOutageId)).toEqual([root, root, null, root]);
  });

  test('who misses again after it came back is down from that instant, and what is behind stands in its outage', () => {
    const { desk, core, r1, r2, sw, states, outages, history } = openNetwork();
    desk.take([core, r1, r2, sw].map((id) => answer(id, NOON)));
    desk.take([core, r1, r2, sw].flatMap((id, index) => cut(id, NOON + (60 + index) * S)));
    desk.take([answer(core, NOON + 120 * S), miss(r1, NOON + 121 * S), answer(r2, NOON + 122 * S)]);
    expect(states()).toEqual(['up', 'down', 'up', 'shadowed']);
    expect(history(r1).at(-1)).toEqual(['down', 120]);
    const own = outages().find((one) => one.target.id === r1);
    expect([own?.rootOutageId, outages().find((one) => one.target.id === sw)?.rootOutageId]).toEqual([null, own?.id]);
  });

  test('a device with another way that is up is down itself', () => {
    const { desk, core, r1, r2, sw, states } = openNetwork();
    desk.take([core, r1, r2, sw].map((id) => answer(id, NOON)));
    desk.take([...cut(r1, NOON + 60 * S), ...cut(sw, NOON + 61 * S)]);
    expect(states()).toEqual(['up', 'down', 'up', 'down']);
  });
});

test('a way through a retired device is no way', () => {
  const { desk, r1, r2, sw, states } = openNetwork();
  desk.run({ kind: 'device.close', id: r1, ifMatch: null });
  desk.take([...cut(sw, NOON), ...cut(r2, NOON + 1)]);
  expect(states()).toEqual(['down', 'shadowed']);
});

test('a late observation is kept as a row but not as what is newest', () => {
  const { desk, core } = openNetwork();
  desk.take([answer(core, NOON + 60 * S)]);
  desk.take([miss(core, NOON + 30 * S)]);
  expect(desk.rows('observation')).toHaveLength(2);
  expect(desk.store.read.observations.latest(wholeTree).map((one) => one.at)).toEqual([NOON + 60 * S]);
});
