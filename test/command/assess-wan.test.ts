import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/calendar/interval.ts';
import { agencies, evidenceOf, observedOf, portsOf, record, wanLink } from './assess-cast.ts';
import { answer, cut, device, INTERVAL_MS, NOON, openDesk, TODAY } from './desk.ts';

/** X1 with two routers, a link of 100 Mbit/s on the first and one of 20 on the second. */
function openLinks(...more: ReturnType<typeof record>[]) {
  const desk = openDesk();
  desk.import({
    agencies: agencies('X1', 'X2'),
    devices: [device('X1', 'r1'), device('X1', 'r2'), device('X2', 'core', { role: 'router' })],
    records: [
      wanLink('X1', 'k1', {
        device: 'X1/r1',
        interface: 'wan0',
        direction: 'Bắc',
        medium: 'fibre',
        down_mbps: 100,
        up_mbps: 100,
      }),
      wanLink('X1', 'k2', { device: 'X1/r2', direction: 'Nam', medium: 'fibre', down_mbps: 20, up_mbps: 50 }),
      ...more,
    ],
  });
  const [r1, r2] = [desk.device('X1', 'r1').id, desk.device('X1', 'r2').id];
  const assess = (date: string | null = null) => desk.run({ kind: 'assess', date });
  return { desk, r1, r2, assess };
}

const both = { on_wan: true, wan_channels_alive: 2, wan_capacity_mbps: 120, wan_level_met: true };

