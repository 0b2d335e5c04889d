const TICK_MS = 20;
const NOTED_FROM_MS = 10;
const KEPT_MS = 600_000;

/**
 * Watches how long our own event loop stalls, so that a timeout of our own making is not held against a device.
 * Stalls are seen with a grain of 20 ms and remembered for ten minutes.
 */
export class LagWatch {
  readonly #stalls: { readonly endedAt: number; readonly lagMs: number }[] = [];
  #timer: NodeJS.Timeout | null = null;
  #dueAt = 0;

  /** Begins to watch; the watch alone does not keep the process running. */
  start(): void {
    if (this.#timer) return;
    this.#dueAt = performance.now() + TICK_MS;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  /** Ends the watch; what was seen stays readable. */
  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** The longest stall in ms that ended after `at` (of `performance.now()`), one still going on included; 0 for none. */
  worstMsSince(at: number): number {
    const current = this.#timer ? Math.max(0, performance.now() - this.#dueAt) : 0;
    return this.#stalls.reduce(
      (worst, stall) => (stall.endedAt >= at && stall.lagMs > worst ? stall.lagMs : worst),
      current,
    );
  }

  #tick(): void {
    const now = performance.now();
    const lagMs = now - this.#dueAt;
    this.#dueAt = now + TICK_MS;
    if (lagMs < NOTED_FROM_MS) return;
    this.#stalls.push({ endedAt: now, lagMs });
    while ((this.#stalls[0]?.endedAt ?? now) < now - KEPT_MS) this.#stalls.shift();
  }
}
