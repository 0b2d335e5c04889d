import { type Interval, lengthMs, subtract } from '../calendar/interval.ts';
import type { Gap } from './gap.ts';
import { type Outage, outageInterval } from './outage.ts';

/** What is known of a target over a window; intervals may overlap, touch and reach beyond it. */
export type AvailabilityInput = {
  readonly window: Interval;
  /** Open ones last to the window's end. */
  readonly outages: readonly Pick<Outage, 'startedAt' | 'endedAt'>[];
  /** The silence that is still open has to be among them. */
  readonly gaps: readonly Gap[];
  /** First conclusive observation ever; time before it is unknown. Null = never observed. */
  readonly observedFrom: number | null;
  readonly maintenance: readonly Interval[];
  readonly shadowed: readonly Interval[];
};

/**
 * A window split without remainder: maintenance + unknown + shadowed + down + up = window, and observed = shadowed +
 * down + up. `ratio` is up / observed: time behind somebody else's outage is not available time, but told apart.
 */
export type Availability = {
  readonly windowMs: number;
  readonly maintenanceMs: number;
  readonly unknownMs: number;
  readonly observedMs: number;
  readonly shadowedMs: number;
  readonly downMs: number;
  readonly upMs: number;
  /** Null when nothing was observed: no data is neither 0 % nor 100 %. */
  readonly ratio: { readonly numerator: number; readonly denominator: number } | null;
};

/** Splits a window; where kinds overlap, maintenance goes before unknown, unknown before shadowed, shadowed before down. */
export function availability(input: AvailabilityInput): Availability {
  const { window, maintenance, gaps, shadowed, outages } = input;
  const unseen = { from: window.from, to: input.observedFrom ?? window.to };
  const due = subtract([window], maintenance);
  const observed = subtract(due, [unseen, ...gaps]);
  const reached = subtract(observed, shadowed);
  const up = subtract(
    reached,
    outages.map((outage) => outageInterval(outage, window.to)),
  );
  const observedMs = totalMs(observed);
  const upMs = totalMs(up);
  return {
    windowMs: lengthMs(window),
    maintenanceMs: lengthMs(window) - totalMs(due),
    unknownMs: totalMs(due) - observedMs,
    observedMs,
    shadowedMs: observedMs - totalMs(reached),
    downMs: totalMs(reached) - upMs,
    upMs,
    ratio: observedMs > 0 ? { numerator: upMs, denominator: observedMs } : null,
  };
}

/**
 * A ratio of two whole numbers rounded down to `decimals` places, so that 99.9996 % never reads as 100 %; exact for any
 * size of number. Null when the denominator is 0.
 */
export function floorRatio(numerator: number, denominator: number, decimals: number): number | null {
  if (denominator === 0) return null;
  const scale = 10 ** decimals;
  return Number((BigInt(numerator) * BigInt(scale)) / BigInt(denominator)) / scale;
}

function totalMs(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, one) => sum + lengthMs(one), 0);
}
