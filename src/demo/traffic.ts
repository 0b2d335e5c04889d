import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../calendar/interval.ts';
import { chance } from './chance.ts';

/** What flows one way through a port: `busyBps` is the mean bit rate of the busiest hour, `waves` its own unrest. */
export type Traffic = { readonly busyBps: number; readonly waves: readonly Wave[] };

/** Part of the rate that swings to and fro; the amplitudes of one traffic add up to less than 1. */
type Wave = { readonly amplitude: number; readonly periodMs: number; readonly phase: number };

/** The rate at any instant stays below `busyBps` times this. */
export const PEAK_FACTOR = 1.6;

/** Traffic whose unrest follows from `seed`: two ends of one line that name the same seed carry the same. */
export function trafficOf(seed: string, busyBps: number): Traffic {
  const wave = (name: string, amplitude: number, meanPeriodMs: number): Wave => ({
    amplitude,
    periodMs: meanPeriodMs * (0.8 + 0.4 * chance(`${seed} ${name} period`)),
    phase: 2 * Math.PI * chance(`${seed} ${name} phase`),
  });
  return {
    busyBps,
    waves: [wave('slow', 0.25, 47 * MINUTE_MS), wave('middle', 0.2, 6 * MINUTE_MS), wave('fast', 0.14, 70 * SECOND_MS)],
  };
}

/** Octets carried in the half-open span of epoch milliseconds: additive over spans, so counters never step back. */
export function octetsBetween({ busyBps, waves }: Traffic, from: number, to: number): number {
  return Math.max(0, ((busyBps / 8) * (loadMs(stretch(waves, to)) - loadMs(stretch(waves, from)))) / SECOND_MS);
}

// Time itself is stretched: its speed is 1 + Σ amplitude·cos(…) > 0, so the load seen through it rises and falls by the
// waves while its integral stays a closed formula of the instant.
function stretch(waves: readonly Wave[], at: number): number {
  return waves.reduce((sum, { amplitude, periodMs, phase }) => {
    const turn = (2 * Math.PI) / periodMs;
    return sum + (amplitude / turn) * Math.sin(turn * at + phase);
  }, at);
}

/** Milliseconds of busiest-hour load up to an instant, from a Monday 00:00 in Asia/Ho_Chi_Minh. */
function loadMs(at: number): number {
  const since = at - Date.UTC(2025, 0, 5, 17);
  const weeks = Math.floor(since / WEEK_MS);
  const hours = (since - weeks * WEEK_MS) / HOUR_MS;
  const hour = Math.min(WEEK_HOURS - 1, Math.floor(hours));
  const part = hours - hour;
  const start = weekLoad[hour] ?? 0;
  const rise = (weekLoad[(hour + 1) % WEEK_HOURS] ?? 0) - start;
  return (weeks * weekTotal + (loadUntil[hour] ?? 0) + part * start + (part * part * rise) / 2) * HOUR_MS;
}

const WEEK_MS = 7 * DAY_MS;
const WEEK_HOURS = 168;

/** Load at each full hour of a working day, 0..1: two humps around the noon rest, nearly nothing at night. */
const workday = [
  0.06, 0.05, 0.05, 0.05, 0.05, 0.06, 0.12, 0.45, 0.86, 1, 0.97, 0.8, 0.42, 0.58, 0.92, 0.96, 0.82, 0.48, 0.26, 0.2,
  0.18, 0.15, 0.11, 0.08,
];
const weekLoad = Array.from({ length: WEEK_HOURS }, (_, hour) => {
  const load = workday[hour % 24] ?? 0;
  return hour < 5 * 24 ? load : 0.04 + load * 0.12;
});
/** Hours of full load from Monday 00:00 until each hour, the load between full hours being a straight line. */
const loadUntil = weekLoad.reduce<number[]>(
  (sums, load, hour) => {
    const next = weekLoad[(hour + 1) % WEEK_HOURS] ?? 0;
    sums.push((sums.at(-1) ?? 0) + (load + next) / 2);
    return sums;
  },
  [0],
);
const weekTotal = loadUntil[WEEK_HOURS] ?? 0;
