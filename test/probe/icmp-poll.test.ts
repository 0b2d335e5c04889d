import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundPlan, singlePlan } from '../../src/probe/icmp-engine.ts';
import { echoObservation, echoStats, probeEcho } from '../../src/probe/icmp-poll.ts';

describe('figures of a series of echoes', () => {
  test.each([
    [5, [1, 3, 2, 2, 7], { received: 5, lossRatio: 0, rttMsMin: 1, rttMsMean: 3, rttMsMax: 7, jitterMs: 2 }],
    [5, [4, 1], { received: 2, lossRatio: 0.6, rttMsMin: 1, rttMsMean: 2.5, rttMsMax: 4, jitterMs: 3 }],
    [5, [4], { received: 1, lossRatio: 0.8, rttMsMin: 4, rttMsMean: 4, rttMsMax: 4, jitterMs: null }],
    [5, [], { received: 0, lossRatio: 1, rttMsMin: null, rttMsMean: null, rttMsMax: null, jitterMs: null }],
  ])('%i sent, %j back', (sent, rttsMs, stats) => {
    expect(echoStats(sent, rttsMs)).toEqual({ sent, ...stats });
  });

  test('loss lies in 0..1, the mean between the extremes, and jitter never exceeds their distance', () => {
    const series = fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(series, (rttsMs) => {
        const { lossRatio, rttMsMin, rttMsMean, rttMsMax, jitterMs } = echoStats(5, rttsMs);
        const min = rttMsMin ?? Number.NaN;
        const max = rttMsMax ?? Number.NaN;
        expect(lossRatio).toBeGreaterThanOrEqual(0);
        expect(lossRatio).toBeLessThan(1);
        expect(rttMsMean).toBeGreaterThanOrEqual(min * (1 - 1e-9));
        expect(rttMsMean).toBeLessThanOrEqual(max * (1 + 1e-9));
        expect(jitterMs ?? 0).toBeLessThanOrEqual((max - min) * (1 + 1e-9));
      }),
    );
  });
});

describe('what an answer means', () => {
  const back = { kind: 'echoes', sent: 5, rttsMs: [2, 4], unreachable: true } as const;
  const lost = { kind: 'echoes', sent: 5, rttsMs: [], unreachable: false } as const;

  test('one echo back is an answer, however many were lost', () => {
    expect(echoObservation(7, back, 'round', 1_000)).toMatchObject({
      deviceId: 7,
      probe: 'icmp',
      at: 1_000,
      outcome: 'answer',
      reason: null,
      rttMs: 3,
      echo: { received: 2 },
    });
  });

  test('all lost is a miss, with the reason a router gave', () => {
    const silent = { outcome: 'miss', reason: 'timeout', rttMs: null, echo: { lossRatio: 1 } };
    expect(echoObservation(7, lost, 'round', 1_000)).toMatchObject(silent);
    const told = echoObservation(7, { ...lost, unreachable: true }, 'confirm', 1_000);
    expect(told).toMatchObject({ outcome: 'miss', reason: 'unreachable', purpose: 'confirm' });
  });

  test.each(['no-engine', 'engine-failed', 'aborted'] as const)('%s never counts against the device', (reason) => {
    const observation = echoObservation(7, { kind: 'failed', reason }, 'round', 1_000);
    expect(observation).toMatchObject({ outcome: 'inconclusive', reason, rttMs: null, echo: null });
  });
});

test('without an engine every task is inconclusive, in order', async () => {
  const tasks = [3, 1, 2].map((deviceId) => ({ deviceId, address: '127.92.0.1' }));
  const round = { engine: null, plan: singlePlan, purpose: 'demand', now: () => 5_000 } as const;
  const observations = await probeEcho(tasks, round);
  expect(observations.map((one) => one.deviceId)).toEqual([3, 1, 2]);
  for (const one of observations)
    expect(one).toMatchObject({ at: 5_000, outcome: 'inconclusive', reason: 'no-engine' });
});

test.each([
  [60_000, 5, 9_600, 1_000],
  [10_000, 5, 1_600, 1_000],
  [5_000, 5, 800, 800],
  [60_000, 20, 2_400, 1_000],
])(
  'a round of %i ms sends %i echoes %i ms apart and ends within its interval',
  (spanMs, echoes, periodMs, timeoutMs) => {
    const plan = roundPlan(spanMs, echoes);
    expect(plan).toEqual({ echoes, periodMs, timeoutMs, spanMs });
    expect(plan.echoes * plan.periodMs + plan.timeoutMs).toBeLessThanOrEqual(spanMs);
  },
);

test('a round has five echoes unless told otherwise', () => {
  expect(roundPlan(60_000)).toEqual(roundPlan(60_000, 5));
});
