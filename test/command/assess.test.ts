import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { DAY_MS, HOUR_MS } from '../../src/calendar/interval.ts';
import { InvalidError } from '../../src/errors.ts';
import type { Observation } from '../../src/monitor/observation.ts';
import { agency, answer, cut, device, INTERVAL_MS, miss, NOON, openDesk, TODAY } from './desk.ts';

const TOMORROW = '2026-11-23';
const MIDNIGHT = NOON + 10 * HOUR_MS;

function openProvince(...devices: Parameters<typeof device>[]) {
  const desk = openDesk();
  desk.import({
    agencies: [agency('X1', { validFrom: '2025-07-01' }), agency('X2', { validFrom: '2025-07-01' })],
    devices: devices.map((one) => device(...one)),
  });
  const idOf = (name: string) => desk.device('X1', name).id;
  const assess = (date: string | null = null) => desk.run({ kind: 'assess', date });
  const factOn = (asOf: string, knownSeq = 99) =>
    desk.store.read.facts.asKnown(wholeTree, { asOf, knownSeq }).find((one) => one.fact === 'on_wan') ?? null;
  /** Answers every interval from one instant up to another. */
  const alive = (id: number, from: number, to: number): Observation[] =>
    Array.from({ length: Math.floor((to - from) / INTERVAL_MS) + 1 }, (_, n) => answer(id, from + n * INTERVAL_MS));
  return { desk, idOf, assess, factOn, alive };
}

describe('today', () => {
  test('is judged by how things stand now, with the router, its last observation and its outage as proof', () => {
    const { desk, idOf, assess, factOn } = openProvince(['X1', 'r']);
    const id = idOf('r');
    desk.take([answer(id, NOON)]);
    desk.clock.now = NOON + 5_000;
    expect(assess().tally.facts).toEqual({ added: 1, changed: 0, same: 0 });
    const proof = { deviceId: id, device: 'X1/r' };
    expect(factOn(TODAY)).toMatchObject({
      kind: 'observed',
      source: 'assessment',
      value: true,
      validFrom: TODAY,
      validTo: TOMORROW,
      evidence: { ...proof, state: 'up', at: NOON + 5_000, stateSince: NOON, observedAt: NOON, outageId: null },
    });
    desk.take(cut(id, NOON + 60_000));
    desk.clock.now = NOON + 70_000;
    const { seq, tally } = assess();
    expect(tally.facts.changed).toBe(1);
    expect(factOn(TODAY)).toMatchObject({
      value: false,
      knownSeq: seq,
      evidence: {
        ...proof,
        state: 'down',
        at: NOON + 70_000,
        stateSince: NOON + 60_000,
        observedAt: NOON + 62_000,
        outageId: 1,
      },
    });
    expect(factOn(TODAY, (seq ?? 0) - 1)?.value).toBe(true);
    expect(factOn(TOMORROW)).toBeNull();
  });

  test('a second time on the same proof changes nothing, however much later', () => {
    const { desk, idOf, assess } = openProvince(['X1', 'r']);
    desk.take([answer(idOf('r'), NOON)]);
    assess();
    desk.take([answer(idOf('r'), NOON + INTERVAL_MS)]);
    desk.clock.now = NOON + INTERVAL_MS + 5_000;
    expect(assess()).toMatchObject({ seq: null, tally: { facts: { added: 0, changed: 0, same: 1 } } });
    expect(desk.rows('fact')).toHaveLength(1);
  });

  test('of which nothing is known gives no fact: unknown is not a no', () => {
    const { desk, idOf, assess, factOn } = openProvince(
      ['X1', 'never-seen'],
      ['X1', 'planned', { lifecycle: 'planned', address: '10.0.0.9' }],
      ['X1', 'sw', { role: 'switch', address: '10.0.0.8' }],
    );
    desk.take(cut(idOf('sw'), NOON));
    desk.clock.now = NOON + 10_000;
    expect(assess().seq).toBeNull();
    desk.take([answer(idOf('never-seen'), NOON)]);
    desk.clock.now = NOON + 2 * INTERVAL_MS;
    expect(assess().seq).toBeNull();
    expect(factOn(TODAY)).toBeNull();
  });

  test('one of two routers being up is enough', () => {
    const { desk, idOf, assess, factOn } = openProvince(['X1', 'r1'], ['X1', 'r2']);
    desk.take([...cut(idOf('r1'), NOON), answer(idOf('r2'), NOON)]);
    desk.clock.now = NOON + 3_000;
    assess();
    expect(factOn(TODAY)).toMatchObject({ value: true, evidence: { device: 'X1/r2' } });
  });

  test('a router behind somebody else’s cut is off the WAN', () => {
    const { desk, idOf, assess, factOn } = openProvince(
      ['X1', 'core', { role: 'switch' }],
      ['X1', 'r', { parents: [{ agency: 'X1', name: 'core' }] }],
    );
    desk.take([...cut(idOf('core'), NOON), ...cut(idOf('r'), NOON + 100)]);
    desk.clock.now = NOON + 3_000;
    assess();
    expect(factOn(TODAY)).toMatchObject({ value: false, evidence: { state: 'shadowed' } });
  });
});

