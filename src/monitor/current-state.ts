import { type Gap, heldUntil } from './gap.ts';
import type { State, StateChange, TargetState } from './state.ts';

/** A state and the instant it began; null when nothing was ever known of the target. */
export type StateSince = { readonly state: State; readonly since: number | null };

/** What is to be said of a target now: what was last decided, or unknown once its last observation no longer holds. */
export function stateAt(target: TargetState | null, now: number): StateSince {
  if (target === null) return { state: 'unknown', since: null };
  const { state, since } = target;
  const until = heldUntil(target);
  return state !== 'unknown' && until !== null && until <= now ? { state: 'unknown', since: until } : { state, since };
}

/**
 * What a target's state was at a past instant, as its rows tell it today: `down` counts from the first miss even though
 * it was decided later. Of rows with the same instant the one decided (then: given) last wins. Give the silence that is
 * still open as one of the gaps.
 */
export function stateAtInstant(changes: readonly StateChange[], gaps: readonly Gap[], at: number): StateSince {
  const last = changes
    .filter((change) => change.at <= at)
    .toSorted((a, b) => a.at - b.at || a.decidedAt - b.decidedAt)
    .at(-1);
  const gap = gaps.find((one) => one.from <= at && at < one.to);
  if (gap && last?.state !== 'unknown') return { state: 'unknown', since: gap.from };
  return { state: last?.state ?? 'unknown', since: last?.at ?? null };
}
