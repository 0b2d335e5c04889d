import type { Clock, Stop } from '../../src/jobs/clock.ts';

/** A clock that stands still until it is driven. */
export type DrivenClock = Clock & {
  /** Lets time pass: timers fire in the order of their turns, each at its own instant. */
  advance(ms: number): void;
  /** Like `advance`, but every timer fires late, once, when all of the time has passed: the process was stalled. */
  stall(ms: number): void;
  /** Sets the wall clock forward (or back); no time passes. */
  stepWall(ms: number): void;
  /** Timers that are set. */
  timers(): number;
};

type Timer = { dueMs: number; readonly everyMs: number | null; readonly act: () => void };

/** A driven clock whose wall shows `wall` (epoch ms) at the beginning. */
export function drivenClock(wall: number): DrivenClock {
  let [nowMs, offset] = [0, wall];
  const timers = new Set<Timer>();
  const set = (ms: number, everyMs: number | null, act: () => void): Stop => {
    const timer = { dueMs: nowMs + ms, everyMs, act };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const fire = (timer: Timer): void => {
    if (timer.everyMs === null) timers.delete(timer);
    else timer.dueMs = Math.max(timer.dueMs, nowMs) + timer.everyMs;
    timer.act();
  };
  const nextUntil = (endMs: number): Timer | undefined =>
    [...timers].filter((timer) => timer.dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
  return {
    now: () => Math.floor(nowMs + offset),
    monotonicMs: () => nowMs,
    every: (ms, act) => set(ms, ms, act),
    after: (ms, act) => set(ms, null, act),
    advance(ms) {
      const endMs = nowMs + ms;
      for (let timer = nextUntil(endMs); timer; timer = nextUntil(endMs)) {
        nowMs = Math.max(nowMs, timer.dueMs);
        fire(timer);
      }
      nowMs = endMs;
    },
    stall(ms) {
      nowMs += ms;
      for (const timer of [...timers].filter((one) => one.dueMs <= nowMs)) fire(timer);
    },
    stepWall(ms) {
      offset += ms;
    },
    timers: () => timers.size,
  };
}
