import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { ingestBatch } from '../../src/command/ingest.ts';
import { settleTopology } from '../../src/command/settle-topology.ts';
import type { Observation } from '../../src/monitor/observation.ts';
import { tempStore } from '../store/temp-store.ts';

// A core, two routers behind it, a switch behind both, one behind the second only, and two that hang on each other.
const parents = [[], [0], [0], [1, 2], [2], [6], [5]] as const;
const INTERVAL_MS = 10;
const settings = { intervalMs: INTERVAL_MS, confirmMisses: 2 };

type Step = { readonly device: number; readonly afterMs: number; readonly outcome: Observation['outcome'] };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    device: fc.nat(parents.length - 1),
    // Mostly onward, sometimes at the same instant, sometimes late, sometimes after a silence.
    afterMs: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 4 }) },
      { weight: 1, arbitrary: fc.integer({ min: -6, max: -1 }) },
      { weight: 1, arbitrary: fc.constant(3 * INTERVAL_MS) },
    ),
    outcome: fc.oneof(
      { weight: 5, arbitrary: fc.constant('miss' as const) },
      { weight: 4, arbitrary: fc.constant('answer' as const) },
      { weight: 1, arbitrary: fc.constant('inconclusive' as const) },
    ),
  }),
  { maxLength: 60 },
);

const actor = { kind: 'cli', name: 'test' } as const;

/** One database for all runs; each stream gets a network of its own in it. */
function openNetworks() {
  const { store } = tempStore();
  const agencyId = store.agencies.create('X1');
  const epoch = store.pollers.begin('main', 0);
  let sequence = 0;
  let count = 0;
  const take = (observations: readonly Observation[], now: number) => {
    sequence += 1;
    const batch = { poller: 'main', epoch, sequence, observations, readings: [] };
    return ingestBatch(store, batch, settings, now);
  };
  /** The id of a new network's first device. */
  const build = (): number =>
    store.transaction(actor, 0, (commit) => {
      count += 1;
      const own = { agencyId, role: 'router', address: '10.0.0.1', lifecycle: 'active', credentialId: null } as const;
      const probing = { snmpPort: 161, tcpPort: null, reachability: 'icmp' } as const;
      const ids = parents.map((_, n) => store.devices.create(commit, { ...own, ...probing, name: `${count}/${n}` }));
      const [first = 0] = ids;
      for (const [n, above] of parents.entries()) {
        store.devices.setParents(
          commit,
          first + n,
          above.map((one) => first + one),
        );
      }
      return first;
    });
  /** What came of a network: rows in their order, with devices counted from its first. */
  const outcome = (first: number) => {
    const { targets } = store.read;
    const outages = targets.outages(wholeTree, { limit: -1 }).toReversed();
    const deviceOf = new Map(outages.map((one) => [one.id, one.target.id - first]));
    return parents.map((_, n) => {
      const id = first + n;
      return {
        changes: targets.changes(wholeTree, id, 'icmp', 1e15),
        gaps: targets.gaps(wholeTree, id, 'icmp', { from: 0, to: 1e15 }),
        outages: outages
          .filter((one) => one.target.id === id)
          .map(({ id: _id, target: _target, rootOutageId, ...one }) => {
            return { ...one, root: rootOutageId === null ? null : deviceOf.get(rootOutageId) };
          }),
        state: targets.ofDevice(wholeTree, id).map(({ deviceId: _id, observationId: _observation, ...one }) => one),
      };
    });
  };
  return { store, take, build, outcome };
}

function observationsOf(all: readonly Step[], first: number): Observation[] {
  let at = 1_000;
  return all.map(({ device, afterMs, outcome }) => {
    at += afterMs;
    const base = { deviceId: first + device, probe: 'icmp', at, outcome, purpose: 'round', echo: null } as const;
    return { ...base, reason: outcome === 'answer' ? null : 'timeout', rttMs: null };
  });
}

/** Cuts a stream after every element for which the coin says so. */
function split<T>(all: readonly T[], coins: readonly boolean[]): T[][] {
  const parts: T[][] = [[]];
  for (const [index, one] of all.entries()) {
    parts.at(-1)?.push(one);
    if (coins[index % coins.length]) parts.push([]);
  }
  return parts;
}

test('rows do not depend on where one batch ends and the next begins', () => {
  const { store, take, build, outcome } = openNetworks();
  const coins = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(steps, coins, (all, cuts) => {
      const outcomes = [[false], [true], cuts].map((some, variant) => {
        const first = build();
        const batches = split(observationsOf(all, first), some);
        for (const [index, batch] of batches.entries()) take(batch, 1e6 * (variant + 1) + index);
        return outcome(first);
      });
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(outcomes[2]).toEqual(outcomes[0]);
    }),
    { numRuns: 60 },
  );
  // Settling step by step around what changed came to what settling everything at once would.
  expect(store.transaction(actor, 1e9, () => settleTopology(store, 1e9))).toEqual([]);
});

test('intervals of one target never overlap, and down or shadowed stands exactly where an outage is open', () => {
  const { take, build, outcome } = openNetworks();
  fc.assert(
    fc.property(steps, (all) => {
      const first = build();
      for (const one of observationsOf(all, first)) take([one], 5);
      for (const { changes, gaps, outages, state } of outcome(first)) {
        for (const spans of [gaps, outages.map((one) => ({ from: one.startedAt, to: one.endedAt ?? 1e15 }))]) {
          for (const [index, span] of spans.entries()) {
            expect(span.from).toBeLessThan(span.to);
            expect(span.to).toBeLessThanOrEqual(spans[index + 1]?.from ?? 1e15);
          }
        }
        for (const change of changes) expect(change.decidedAt).toBeGreaterThanOrEqual(change.at);
        const open = outages.filter((one) => one.endedAt === null);
        const out = state.filter((one) => one.state === 'down' || one.state === 'shadowed');
        expect(out).toHaveLength(open.length);
        const shadowed = state.some((one) => one.state === 'shadowed');
        expect(open.map((one) => one.root !== null)).toEqual(open.map(() => shadowed));
      }
    }),
    { numRuns: 60 },
  );
});
