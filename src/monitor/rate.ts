import { compareBoots, type UptimeSample } from './boot.ts';

/** One reading of one counter of one interface (surrogate identity), with what tells whether it counted on. */
export type CounterSample = UptimeSample & {
  readonly value: bigint;
  /** Width of this very counter: errors and discards have 32 bits beside octets of 64. */
  readonly counterBits: 32 | 64;
  readonly ifIndex: number;
  /** ifCounterDiscontinuityTime, hundredths of a second of sysUpTime. */
  readonly discontinuityTicks: number | null;
};

/** What is counted, and the larger of the interface's speeds at the two readings (null = unknown). */
export type RateContext = { readonly counts: 'octets' | 'packets'; readonly speedBps: number | null };

/** Why two readings give no rate: nothing is shown rather than something impossible. */
export const dropReasons = [
  'rebooted',
  'clock-unclear',
  'renumbered',
  'counter-bits-changed',
  'discontinuity',
  'wrap-ambiguous',
  'reset',
  'above-speed',
] as const;
type DropReason = (typeof dropReasons)[number];

/** Mean rate between two readings in counted things per second, or why there is none. */
export type CounterRate = { readonly ratePerSecond: number } | { readonly dropped: DropReason };

/**
 * Mean rate of a counter between two readings, the earlier first: never negative, never above the interface's speed.
 * 1. Same boot and our clock agrees ({@link compareBoots}); same ifIndex, width and discontinuity time.
 * 2. A 32-bit counter that could have gone round at line speed since is ambiguous.
 * 3. A smaller value is a wrap when the agent is known not to have rebooted and the speed allows it, else a reset.
 * 4. Up to 1 % above the speed is our timing and reads as the speed; more is impossible and dropped.
 */
export function counterRate(previous: CounterSample, current: CounterSample, context: RateContext): CounterRate {
  const compared = compareBoots(previous, current);
  if (compared.boot === 'rebooted') return { dropped: 'rebooted' };
  if (compared.boot === 'unclear') return { dropped: 'clock-unclear' };
  if (previous.ifIndex !== current.ifIndex) return { dropped: 'renumbered' };
  if (previous.counterBits !== current.counterBits) return { dropped: 'counter-bits-changed' };
  if (discontinued(previous, current)) return { dropped: 'discontinuity' };

  const elapsedS = compared.elapsedMs / 1_000;
  const speedBps = context.speedBps ?? (current.counterBits === 32 ? ASSUMED_SPEED_BPS : Number.POSITIVE_INFINITY);
  const maxPerSecond = speedBps / BITS_AT_LEAST[context.counts];
  const most = maxPerSecond * elapsedS * ALLOWED_EXCESS;
  if (current.counterBits === 32 && most >= 2 ** 32) return { dropped: 'wrap-ambiguous' };

  const fell = current.value < previous.value;
  const counted = Number(BigInt.asUintN(current.counterBits, current.value - previous.value));
  const wrapped = compared.boot === 'same' && Number.isFinite(most) && counted <= most;
  if (fell && !wrapped) return { dropped: 'reset' };
  if (counted > most) return { dropped: 'above-speed' };
  return { ratePerSecond: Math.min(counted / elapsedS, maxPerSecond) };
}

function discontinued(previous: CounterSample, current: CounterSample): boolean {
  const [before, after] = [previous.discontinuityTicks, current.discontinuityTicks];
  return before !== null && after !== null && before !== after;
}

/** The least each counted thing takes on the wire: an octet, or a frame of 64 octets (the shortest Ethernet has). */
const BITS_AT_LEAST = { octets: 8, packets: 512 } as const;

// RFC 2863 asks for 64-bit counters above 20 Mb/s, so whoever offers 32 bits and no speed is taken to be slow.
const ASSUMED_SPEED_BPS = 100_000_000;
const ALLOWED_EXCESS = 1.01;
