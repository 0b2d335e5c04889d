import { randomBytes } from 'node:crypto';
import { hashPassword, matchesPassword, nobodysHash, SALT_BYTES } from '../access/password.ts';
import { AppError } from '../errors.ts';

/** How many passwords are worked on at once (64 MiB and a thread of the pool each), and how many may wait. */
export type PasswordWorkLimits = { readonly atOnce: number; readonly mostWaiting: number };

/** Hashing of passwords with a cap, so that a flood of sign-ins takes neither the memory nor the threads of the service. */
export class PasswordWork {
  readonly #limits: PasswordWorkLimits;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: PasswordWorkLimits = { atOnce: 2, mostWaiting: 32 }) {
    this.#limits = limits;
  }

  /** What is kept of a new password. @throws AppError `busy` when too many wait already. */
  hash(password: string): Promise<string> {
    return this.#take(() => hashPassword(password, randomBytes(SALT_BYTES)));
  }

  /**
   * Whether the password is the one behind the hash; without one (no such account, or none of its own) false, after the
   * same work. @throws AppError `busy` when too many wait already.
   */
  verifyOrWaste(hash: string | null, password: string): Promise<boolean> {
    return this.#take(() => matchesPassword(password, hash ?? nobodysHash));
  }

  /** What is going on at the moment. */
  load(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running, waiting: this.#waiting.length };
  }

  /** First come, first served; whoever is done hands its place over to the next. */
  async #take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#limits.atOnce) this.#running += 1;
    else if (this.#waiting.length < this.#limits.mostWaiting) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      throw new AppError(
        'busy',
        'máy chủ đang bận, hãy thử lại sau ít phút / the server is busy, try again in a while',
      );
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
