import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AvailabilityInput, availability, floorRatio } from '../../src/monitor/availability.ts';

const quiet: AvailabilityInput = {
  window: { from: 0, to: 100 },
  outages: [],
  gaps: [],
  observedFrom: 0,
  maintenance: [],
  shadowed: [],
};

describe('availability', () => {
  it('is the observed time without outages over the observed time', () => {
    expect(availability({ ...quiet, outages: [{ startedAt: 10, endedAt: 30 }], gaps: [{ from: 50, to: 60 }] })).toEqual(
      {
        windowMs: 100,
        maintenanceMs: 0,
        unknownMs: 10,
        observedMs: 90,
        shadowedMs: 0,
        downMs: 20,
        upMs: 70,
        ratio: { numerator: 70, denominator: 90 },
      },
    );
  });

  it('is nothing at all, rather than 0 % or 100 %, where nothing was observed', () => {
    expect(availability({ ...quiet, observedFrom: null })).toMatchObject({ unknownMs: 100, ratio: null });
    expect(availability({ ...quiet, gaps: [{ from: -5, to: 500 }] }).ratio).toBeNull();
    expect(availability({ ...quiet, maintenance: [{ from: 0, to: 100 }] }).ratio).toBeNull();
  });

  it('knows nothing of the time before the first observation', () => {
    expect(availability({ ...quiet, observedFrom: 40 })).toMatchObject({ unknownMs: 40, upMs: 60 });
    expect(availability({ ...quiet, observedFrom: -40 })).toMatchObject({ unknownMs: 0, upMs: 100 });
  });

  it('lets an open outage last to the end of the window and cuts off what lies outside', () => {
    expect(availability({ ...quiet, outages: [{ startedAt: 90, endedAt: null }] }).downMs).toBe(10);
    expect(availability({ ...quiet, outages: [{ startedAt: -50, endedAt: 5 }] }).downMs).toBe(5);
    expect(availability({ ...quiet, outages: [{ startedAt: 150, endedAt: null }] }).downMs).toBe(0);
  });

  it('takes planned work out before anything is counted', () => {
    const outages = [{ startedAt: 0, endedAt: 50 }];
    expect(availability({ ...quiet, outages, maintenance: [{ from: 0, to: 40 }] })).toMatchObject({
      maintenanceMs: 40,
      downMs: 10,
      ratio: { numerator: 50, denominator: 60 },
    });
  });

  it('does not call the silent part of an outage down', () => {
    const outages = [{ startedAt: 10, endedAt: 50 }];
    expect(availability({ ...quiet, outages, gaps: [{ from: 20, to: 40 }] })).toMatchObject({
      downMs: 20,
      unknownMs: 20,
    });
  });

  it('tells time behind an ancestor apart from time down; neither is available', () => {
    const outages = [{ startedAt: 10, endedAt: 50 }];
    expect(availability({ ...quiet, outages, shadowed: [{ from: 10, to: 40 }] })).toMatchObject({
      shadowedMs: 30,
      downMs: 10,
      ratio: { numerator: 60, denominator: 100 },
    });
  });

  it('equals a count of every single instant, and its parts always add up to the window', () => {
    const span = fc.tuple(fc.integer({ min: -20, max: 130 }), fc.integer({ min: 0, max: 60 }));
    const intervals = fc.array(
      span.map(([from, length]) => ({ from, to: from + length })),
      { maxLength: 5 },
    );
    const outages = fc.array(
      fc.tuple(span, fc.boolean()).map(([[startedAt, length], open]) => ({
        startedAt,
        endedAt: open ? null : startedAt + length,
      })),
      { maxLength: 5 },
    );
    const input = fc.record<AvailabilityInput>({
      window: fc.tuple(fc.nat(50), fc.nat(80)).map(([from, length]) => ({ from, to: from + length })),
      outages,
      gaps: intervals,
      observedFrom: fc.option(fc.integer({ min: -20, max: 120 })),
      maintenance: intervals,
      shadowed: intervals,
    });
    const kindAt = (one: AvailabilityInput, at: number) => {
      const inside = (list: readonly { from: number; to: number }[]) => list.some((x) => x.from <= at && at < x.to);
      if (inside(one.maintenance)) return 'maintenance';
      if (inside(one.gaps) || one.observedFrom === null || at < one.observedFrom) return 'unknown';
      if (inside(one.shadowed)) return 'shadowed';
      return one.outages.some((x) => x.startedAt <= at && (x.endedAt === null || at < x.endedAt)) ? 'down' : 'up';
    };
    fc.assert(
      fc.property(input, (one) => {
        const counted = { maintenance: 0, unknown: 0, shadowed: 0, down: 0, up: 0 };
        for (let at = one.window.from; at < one.window.to; at += 1) counted[kindAt(one, at)] += 1;
        const result = availability(one);
        const { windowMs, maintenanceMs, unknownMs, shadowedMs, downMs, upMs, observedMs } = result;
        expect({ maintenanceMs, unknownMs, shadowedMs, downMs, upMs }).toEqual({
          maintenanceMs: counted.maintenance,
          unknownMs: counted.unknown,
          shadowedMs: counted.shadowed,
          downMs: counted.down,
          upMs: counted.up,
        });
        expect(maintenanceMs + unknownMs + shadowedMs + downMs + upMs).toBe(windowMs);
        expect(observedMs).toBe(shadowedMs + downMs + upMs);
        expect(result.ratio).toEqual(observedMs > 0 ? { numerator: upMs, denominator: observedMs } : null);
      }),
      { numRuns: 300 },
    );
  });
});

describe('rounding a ratio down', () => {
  it.each([
    [999_996, 1_000_000, 4, 0.9999],
    [1, 1, 4, 1],
    [2, 3, 2, 0.66],
    [29, 100, 2, 0.29],
    [57, 100, 2, 0.57],
    [31_535_999_999, 31_536_000_000, 6, 0.999999],
    [26_540_102_573, 30_298_269_641, 6, 0.87596],
    [0, 5, 3, 0],
    [3, 2, 0, 1],
  ])('%i / %i to %i places is %f', (numerator, denominator, decimals, expected) => {
    expect(floorRatio(numerator, denominator, decimals)).toBe(expected);
  });

  it('of nothing is nothing', () => {
    expect(floorRatio(0, 0, 2)).toBeNull();
  });

  it('never says 1 of less than all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2 ** 52 }), fc.integer({ min: 0, max: 9 }), (whole, decimals) => {
        expect(floorRatio(whole - 1, whole, decimals)).toBeLessThan(1);
      }),
    );
  });
});