describe('a day that is over', () => {
  test('is judged by how it ended, also when that was only decided after midnight', () => {
    const { desk, idOf, assess, factOn, alive } = openProvince(['X1', 'r']);
    const id = idOf('r');
    desk.take(alive(id, NOON, MIDNIGHT - INTERVAL_MS));
    desk.take([miss(id, MIDNIGHT - 500), miss(id, MIDNIGHT + 500), miss(id, MIDNIGHT + 1_500)]);
    desk.take([answer(id, MIDNIGHT + INTERVAL_MS)]);
    desk.clock.now = MIDNIGHT + HOUR_MS;
    assess(TODAY);
    expect(factOn(TODAY)).toMatchObject({
      value: false,
      evidence: {
        state: 'down',
        at: MIDNIGHT - 1,
        stateSince: MIDNIGHT - 500,
        observedAt: MIDNIGHT - 500,
        outageId: 1,
      },
    });
    expect(assess(TODAY).seq).toBeNull();
  });

  test('that ended in silence gives no fact, whether the silence is over or goes on', () => {
    const { desk, idOf, assess, alive } = openProvince(['X1', 'r']);
    const id = idOf('r');
    desk.take(alive(id, NOON, NOON + HOUR_MS));
    desk.clock.now = MIDNIGHT + HOUR_MS;
    expect(assess(TODAY).seq).toBeNull();
    desk.take([answer(id, MIDNIGHT + HOUR_MS)]);
    expect(assess(TODAY).seq).toBeNull();
  });

  test('counts a router that was retired since, and not one that came later', () => {
    const { desk, idOf, assess, factOn, alive } = openProvince(['X1', 'r']);
    const id = idOf('r');
    desk.take(alive(id, MIDNIGHT - HOUR_MS, MIDNIGHT));
    desk.clock.now = MIDNIGHT + HOUR_MS;
    desk.run({ kind: 'device.close', id, ifMatch: null });
    desk.import({ devices: [device('X1', 'new', { address: '10.9.9.9' })] });
    desk.take(cut(idOf('new'), MIDNIGHT + HOUR_MS));
    assess(TODAY);
    expect(factOn(TODAY)).toMatchObject({ value: true, evidence: { device: 'X1/r' } });
    desk.clock.now = MIDNIGHT + HOUR_MS + 3_000;
    assess();
    expect(factOn(TOMORROW)).toMatchObject({ value: false, evidence: { device: 'X1/new' } });
  });

  test('is told only of agencies that stood on it', () => {
    const { desk, idOf, assess, factOn, alive } = openProvince(['X1', 'r']);
    desk.take(alive(idOf('r'), NOON, MIDNIGHT));
    desk.clock.now = MIDNIGHT + DAY_MS;
    assess('2025-06-30');
    expect(factOn('2025-06-30')).toBeNull();
    assess(TODAY);
    expect(factOn(TODAY)?.value).toBe(true);
  });
});

test('a day to come is a fault', () => {
  const { desk } = openProvince();
  const refusal = desk.refusal({ kind: 'assess', date: TOMORROW });
  expect(refusal).toBeInstanceOf(InvalidError);
  expect(refusal.problems[0]?.path).toBe('/date');
});
