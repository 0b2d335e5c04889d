import cron, { type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';
import { DAY_MS, MINUTE_MS } from '../calendar/interval.ts';
import { ConfigurationError } from '../errors.ts';
import type { Clock } from './clock.ts';

/** A job of the calendar: a five-field cron expression in Asia/Ho_Chi_Minh and what to do. */
export type CalendarJob = {
  readonly name: string;
  readonly schedule: string;
  /**
   * `dueAt`: the minute it was due; `lastDueAt`: the one before that was carried out, null when none is known. A job of
   * several steps looks at `signal` between them: once aborted it throws, and is due again after the next start.
   */
  run(dueAt: number, lastDueAt: number | null, signal: AbortSignal): Promise<void>;
};

export type CalendarDoors = {
  readonly clock: Clock;
  lastDueAt(job: string): number | null;
  /** Marks a due minute as done, durably. */
  finish(job: string, dueAt: number): Promise<void>;
  readonly log: Logger;
};

/**
 * Runs calendar jobs by the minutes node-cron matches, looking back to the last one carried out: what fell into a stop,
 * a stall or a clock step is caught up once, and nothing runs twice for the same minute. A job that never ran runs now.
 * A failing job is logged and tried again every minute until it is done or due anew. The function that comes back stops
 * the calendar and resolves when no job is under way any more.
 */
export function startCalendar(jobs: readonly CalendarJob[], doors: CalendarDoors): () => Promise<void> {
  const stopping = new AbortController();
  const watched = jobs.map((job) => new WatchedJob(job, doors));
  const look = (): void => {
    const now = doors.clock.now();
    for (const one of watched) one.look(now - (now % MINUTE_MS), stopping.signal);
  };
  look();
  const stop = doors.clock.every(LOOK_EVERY_MS, look);
  return async () => {
    stop();
    stopping.abort();
    await Promise.all(watched.map((one) => one.end()));
  };
}

class WatchedJob {
  readonly #job: CalendarJob;
  readonly #doors: CalendarDoors;
  readonly #task: ScheduledTask;
  readonly #done = new Set<number>();
  #lookedAt: number | null = null;
  #scannedTo = Number.NEGATIVE_INFINITY;
  #openDueAt: number | null = null;
  #run: Promise<void> | null = null;

  constructor(job: CalendarJob, doors: CalendarDoors) {
    this.#job = job;
    this.#doors = doors;
    this.#task = matcherOf(job);
  }

  /** Begins what is due at this minute, unless it is still at the last one or has looked at this minute already. */
  look(minute: number, signal: AbortSignal): void {
    if (this.#run || this.#lookedAt === minute) return;
    this.#lookedAt = minute;
    const last = this.#lastDone(minute);
    const dueAt = last === null ? minute : this.#due(last, minute);
    if (dueAt === null) return;
    this.#run = this.#carryOut(dueAt, last, signal).finally(() => {
      this.#run = null;
    });
  }

  async end(): Promise<void> {
    await this.#run;
    await this.#task.destroy();
  }

  /** The newest due minute after the last one done; minutes already looked at are not looked at again. */
  #due(last: number, minute: number): number | null {
    if (this.#scannedTo > minute) {
      this.#scannedTo = Number.NEGATIVE_INFINITY;
      this.#openDueAt = null;
    }
    const from = Math.max(last, this.#scannedTo, minute - LOOK_BACK_MS);
    this.#openDueAt = latestMatch(this.#task, from, minute) ?? this.#openDueAt;
    this.#scannedTo = minute;
    return this.#openDueAt !== null && this.#openDueAt > last ? this.#openDueAt : null;
  }

  /**
   * The last due minute known to be done. One that lies up to a day ahead counts: the clock was set back and no minute
   * may run twice. One further ahead was marked by a clock that was wrong by years, and must not block the job for ever.
   */
  #lastDone(minute: number): number | null {
    const stored = this.#doors.lastDueAt(this.#job.name);
    if (stored !== null) this.#done.add(stored);
    const credible = [...this.#done].filter((dueAt) => dueAt <= minute + DAY_MS);
    const last = credible.length > 0 ? Math.max(...credible) : null;
    for (const dueAt of credible)
      if (last !== null && dueAt < last && dueAt > last - LOOK_BACK_MS) this.#done.delete(dueAt);
    return last;
  }

  async #carryOut(dueAt: number, last: number | null, signal: AbortSignal): Promise<void> {
    const { log, finish } = this.#doors;
    const { name } = this.#job;
    try {
      await this.#job.run(dueAt, last, signal);
      await finish(name, dueAt);
      this.#done.add(dueAt);
      log.debug({ job: name, dueAt }, 'calendar job done');
    } catch (error) {
      if (signal.aborted) log.info({ job: name, dueAt }, 'calendar job cut short, to be done after the next start');
      else log.error({ err: error, job: name, dueAt }, 'calendar job failed');
    }
  }
}

function latestMatch(task: ScheduledTask, after: number, until: number): number | null {
  for (let minute = until; minute > after; minute -= MINUTE_MS) {
    if (task.match(new Date(minute))) return minute;
  }
  return null;
}

const LOOK_EVERY_MS = 5_000;
const LOOK_BACK_MS = 35 * DAY_MS;

// A form can be right and its date still never come (30 February); the library says so only here.
function matcherOf({ name, schedule }: CalendarJob): ScheduledTask {
  try {
    return cron.createTask(schedule, () => undefined, { timezone: 'Asia/Ho_Chi_Minh' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`schedules.${name}: "${schedule}" không bao giờ tới / never comes: ${why}`);
  }
}
