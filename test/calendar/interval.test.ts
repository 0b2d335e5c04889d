import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Interval, lengthMs, subtract } from '../../src/calendar/interval.ts';

const interval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12 }))
  .map(([from, length]): Interval => ({ from, to: from + length }));
const instants = (intervals: readonly Interval[]): Set<number> =>
  new Set(
    intervals.flatMap(({ from, to }) => Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step)),
  );

describe('subtracting intervals', () => {
  test('leaves exactly the instants that lie in no hole, sorted and apart', () => {
    fc.assert(
      fc.property(fc.array(interval), fc.array(interval), (intervals, holes) => {
        const left = subtract(intervals, holes);
        const cut = instants(holes);
        expect(instants(left)).toEqual(
          new Set([...instants(intervals)].filter((at) => !cut.has(at)).toSorted((a, b) => a - b)),
        );
        for (const [index, one] of left.entries()) {
          expect(one.from).toBeLessThan(one.to);
          expect(left[index + 1]?.from ?? Number.POSITIVE_INFINITY).toBeGreaterThan(one.to);
        }
      }),
    );
  });

  test('a length is never negative', () => {
    expect([lengthMs({ from: 2, to: 7 }), lengthMs({ from: 7, to: 2 })]).toEqual([5, 0]);
  });
});
