import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { addHousehold } from './cast.ts';
import { tempStore } from './temp-store.ts';

const actor = { kind: 'cli', name: 'test' } as const;
const secret = { version: 'v2c', community: 'x' } as const;

test('the id of something erased is never given again, not even after reopening', () => {
  const temp = tempStore();
  addHousehold(temp.store, 'X1', 1);
  const first = temp.store.transaction(actor, 1, (commit) => ({
    prefix: temp.store.prefixes.create(1, '10.9.0.0/16'),
    credential: temp.store.credentials.create(commit, 'c', secret),
    observation: temp.store.read.observations.latest(wholeTree)[0]?.id ?? 0,
  }));
  temp.store.prefixes.erase(first.prefix);
  temp.store.credentials.erase(first.credential);
  temp.store.observations.forgetBefore(1e6, 99);
  const store = temp.reopen();
  store.transaction(actor, 2, (commit) => {
    expect(store.prefixes.create(1, '10.9.0.0/16')).toBeGreaterThan(first.prefix);
    expect(store.credentials.create(commit, 'c', secret)).toBeGreaterThan(first.credential);
  });
  const seen = { deviceId: 1, probe: 'icmp', at: 5, outcome: 'answer', reason: null } as const;
  const again = store.observations.add({ ...seen, purpose: 'round', rttMs: null, echo: null });
  expect(again).toBeGreaterThan(first.observation);
});

test('runs of pollers are numbered on and on', () => {
  const temp = tempStore();
  const first = temp.store.pollers.begin('main', 1);
  expect(temp.reopen().pollers.begin('main', 2)).toBe(first + 1);
});
