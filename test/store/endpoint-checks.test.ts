import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { EndpointRun } from '../../src/monitor/endpoint.ts';
import { tempStore } from './temp-store.ts';

const url = 'https://a.example/';

function run(recordId: number, firstAt: number, more: Partial<EndpointRun> = {}): EndpointRun {
  const answer = { outcome: 'answer', reason: null, httpStatus: 200, durationMs: 5 } as const;
  return { recordId, endpoint: url, ...answer, firstAt, lastAt: firstAt + 10, checks: 2, ...more };
}

/** A store with two systems, whose ids are 1 and 2; nobody said yet whose they are. */
function openSystems() {
  const { store } = tempStore();
  for (const code of ['A', 'B']) store.records.create({ kind: 'hosted_system', code });
  return store;
}

test('a run goes on in place; the newest of each endpoint is told with its system', () => {
  const store = openSystems();
  store.endpointChecks.add(run(2, 100));
  store.endpointChecks.add(run(1, 50, { outcome: 'miss', reason: 'tls', httpStatus: null, durationMs: null }));
  store.endpointChecks.add(run(1, 100));
  store.endpointChecks.add(run(1, 20, { endpoint: 'tcp://b:1' }));
  const newest = store.endpointChecks.newest({ recordId: 1, endpoint: url });
  expect(newest).toEqual({ ...run(1, 100), id: 3 });
  store.endpointChecks.extend(newest?.id ?? 0, run(1, 100, { lastAt: 400, checks: 7, durationMs: 9 }));
  expect(store.read.endpointChecks.newest(wholeTree)).toEqual([
    { ...run(1, 100, { lastAt: 400, checks: 7, durationMs: 9 }), id: 3, system: 'A', ownerId: null },
    { ...run(1, 20, { endpoint: 'tcp://b:1' }), id: 4, system: 'A', ownerId: null },
    { ...run(2, 100), id: 1, system: 'B', ownerId: null },
  ]);
  expect(store.endpointChecks.newest({ recordId: 2, endpoint: 'tcp://b:1' })).toBeNull();
});

test('runs of an endpoint are found by the window they touch, half-open', () => {
  const store = openSystems();
  for (const firstAt of [0, 100, 200]) store.endpointChecks.add(run(1, firstAt));
  store.endpointChecks.add(run(2, 100));
  const touching = (from: number, to: number) =>
    store.endpointChecks.touching({ recordId: 1, endpoint: url }, { from, to }).map(({ firstAt }) => firstAt);
  expect(touching(0, 300)).toEqual([0, 100, 200]);
  expect(touching(10, 100)).toEqual([0]);
  expect(touching(11, 100)).toEqual([]);
  expect(touching(105, 106)).toEqual([100]);
});

test('the list goes back page by page, narrowed to one system', () => {
  const store = openSystems();
  for (const firstAt of [0, 100, 200]) for (const id of [1, 2]) store.endpointChecks.add(run(id, firstAt));
  const ids = (filter: { system?: string; beforeId?: number }) =>
    store.read.endpointChecks.runs(wholeTree, { ...filter, limit: 2 }).map(({ id }) => id);
  expect([ids({}), ids({ beforeId: 5 }), ids({ beforeId: 1 })]).toEqual([[6, 5], [4, 3], []]);
  expect([ids({ system: 'B' }), ids({ system: 'B', beforeId: 4 }), ids({ system: 'C' })]).toEqual([[6, 4], [2], []]);
});

test('old runs are forgotten in small steps, what was last known of an endpoint stays', () => {
  const store = openSystems();
  for (const firstAt of [0, 100, 200]) store.endpointChecks.add(run(1, firstAt));
  store.endpointChecks.add(run(2, 0));
  expect(store.endpointChecks.forgetBefore(300, 1)).toBe(1);
  expect(store.endpointChecks.forgetBefore(300, 10)).toBe(1);
  expect(store.endpointChecks.forgetBefore(300, 10)).toBe(0);
  expect(store.read.endpointChecks.newest(wholeTree).map(({ id }) => id)).toEqual([3, 4]);
});
