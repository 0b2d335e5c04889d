import type { Interval } from '../calendar/interval.ts';
import type { TargetState } from './state.ts';

/** Time for which nothing conclusive is known of a target: `from` = when its last observation ceased to hold. */
export type Gap = Interval;

/**
 * The silence that has lasted from the end of the last observation up to `at`; null while that observation holds.
 * With the next observation's instant it is the gap to store, with `now` the gap that is still open.
 */
export function silenceUntil(target: TargetState, at: number): Gap | null {
  const from = heldUntil(target);
  return from !== null && from < at ? { from, to: at } : null;
}

/** The instant from which the last observation no longer holds: two poll intervals on; null before the first. */
export function heldUntil(target: TargetState): number | null {
  return target.lastObservedAt === null ? null : target.lastObservedAt + HELD_INTERVALS * target.intervalMs;
}

const HELD_INTERVALS = 2;
