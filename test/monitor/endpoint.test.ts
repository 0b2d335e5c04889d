import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EndpointCheck,
  type EndpointRun,
  endpointReasons,
  foldCheck,
  judgeEndpoints,
} from '../../src/monitor/endpoint.ts';
import { outcomes } from '../../src/monitor/observation.ts';

const HOLDS_MS = 600;
const url = 'https://a.example/';

function check(at: number, more: Partial<EndpointCheck> = {}): EndpointCheck {
  return { recordId: 1, endpoint: url, at, outcome: 'answer', reason: null, httpStatus: 200, durationMs: at, ...more };
}

const miss = { outcome: 'miss', reason: 'timeout', httpStatus: null, durationMs: null } as const;

/** Runs that checks come to, laid one after the other. */
function fold(checks: readonly EndpointCheck[]): EndpointRun[] {
  const runs: EndpointRun[] = [];
  for (const one of checks) {
    const folded = foldCheck(runs.at(-1) ?? null, one, HOLDS_MS);
    if (!folded) continue;
    if (!folded.isNew) runs.pop();
    runs.push(folded.run);
  }
  return runs;
}

describe('equal answers are one run', () => {
  test('with the first, the last and their number; the duration is the last one’s', () => {
    expect(fold([check(0), check(300), check(600)])).toEqual([
      {
        recordId: 1,
        endpoint: url,
        outcome: 'answer',
        reason: null,
        httpStatus: 200,
        durationMs: 600,
        firstAt: 0,
        lastAt: 600,
        checks: 3,
      },
    ]);
  });

  test.each<[string, EndpointCheck[], [number, number, number][]]>([
    [
      'another outcome begins another',
      [check(0), check(300, miss), check(600)],
      [
        [0, 0, 1],
        [300, 300, 1],
        [600, 600, 1],
      ],
    ],
    [
      'another status too',
      [check(0), check(300, { httpStatus: 302 })],
      [
        [0, 0, 1],
        [300, 300, 1],
      ],
    ],
    [
      'another reason too',
      [check(0, miss), check(300, { ...miss, reason: 'tls' })],
      [
        [0, 0, 1],
        [300, 300, 1],
      ],
    ],
    [
      'a silence longer than an answer holds ends it',
      [check(0), check(601)],
      [
        [0, 0, 1],
        [601, 601, 1],
      ],
    ],
    ['a silence just as long does not', [check(0), check(600)], [[0, 600, 2]]],
    ['what is not newer changes nothing', [check(300), check(300), check(100)], [[300, 300, 1]]],
  ])('%s', (_, checks, runs) => {
    expect(fold(checks).map(({ firstAt, lastAt, checks: count }) => [firstAt, lastAt, count])).toEqual(runs);
  });

  test('however checks come, runs never overlap, none is lost, and neighbours differ or lie apart', () => {
    const anyCheck = fc.record({
      at: fc.integer({ min: 0, max: 5_000 }),
      outcome: fc.constantFrom(...outcomes),
      reason: fc.constantFrom(null, endpointReasons[0]),
    });
    fc.assert(
      fc.property(fc.array(anyCheck, { maxLength: 30 }), (found) => {
        const distinct = [...new Map(found.map((one) => [one.at, one])).values()].toSorted((a, b) => a.at - b.at);
        const runs = fold(distinct.map(({ at, ...more }) => check(at, more)));
        expect(runs.reduce((sum, run) => sum + run.checks, 0)).toBe(distinct.length);
        for (const [at, run] of runs.entries()) {
          const before = runs[at - 1];
          if (!before) continue;
          expect(run.firstAt).toBeGreaterThan(before.lastAt);
          const isOther = run.outcome !== before.outcome || run.reason !== before.reason;
          expect(isOther || run.firstAt - before.lastAt > HOLDS_MS).toBe(true);
        }
      }),
    );
  });
});

describe('endpoints in a window', () => {
  const window = { from: 1_000, to: 2_000 };
  const other = 'https://b.example/';
  const asked = [{ recordId: 1, endpoint: url }];
  const both = [...asked, { recordId: 1, endpoint: other }];
  const run = (firstAt: number, lastAt: number, more: Partial<EndpointRun> = {}): EndpointRun => {
    const { at: _, ...answer } = check(lastAt);
    return { ...answer, firstAt, lastAt, checks: 2, ...more };
  };

  test.each<[string, typeof asked, EndpointRun[], boolean | null, boolean | null]>([
    ['never asked', asked, [], null, null],
    ['nothing to ask', [], [], null, null],
    ['answered in it', asked, [run(1_200, 1_300)], true, true],
    ['answered across it', asked, [run(0, 5_000)], true, true],
    ['answered only before it', asked, [run(0, 999)], null, null],
    ['answered only from its end on', asked, [run(2_000, 2_500)], null, null],
    ['missed all along', asked, [run(0, 3_000, miss)], false, false],
    ['answered, then missed', asked, [run(1_100, 1_300), run(1_400, 1_900, miss)], true, false],
    ['missed, then answered', asked, [run(1_100, 1_300, miss), run(1_400, 1_900)], true, true],
    [
      'missed, then could not be decided',
      asked,
      [run(1_100, 1_300, miss), run(1_400, 1_900, { outcome: 'inconclusive' })],
      false,
      false,
    ],
    ['never decided', asked, [run(1_100, 1_900, { outcome: 'inconclusive' })], null, null],
    ['one of two answered', both, [run(1_100, 1_900, miss), run(1_100, 1_900, { endpoint: other })], true, true],
    ['both missed', both, [run(1_100, 1_900, miss), run(1_100, 1_900, { ...miss, endpoint: other })], false, false],
    ['one missed, of the other nothing is known', both, [run(1_100, 1_900, miss)], null, null],
    ['one that is no longer on record answered', asked, [run(1_100, 1_900, { endpoint: other })], null, null],
  ])('%s', (_, names, runs, ever, last) => {
    expect(judgeEndpoints(names, runs, window, 'ever')?.isAnswering ?? null).toBe(ever);
    expect(judgeEndpoints(names, runs, window, 'last')?.isAnswering ?? null).toBe(last);
  });

  test('are proved by the last answer of each that answered, else by the last miss of each', () => {
    const runs = [run(1_000, 1_100), run(1_200, 1_300, miss), run(1_400, 1_500), run(1_600, 1_900, miss)];
    expect(judgeEndpoints(asked, runs, window, 'ever')?.by).toEqual([runs[2]]);
    expect(judgeEndpoints(asked, runs, window, 'last')?.by).toEqual([runs[3]]);
    const mixed = [run(1_100, 1_900, miss), run(1_100, 1_900, { endpoint: other })];
    expect(judgeEndpoints(both, mixed, window, 'last')?.by).toEqual([mixed[1]]);
  });
});
