import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { octetsBetween, PEAK_FACTOR, trafficOf } from '../../src/demo/traffic.ts';

const monday = Date.parse('2026-11-23T00:00:00+07:00');
const hourMs = 3_600_000;
const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) });
const spans = fc.integer({ min: 1, max: 40 * 24 * hourMs });
const busyBps = fc.integer({ min: 1_000, max: 10_000_000_000 });

describe('simulated traffic', () => {
  test('never runs backwards and never faster than its peak', () => {
    fc.assert(
      fc.property(fc.string(), busyBps, instants, spans, (seed, bps, from, span) => {
        const octets = octetsBetween(trafficOf(seed, bps), from, from + span);
        expect(octets).toBeGreaterThanOrEqual(0);
        expect(octets * 8).toBeLessThanOrEqual(((bps * PEAK_FACTOR) / 1_000) * span * 1.001 + 1);
        if (span >= 1_000) expect(octets).toBeGreaterThan(0);
      }),
    );
  });

  test('adds up: two neighbouring spans carry what the whole carries', () => {
    fc.assert(
      fc.property(fc.string(), instants, spans, spans, (seed, from, first, second) => {
        const traffic = trafficOf(seed, 1_000_000);
        const middle = from + first;
        const parts = octetsBetween(traffic, from, middle) + octetsBetween(traffic, middle, middle + second);
        expect(parts).toBeCloseTo(octetsBetween(traffic, from, middle + second), 0);
      }),
    );
  });

  test('follows the working day: morning above noon, noon above night, workday above Sunday', () => {
    const traffic = trafficOf('any', 1_000_000);
    const hour = (day: number, at: number) => {
      const from = monday + (day * 24 + at) * hourMs;
      return octetsBetween(traffic, from, from + hourMs);
    };
    expect(hour(0, 9)).toBeGreaterThan(1.5 * hour(0, 12));
    expect(hour(0, 12)).toBeGreaterThan(3 * hour(0, 2));
    expect(hour(0, 9)).toBeGreaterThan(3 * hour(6, 9));
  });

  test('swells without steps: the seconds before and after a full hour carry the same', () => {
    const calm = { busyBps: 1_000_000, waves: [] };
    for (let hour = 0; hour < 168; hour++) {
      const at = monday + hour * hourMs;
      const before = octetsBetween(calm, at - 1_000, at);
      expect(octetsBetween(calm, at, at + 1_000) / before).toBeCloseTo(1, 1);
    }
  });

  test('is the same in every run and differs from device to device', () => {
    const count = (seed: string) => octetsBetween(trafficOf(seed, 1_000_000), monday, monday + hourMs);
    expect(count('one')).toBe(count('one'));
    expect(count('one')).not.toBe(count('two'));
  });
});