describe('an agency with WAN links on record', () => {
  test('is on the WAN by its live links, with channels, capacity, level, and every link as proof', () => {
    const { desk, r1, r2, assess } = openLinks();
    desk.take([answer(r1, NOON), answer(r2, NOON)], [portsOf(r1, NOON, { wan0: 1, lan0: 2 })]);
    desk.clock.now = NOON + 5_000;
    expect(assess().tally.facts.added).toBe(4);
    expect(observedOf(desk, 'X1')).toEqual(both);
    const link = { isAlive: true, state: 'up', stateSince: NOON, observedAt: NOON, outageId: null, medium: 'fibre' };
    expect(evidenceOf(desk, 'X1', 'wan_channels_alive')).toEqual({
      of: 'links',
      at: NOON + 5_000,
      level: 'II',
      demand: { channels: 1, directions: 0, isFibre: false },
      links: [
        {
          link: 'X1/k1',
          deviceId: r1,
          device: 'X1/r1',
          interface: 'wan0',
          interfaceStatus: 'up',
          direction: 'bắc',
          mbps: 100,
          ...link,
        },
        {
          link: 'X1/k2',
          deviceId: r2,
          device: 'X1/r2',
          interface: null,
          interfaceStatus: null,
          direction: 'nam',
          mbps: 20,
          ...link,
        },
      ],
    });
    expect(observedOf(desk, 'X2')).toEqual({});
  });

  test('loses a channel with an outage and gets it back; asking again on the same proof writes nothing', () => {
    const { desk, r1, r2, assess } = openLinks();
    desk.take([answer(r1, NOON), answer(r2, NOON)]);
    assess();
    desk.take([answer(r1, NOON + INTERVAL_MS), ...cut(r2, NOON + INTERVAL_MS)]);
    desk.clock.now = NOON + INTERVAL_MS + 5_000;
    expect(assess().tally.facts).toEqual({ added: 0, changed: 4, same: 0 });
    expect(observedOf(desk, 'X1')).toEqual({ ...both, wan_channels_alive: 1, wan_capacity_mbps: 100 });
    expect(evidenceOf(desk, 'X1', 'on_wan')).toMatchObject({
      links: [{ isAlive: true }, { isAlive: false, state: 'down', outageId: 1 }],
    });
    desk.clock.now += 5_000;
    expect(assess()).toMatchObject({ seq: null, tally: { facts: { added: 0, changed: 0, same: 4 } } });
    desk.take([answer(r1, NOON + 2 * INTERVAL_MS), answer(r2, NOON + 2 * INTERVAL_MS)]);
    desk.clock.now = NOON + 2 * INTERVAL_MS;
    assess();
    expect(observedOf(desk, 'X1')).toEqual(both);
  });

  test('is off the WAN when no link is left, and keeps no channel', () => {
    const { desk, r1, r2, assess } = openLinks();
    desk.take([...cut(r1, NOON), ...cut(r2, NOON)]);
    desk.clock.now = NOON + 5_000;
    assess();
    expect(observedOf(desk, 'X1')).toEqual({
      on_wan: false,
      wan_channels_alive: 0,
      wan_capacity_mbps: 0,
      wan_level_met: false,
    });
  });

  test('of which one link is not known is told no count', () => {
    const { desk, r1, assess } = openLinks();
    desk.take([answer(r1, NOON)]);
    assess();
    expect(observedOf(desk, 'X1')).toEqual({ on_wan: true, wan_level_met: true });
    desk.take(cut(r1, NOON + 1_000));
    desk.clock.now = NOON + 1_000 + 3_000;
    expect(assess('2026-11-22').tally.facts).toMatchObject({ changed: 0 });
  });

  test('without links on record goes by its routers, and what was counted before is taken back', () => {
    const { desk, r1, r2, assess } = openLinks();
    desk.take([answer(r1, NOON), answer(r2, NOON)]);
    assess();
    for (const code of ['X1/k1', 'X1/k2']) {
      desk.run({ kind: 'record.close', ref: { kind: 'wan_link', code }, ifMatch: null, on: TODAY });
    }
    expect(assess().tally.facts.changed).toBe(4);
    expect(observedOf(desk, 'X1')).toEqual({ on_wan: true });
    expect(evidenceOf(desk, 'X1', 'on_wan')).toMatchObject({ of: 'device', deviceId: r1 });
    expect(assess().seq).toBeNull();
  });

  test('goes by its routers where a link names no terminal device', () => {
    const desk = openDesk();
    desk.import({
      agencies: agencies('X1'),
      devices: [device('X1', 'r1')],
      records: [wanLink('X1', 'k', { interface: 'wan0', down_mbps: 10 })],
    });
    const id = desk.device('X1', 'r1').id;
    desk.take([answer(id, NOON)], [portsOf(id, NOON, { wan0: 2 })]);
    desk.run({ kind: 'assess', date: null });
    expect(observedOf(desk, 'X1')).toMatchObject({ on_wan: true, wan_channels_alive: 1, wan_capacity_mbps: 10 });
    expect(evidenceOf(desk, 'X1', 'on_wan')).toMatchObject({
      links: [{ device: 'X1/r1', interface: null, interfaceStatus: null }],
    });
    desk.take(cut(id, NOON + 1_000));
    desk.clock.now = NOON + 5_000;
    desk.run({ kind: 'assess', date: null });
    expect(observedOf(desk, 'X1')).toMatchObject({ on_wan: false, wan_channels_alive: 0 });
  });
});

