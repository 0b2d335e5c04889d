import type { MiddlewareHandler } from 'hono';
import { MINUTE_MS, SECOND_MS } from '../calendar/interval.ts';
import { AppError } from '../errors.ts';
import type { HttpEnv } from './caller.ts';
import type { HttpDoors } from './doors.ts';
import { visitOf } from './visit.ts';

/** Somebody asks too often. */
export class TooManyError extends AppError {
  /** After how many seconds to try again. */
  readonly retryAfterS: number;

  constructor(retryAfterMs: number) {
    super('too-many', 'quá nhiều yêu cầu, hãy chờ một lát / too many requests, wait a while');
    this.retryAfterS = Math.max(1, Math.ceil(retryAfterMs / SECOND_MS));
  }
}

/** `burst` at once, and one more each `everyMs`. */
export type Rate = { readonly burst: number; readonly everyMs: number };

/** Counts who asks how often, for so many of them at most; whoever has been quiet long enough is forgotten first. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #most: number;
  /** When each one's burst will be whole again; those who asked last stand last. */
  readonly #wholeAt = new Map<string, number>();

  constructor(rate: Rate, most = 10_000) {
    this.#rate = rate;
    this.#most = most;
  }

  /** @throws TooManyError when this one asked too often; such a try is not counted */
  take(key: string, now: number): void {
    const { burst, everyMs } = this.#rate;
    const wholeAt = Math.max(now, this.#wholeAt.get(key) ?? now) + everyMs;
    if (wholeAt - now > burst * everyMs) throw new TooManyError(wholeAt - now - burst * everyMs);
    this.#wholeAt.delete(key);
    for (const [old, at] of this.#wholeAt) {
      if (now < at && this.#wholeAt.size < this.#most) break;
      this.#wholeAt.delete(old);
    }
    this.#wholeAt.set(key, wholeAt);
  }

  /** How many it keeps count of. */
  get size(): number {
    return this.#wholeAt.size;
  }
}

/** How often one address may ask for anything: more than any console, scraper or importer does. */
const general: Rate = { burst: 3_000, everyMs: 5 };

/** How often one address, and anybody under one name, may try to sign in. */
export const signInRates = {
  address: { burst: 30, everyMs: 2 * SECOND_MS },
  name: { burst: 20, everyMs: MINUTE_MS / 2 },
} as const;

/** Holds back addresses that ask too often; a connection without one is a local socket. */
export function rateLimit(doors: HttpDoors): MiddlewareHandler<HttpEnv> {
  const limit = new RateLimit(general);
  return async (c, next) => {
    const { address } = visitOf(c, doors);
    if (address !== null) limit.take(address, doors.now());
    return next();
  };
}
