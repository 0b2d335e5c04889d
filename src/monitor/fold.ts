import { type Gap, silenceUntil } from './gap.ts';
import type { OutageClosing, OutageOpening } from './outage.ts';
import type { Sighting, State, StateChange, TargetState } from './state.ts';

/** How a target is polled, and how many misses in a row (the round's and its confirmations) make it down. */
export type FoldSettings = { readonly intervalMs: number; readonly confirmMisses: number };

/** What one sighting makes of a target: its new memory, and the rows to write. */
export type Fold = {
  readonly next: TargetState;
  /** In the order of their instants, none earlier than a change of the same target before them. */
  readonly changes: readonly StateChange[];
  readonly gap: Gap | null;
  readonly opened: OutageOpening | null;
  readonly closed: OutageClosing | null;
  /** A run of misses has begun and is not confirmed: probe again now instead of waiting for the next round. */
  readonly confirm: boolean;
};

/**
 * Folds one sighting into what is remembered of its target.
 * 1. A sighting not later than the last conclusive one is a late duplicate: nothing changes.
 * 2. An inconclusive one leaves its reason and nothing else: it is neither a miss nor a proof of life nor coverage.
 * 3. When the last observation ceased to hold before this one, the time between is a gap and the state in it unknown;
 *    misses not confirmed before the gap are forgotten, an open outage stays the same outage.
 * 4. An answer means up at once and ends an open outage.
 * 5. A miss leaves the state as it is until `confirmMisses` of them in a row; then the target is down from the first.
 * `down` and `shadowed` are kept exactly while an outage is open.
 */
export function foldSighting(current: TargetState | null, sighting: Sighting, settings: FoldSettings): Fold {
  const { at } = sighting;
  const before = current ?? neverSeen(at, settings.intervalMs);
  if (before.lastObservedAt !== null && at <= before.lastObservedAt) return unchanged(before);
  if (sighting.outcome === 'inconclusive') return unchanged({ ...before, reason: sighting.reason });

  const gap = silenceUntil(before, at);
  const held: State = gap ? 'unknown' : before.state;
  const wasOpen = before.state === 'down' || before.state === 'shadowed';
  const lapsed: readonly StateChange[] =
    gap && before.state !== 'unknown' ? [{ at: gap.from, decidedAt: at, state: 'unknown' }] : [];
  const observed = { lastObservedAt: at, intervalMs: settings.intervalMs };

  if (sighting.outcome === 'answer') {
    const changes = changed(lapsed, held, { at, decidedAt: at, state: 'up' });
    const since = changes.at(-1)?.at ?? before.since;
    return {
      next: { ...observed, state: 'up', since, lastGoodAt: at, firstMissAt: null, misses: 0, reason: null },
      changes,
      gap,
      opened: null,
      closed: wasOpen ? { endedAt: at } : null,
      confirm: false,
    };
  }

  const goesOn = wasOpen || gap === null;
  const firstMissAt = (goesOn ? before.firstMissAt : null) ?? at;
  const misses = (goesOn ? before.misses : 0) + 1;
  const confirmed = !wasOpen && misses >= settings.confirmMisses;
  const state = wasOpen ? before.state : confirmed ? 'down' : held;
  const changes = changed(lapsed, held, { at: confirmed ? firstMissAt : at, decidedAt: at, state });
  return {
    next: {
      ...observed,
      state,
      since: changes.at(-1)?.at ?? before.since,
      lastGoodAt: before.lastGoodAt,
      firstMissAt,
      misses,
      reason: sighting.reason,
    },
    changes,
    gap,
    opened: confirmed
      ? {
          cause: sighting.reason,
          startedAt: firstMissAt,
          lastGoodAt: before.lastGoodAt,
          firstBadAt: firstMissAt,
          confirmedAt: at,
        }
      : null,
    closed: null,
    confirm: !wasOpen && !confirmed,
  };
}

function changed(lapsed: readonly StateChange[], held: State, change: StateChange): readonly StateChange[] {
  return change.state === held ? lapsed : [...lapsed, change];
}

function neverSeen(at: number, intervalMs: number): TargetState {
  return {
    state: 'unknown',
    since: at,
    lastObservedAt: null,
    lastGoodAt: null,
    firstMissAt: null,
    misses: 0,
    intervalMs,
    reason: null,
  };
}

function unchanged(next: TargetState): Fold {
  return { next, changes: [], gap: null, opened: null, closed: null, confirm: false };
}
