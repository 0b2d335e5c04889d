/** What two readings of one agent tell about a reboot between them. */
export type UptimeSample = {
  /** When the agent's sysUpTime answer arrived, epoch ms. */
  readonly at: number;
  /** sysUpTime.0, hundredths of a second; wraps at 2^32 (497 days). */
  readonly uptimeTicks: number | null;
  /** snmpEngineBoots. */
  readonly engineBoots: number | null;
};

/**
 * `same` boot, `rebooted` between, or `unknown` where the agent tells neither uptime nor boots; `elapsedMs` is the agent's
 * own time where it tells it. `unclear`: not in order, or our clock and the agent's contradict each other.
 */
export type BootComparison =
  | { readonly boot: 'same' | 'unknown'; readonly elapsedMs: number }
  | { readonly boot: 'rebooted' }
  | { readonly boot: 'unclear' };

/**
 * Compares two readings of one agent, the earlier first.
 * 1. Other snmpEngineBoots: rebooted.
 * 2. The uptime counted on, across its wrap if need be, and by as much as our clock: same boot.
 * 3. It advanced by less (or fell back): rebooted. By more: unclear, our clock was set back.
 */
export function compareBoots(previous: UptimeSample, current: UptimeSample): BootComparison {
  const wallMs = current.at - previous.at;
  if (wallMs <= 0 || wallMs >= UPTIME_WRAP_MS) return { boot: 'unclear' };
  const bootsKnown = previous.engineBoots !== null && current.engineBoots !== null;
  if (bootsKnown && previous.engineBoots !== current.engineBoots) return { boot: 'rebooted' };
  if (previous.uptimeTicks === null || current.uptimeTicks === null) {
    return { boot: bootsKnown ? 'same' : 'unknown', elapsedMs: wallMs };
  }
  const ticks = current.uptimeTicks - previous.uptimeTicks;
  const elapsedMs = ticks * TICK_MS + (ticks < 0 ? UPTIME_WRAP_MS : 0);
  if (Math.abs(elapsedMs - wallMs) <= ALLOWED_SKEW_MS + wallMs * ALLOWED_DRIFT_RATIO) {
    return elapsedMs > 0 ? { boot: 'same', elapsedMs } : { boot: 'unclear' };
  }
  return { boot: ticks < 0 || elapsedMs < wallMs ? 'rebooted' : 'unclear' };
}

const TICK_MS = 10;
const UPTIME_WRAP_MS = 2 ** 32 * TICK_MS;

// An answer may be late by a few seconds; the clocks of two machines drift apart by less than 100 ppm.
const ALLOWED_SKEW_MS = 5_000;
const ALLOWED_DRIFT_RATIO = 1e-4;
