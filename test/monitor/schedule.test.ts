import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueBetween, nextDueMs, offsetMs } from '../../src/monitor/schedule.ts';

const interval = fc.integer({ min: 1_000, max: 86_400_000 });
const id = fc.integer({ min: 1, max: 10_000_000 });

describe('the turn of a device in its interval', () => {
  it('stays where it is for ever: these offsets are what earlier versions gave', () => {
    expect([1, 2, 3, 1_000, 50_000].map((one) => offsetMs(one, 60_000))).toEqual([37082, 14164, 51246, 2039, 41965]);
  });

  it.each([1, 2, 7, 64])('is spread evenly over the interval for ids %i apart', (stride) => {
    const buckets = new Array<number>(60).fill(0);
    for (let one = 1; one <= 6_000; one += 1) {
      const bucket = Math.floor(offsetMs(one * stride, 60_000) / 1_000);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    expect(Math.min(...buckets)).toBeGreaterThanOrEqual(80);
    expect(Math.max(...buckets)).toBeLessThanOrEqual(120);
  });

  it('comes next later than now, at most one interval on, always at the offset', () => {
    fc.assert(
      fc.property(id, interval, fc.double({ min: 0, max: 1e11, noNaN: true }), (one, every, now) => {
        const due = nextDueMs(one, every, now);
        expect(due).toBeGreaterThan(now);
        expect(due - Math.floor(now)).toBeLessThanOrEqual(every);
        expect(due % every).toBe(offsetMs(one, every) % every);
        expect(nextDueMs(one, every, due)).toBe(due + every);
      }),
    );
  });

  it('is met exactly once by a ticker, however unevenly it ticks within the interval', () => {
    fc.assert(
      fc.property(id, fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 200 }), (one, steps) => {
        let from = 0;
        let polls = 0;
        for (const step of steps) {
          if (dueBetween(one, 1_000, from, from + step)) polls += 1;
          from += step;
        }
        const offset = offsetMs(one, 1_000);
        expect(polls).toBe(Math.floor((from - offset) / 1_000) + (offset > 0 ? 1 : 0));
      }),
    );
  });

  it('is polled once after a stall of many intervals, not once per turn missed', () => {
    expect(dueBetween(7, 1_000, 0, 50_000)).toBe(true);
    expect(dueBetween(7, 1_000, 50_000, 50_000)).toBe(false);
  });
});
