import type { Interval } from '../calendar/interval.ts';
import type { ProbeKind, Reason } from './observation.ts';

/** An outage of a target as one probe sees it: the half-open time from its first missed probe to its next answer. */
export type Outage = {
  readonly id: number;
  readonly target: { readonly kind: 'device'; readonly id: number };
  readonly probe: ProbeKind;
  /** Reason of the miss that confirmed it. */
  readonly cause: Reason | null;
  readonly startedAt: number;
  /** Null while it lasts. */
  readonly endedAt: number | null;
  /** Last answer before it; null when there was never one. */
  readonly lastGoodAt: number | null;
  readonly firstBadAt: number;
  readonly confirmedAt: number;
  /** The open outage of an ancestor that explains this one; null when it stands for itself. */
  readonly rootOutageId: number | null;
};

/** What folding knows of an outage at the moment it is confirmed. */
export type OutageOpening = Pick<Outage, 'cause' | 'startedAt' | 'lastGoodAt' | 'firstBadAt' | 'confirmedAt'>;

/** End of a target's open outage: the instant of the first answer. */
export type OutageClosing = { readonly endedAt: number };

/** The time an outage takes; an open one is taken to last until `until`. */
export function outageInterval(outage: Pick<Outage, 'startedAt' | 'endedAt'>, until: number): Interval {
  return { from: outage.startedAt, to: outage.endedAt ?? Math.max(until, outage.startedAt) };
}
