/** Values that are kept for a while and at most so many of them: the oldest go first. */
export class ShortMemory<T> {
  readonly #kept = new Map<string, { readonly value: T; readonly until: number }>();
  readonly #keptMs: number;
  readonly #most: number;

  constructor(keptMs: number, most: number) {
    this.#keptMs = keptMs;
    this.#most = most;
  }

  /** Keeps a value from now on. */
  put(key: string, value: T, now: number): void {
    this.#kept.delete(key);
    for (const [old, { until }] of this.#kept) {
      if (now < until && this.#kept.size < this.#most) break;
      this.#kept.delete(old);
    }
    this.#kept.set(key, { value, until: now + this.#keptMs });
  }

  /** The value while it is kept; null afterwards. */
  get(key: string, now: number): T | null {
    const found = this.#kept.get(key);
    return found !== undefined && now < found.until ? found.value : null;
  }

  /** The value, which is forgotten by asking. */
  take(key: string, now: number): T | null {
    const value = this.get(key, now);
    this.#kept.delete(key);
    return value;
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }
}
