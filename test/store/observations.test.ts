import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { Observation } from '../../src/monitor/observation.ts';
import { tempStore } from './temp-store.ts';

const seen = (at: number, more: Partial<Observation> = {}): Observation => ({
  deviceId: 1,
  probe: 'icmp',
  at,
  outcome: 'answer',
  reason: null,
  purpose: 'round',
  rttMs: 1.5,
  echo: null,
  ...more,
});

test('old observations are forgotten oldest first in steps no larger than asked, and no others', () => {
  const { store } = tempStore();
  for (let at = 0; at < 25; at += 1) store.observations.add(seen(at));
  const steps = [10, 10, 10].map((limit) => store.observations.forgetBefore(23, limit));
  expect(steps).toEqual([10, 10, 3]);
  const left = store.read.observations.list(wholeTree, { deviceId: 1, limit: 99 });
  expect(left.map((one) => one.at)).toEqual([24, 23]);
  expect(store.observations.forgetBefore(23, 10)).toBe(0);
});

test('the first step takes the oldest', () => {
  const { store } = tempStore();
  for (const at of [30, 10, 20]) store.observations.add(seen(at));
  store.observations.forgetBefore(100, 1);
  expect(store.read.observations.list(wholeTree, { deviceId: 1, limit: 9 }).map((one) => one.at)).toEqual([30, 20]);
});

test('an observation comes back as it was given, its loss as a share', () => {
  const { store } = tempStore();
  const echo = { sent: 5, received: 3, lossRatio: 0.4, rttMsMin: 1, rttMsMean: 2, rttMsMax: 3, jitterMs: 0.5 };
  const lost = { sent: 5, received: 0, lossRatio: 1, rttMsMin: null, rttMsMean: null, rttMsMax: null, jitterMs: null };
  const given = [
    seen(1, { echo }),
    seen(2, { outcome: 'miss', reason: 'timeout', rttMs: null, echo: lost, purpose: 'confirm' }),
    seen(3, { probe: 'snmp', outcome: 'inconclusive', reason: 'own-lag', rttMs: null, purpose: 'demand' }),
  ];
  for (const one of given) store.observations.add(one);
  const found = store.read.observations.list(wholeTree, { deviceId: 1, limit: 9 }).toReversed();
  expect(found).toEqual(given.map((one, index) => ({ ...one, id: index + 1 })));
});

test('the last answer or miss up to an instant is told, never what could not tell', () => {
  const { store } = tempStore();
  store.observations.add(seen(10));
  store.observations.add(seen(20, { outcome: 'miss', reason: 'timeout' }));
  store.observations.add(seen(30, { outcome: 'inconclusive', reason: 'own-lag' }));
  store.observations.add(seen(35, { probe: 'snmp' }));
  const last = (until: number) => store.observations.lastConclusive(1, 'icmp', until);
  expect([9, 10, 19, 20, 99].map(last)).toEqual([null, 10, 10, 20, 20]);
});
