import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The longest delay of this thread's event loop between two looks, in ms. */
export class LoopLag {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.#histogram.enable();
  }

  /** The longest delay since the last call, ms; counting starts anew. */
  takeMs(): number {
    const worstMs = this.#histogram.max / 1e6 - RESOLUTION_MS;
    this.#histogram.reset();
    return Math.max(0, worstMs);
  }

  stop(): void {
    this.#histogram.disable();
  }
}

// The histogram's own timer counts in every value.
const RESOLUTION_MS = 10;
