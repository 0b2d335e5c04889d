import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/calendar/interval.ts';
import { agencies, evidenceOf, observedOf } from './assess-cast.ts';
import { answer, cut, device, miss, NOON, openDesk, prefix, TODAY } from './desk.ts';

type Choices = NonNullable<Parameters<typeof device>[2]>;

/** X1 and X2, each with a prefix, and devices by agency, name and choices. */
function openLan(...devices: [string, string, Choices][]) {
  const desk = openDesk();
  desk.import({
    agencies: agencies('X1', 'X2'),
    devices: devices.map((one) => device(...one)),
    prefixes: [prefix('X1', '10.1.0.0/16'), prefix('X2', '10.1.9.0/24')],
  });
  const idOf = (name: string, of = 'X1') => desk.device(of, name).id;
  const assess = (date: string | null = null) => desk.run({ kind: 'assess', date });
  return { desk, idOf, assess };
}

const server = (address: string): Choices => ({ role: 'server', address });

describe('a LAN is proved', () => {
  test('by a switch of the agency that answered, which is the proof', () => {
    const { desk, idOf, assess } = openLan(['X1', 'sw', { role: 'switch', address: '10.9.0.1' }]);
    desk.take([answer(idOf('sw'), NOON)]);
    assess();
    expect(observedOf(desk, 'X1')).toEqual({ has_lan: true });
    expect(evidenceOf(desk, 'X1', 'has_lan')).toEqual({
      of: 'hosts',
      at: NOON,
      since: NOON - 30 * DAY_MS,
      wanted: 3,
      hosts: [{ deviceId: idOf('sw'), device: 'X1/sw', role: 'switch', address: '10.9.0.1', answeredAt: NOON }],
    });
    expect(assess().seq).toBeNull();
  });

  test('by three hosts behind its prefix, whoever they belong to; another’s are not named', () => {
    const { desk, idOf, assess } = openLan(
      ['X1', 'a', server('10.1.0.1')],
      ['X2', 'b', server('10.1.0.2')],
      ['X1', 'c', server('192.0.2.3')],
      ['X1', 'd', server('10.1.9.4')],
    );
    desk.take([answer(idOf('a'), NOON), answer(idOf('c'), NOON), answer(idOf('d'), NOON)]);
    assess();
    expect(observedOf(desk, 'X1')).toEqual({});
    desk.take([answer(idOf('b', 'X2'), NOON + 1_000)]);
    desk.clock.now = NOON + 1_000;
    assess();
    expect(observedOf(desk, 'X1')).toEqual({ has_lan: true });
    expect(evidenceOf(desk, 'X1', 'has_lan')).toMatchObject({
      hosts: [
        { device: 'X1/a', address: '10.1.0.1' },
        { deviceId: null, device: null, address: '10.1.0.2' },
        { device: 'X1/c', address: '192.0.2.3' },
      ],
    });
    expect(observedOf(desk, 'X2')).toEqual({});
  });

  test('never by routers and firewalls, which stand in front of it', () => {
    const { desk, idOf, assess } = openLan(
      ['X1', 'a', { role: 'router', address: '10.1.0.1' }],
      ['X1', 'b', { role: 'firewall', address: '10.1.0.2' }],
      ['X1', 'c', { role: 'firewall', address: '10.1.0.3' }],
      ['X1', 'd', { role: 'firewall', address: '10.1.0.4' }],
      ['X1', 'e', { role: 'server', address: '10.1.0.5' }],
    );
    desk.take(['a', 'b', 'c', 'd', 'e'].map((name) => answer(idOf(name), NOON)));
    assess();
    expect(observedOf(desk, 'X1')).toEqual({ on_wan: true });
  });
});

describe('a LAN is not denied', () => {
  test('when its switch is silent: what was seen within the days counts, then nothing is said', () => {
    const { desk, idOf, assess } = openLan(['X1', 'sw', { role: 'switch', address: '10.9.0.1' }]);
    const id = idOf('sw');
    desk.take([answer(id, NOON), ...cut(id, NOON + 60_000)]);
    const until = NOON + 30 * DAY_MS;
    desk.clock.now = until;
    desk.take([miss(id, until)]);
    assess();
    expect(observedOf(desk, 'X1', '2026-12-22')).toEqual({ has_lan: true });
    desk.clock.now = until + DAY_MS;
    desk.take([miss(id, until + DAY_MS)]);
    expect(assess().tally.facts).toEqual({ added: 0, changed: 0, same: 0 });
    expect(observedOf(desk, 'X1', '2026-12-23')).toEqual({});
  });

  test('when nothing of it was ever asked', () => {
    const { desk, assess } = openLan(['X1', 'sw', { role: 'switch', address: '10.9.0.1', lifecycle: 'planned' }]);
    expect(assess().seq).toBeNull();
    expect(observedOf(desk, 'X1')).toEqual({});
  });
});

describe('a day that is over is judged by what answered up to its end', () => {
  test('whatever came of the switch later', () => {
    const { desk, idOf, assess } = openLan(['X1', 'sw', { role: 'switch', address: '10.9.0.1' }]);
    const id = idOf('sw');
    desk.take([answer(id, NOON), miss(id, NOON + 60_000), answer(id, NOON + DAY_MS)]);
    desk.clock.now = NOON + 2 * DAY_MS;
    assess('2026-11-21');
    assess(TODAY);
    expect(observedOf(desk, 'X1', '2026-11-21')).toEqual({});
    expect(evidenceOf(desk, 'X1', 'has_lan')).toMatchObject({ hosts: [{ answeredAt: NOON }] });
  });

  test('also in the middle of an outage, and of a device retired since', () => {
    const { desk, idOf, assess } = openLan(['X1', 'sw', { role: 'switch', address: '10.9.0.1' }]);
    const id = idOf('sw');
    desk.take([answer(id, NOON), ...cut(id, NOON + 60_000), answer(id, NOON + 2 * DAY_MS)]);
    desk.clock.now = NOON + 2 * DAY_MS;
    assess('2026-11-23');
    expect(evidenceOf(desk, 'X1', 'has_lan', '2026-11-23')).toMatchObject({ hosts: [{ answeredAt: NOON }] });
    desk.run({ kind: 'device.close', id, ifMatch: null });
    assess(TODAY);
    expect(observedOf(desk, 'X1')).toEqual({ has_lan: true });
  });
});
