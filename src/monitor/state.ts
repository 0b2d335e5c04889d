import type { Outcome, Reason } from './observation.ts';

/** No data is not an outage: `unknown` is none of the others. `shadowed` = unreachable because every path to it is down. */
export const states = ['unknown', 'up', 'down', 'shadowed'] as const;
export type State = (typeof states)[number];

/** What is remembered of one target (a device seen by one probe) between observations. All instants epoch ms. */
export type TargetState = {
  readonly state: State;
  readonly since: number;
  /** Last conclusive observation (answer or miss); null before the first. */
  readonly lastObservedAt: number | null;
  readonly lastGoodAt: number | null;
  /** Start of the current unbroken run of misses; null when there is none. */
  readonly firstMissAt: number | null;
  readonly misses: number;
  /** Poll interval in force at the last observation; an observation holds for two of them. */
  readonly intervalMs: number;
  /** Why the last probe did not answer; null after an answer. */
  readonly reason: Reason | null;
};

/** What folding needs of an observation. */
export type Sighting = { readonly at: number; readonly outcome: Outcome; readonly reason: Reason | null };

/** One row of a target's history: from `at` on the state was `state`, which was decided at `decidedAt` (never before `at`). */
export type StateChange = { readonly at: number; readonly decidedAt: number; readonly state: State };