describe('the interface of a link', () => {
  const statuses: [string, Record<string, number | null>, boolean][] = [
    ['that is up keeps it alive', { wan0: 1 }, true],
    ['that is down ends it though its device is up', { wan0: 2 }, false],
    ['that is dormant ends it', { wan0: 5 }, false],
    ['of which the agent does not know is left aside', { wan0: 4 }, true],
    ['that the agent does not tell is left aside', { wan0: null }, true],
    ['that no reading knows is left aside', { wan9: 2 }, true],
  ];
  test.each(statuses)('%s', (_, ports, alive) => {
    const { desk, r1, r2, assess } = openLinks();
    desk.take([answer(r1, NOON), answer(r2, NOON)], [portsOf(r1, NOON, ports)]);
    assess();
    expect(evidenceOf(desk, 'X1', 'on_wan')).toMatchObject({
      links: [{ link: 'X1/k1', isAlive: alive }, { isAlive: true }],
    });
    expect(observedOf(desk, 'X1').wan_channels_alive).toBe(alive ? 2 : 1);
  });

  test('that is gone from the device ends it', () => {
    const { desk, r1, r2, assess } = openLinks();
    desk.take([answer(r1, NOON), answer(r2, NOON)], [portsOf(r1, NOON - 60_000, { wan0: 1, lan0: 1 })]);
    desk.take([], [portsOf(r1, NOON, { lan0: 1 })]);
    assess();
    expect(evidenceOf(desk, 'X1', 'on_wan')).toMatchObject({
      links: [{ interfaceStatus: 'down', isAlive: false }, {}],
    });
  });

  test('read more than an hour away says nothing', () => {
    const { desk, r1, r2, assess } = openLinks();
    desk.take([], [portsOf(r1, NOON, { wan0: 2 })]);
    const later = NOON + HOUR_MS;
    desk.take([answer(r1, later), answer(r2, later)]);
    desk.clock.now = later;
    assess();
    expect(observedOf(desk, 'X1').wan_channels_alive).toBe(1);
    desk.clock.now = later + 1;
    assess();
    expect(observedOf(desk, 'X1').wan_channels_alive).toBe(2);
  });

  test('read just after midnight tells of the day that ended', () => {
    const { desk, r1, r2, assess } = openLinks();
    const midnight = NOON + 10 * HOUR_MS;
    desk.take([r1, r2].flatMap((id) => [midnight - 30_000, midnight + 30_000].map((at) => answer(id, at))));
    desk.take([], [portsOf(r1, midnight + 30_000, { wan0: 2 })]);
    desk.clock.now = midnight + 5 * 60_000;
    assess(TODAY);
    expect(observedOf(desk, 'X1')).toMatchObject({ on_wan: true, wan_channels_alive: 1 });
  });
});

describe('the level', () => {
  const system = (owner: string, level: number, hosts: string[] = []) =>
    record('hosted_system', { code: 'S', name: 'S', kind: 'database', owner, security_level: level, hosts });

  test.each([
    ['nobody has a critical system', [], true],
    ['its own is of level 3', [system('X1', 3)], true],
    ['its own is of level 4', [system('X1', 4)], false],
    ['one of level 5 runs on its device', [system('X2', 5, ['X1/r2'])], false],
    ['one of level 5 is another’s', [system('X2', 5)], true],
  ])('II with one link on one direction, where %s, is met: %s', (_, systems, met) => {
    const { desk, r1, r2, assess } = openLinks(...systems);
    desk.run({ kind: 'record.close', ref: { kind: 'wan_link', code: 'X1/k2' }, ifMatch: null, on: TODAY });
    desk.take([answer(r1, NOON), answer(r2, NOON)]);
    assess();
    expect(observedOf(desk, 'X1').wan_level_met).toBe(met);
  });
});

test('a link on another agency’s device goes by its state and does not name it', () => {
  const desk = openDesk();
  desk.import({
    agencies: agencies('X1', 'X2'),
    devices: [device('X2', 'core')],
    records: [wanLink('X1', 'k', { device: 'X2/core', interface: 'ge1' })],
  });
  const core = desk.device('X2', 'core').id;
  desk.take(cut(core, NOON), [portsOf(core, NOON, { ge1: 1 })]);
  desk.clock.now = NOON + 5_000;
  desk.run({ kind: 'assess', date: null });
  expect(observedOf(desk, 'X1').on_wan).toBe(false);
  expect(evidenceOf(desk, 'X1', 'on_wan')).toMatchObject({
    links: [
      { state: 'down', interfaceStatus: 'unknown', deviceId: null, device: null, outageId: null, interface: 'ge1' },
    ],
  });
  expect(JSON.stringify(evidenceOf(desk, 'X1', 'on_wan'))).not.toContain('X2');
});

test('links count on the days they stood on, also for a day assessed later', () => {
  const { desk, r1, r2, assess } = openLinks();
  const midnight = NOON + 10 * HOUR_MS;
  desk.run({ kind: 'record.close', ref: { kind: 'wan_link', code: 'X1/k2' }, ifMatch: null, on: '2026-11-23' });
  desk.take([r1, r2].flatMap((id) => [midnight - 30_000, midnight + 30_000].map((at) => answer(id, at))));
  desk.clock.now = midnight + 60_000;
  assess(TODAY);
  assess();
  expect(observedOf(desk, 'X1').wan_channels_alive).toBe(2);
  expect(observedOf(desk, 'X1', '2026-11-23').wan_channels_alive).toBe(1);
});
