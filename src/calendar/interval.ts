/** Half-open interval of instants, epoch milliseconds: `from` belongs to it, `to` does not. */
export type Interval = { readonly from: number; readonly to: number };

/** Seconds, minutes, hours and days in milliseconds. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Length in milliseconds, never below 0. */
export function lengthMs(interval: Interval): number {
  return Math.max(0, interval.to - interval.from);
}

/** The instants of `intervals` that lie in none of `holes`, sorted, neither overlapping nor touching; empty ones vanish. */
export function subtract(intervals: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const cuts = union(holes);
  return union(intervals).flatMap((one) => {
    const left: Interval[] = [];
    let from = one.from;
    for (const cut of cuts) {
      if (cut.to <= from) continue;
      if (cut.from >= one.to) break;
      if (cut.from > from) left.push({ from, to: cut.from });
      from = cut.to;
    }
    if (from < one.to) left.push({ from, to: one.to });
    return left;
  });
}

/** The same set of instants as sorted intervals that neither overlap nor touch; empty ones vanish. */
function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((one) => one.from < one.to).toSorted((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const one of sorted) {
    const last = merged.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else merged.push({ ...one });
  }
  return merged;
}
