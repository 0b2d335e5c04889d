import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/calendar/interval.ts';
import { type CalendarJob, startCalendar } from '../../src/jobs/calendar.ts';
import { type DrivenClock, drivenClock } from '../support/driven-clock.ts';

const local = (text: string): number => Date.parse(`${text}+07:00`);
const told = (at: number | null): string | null =>
  at === null ? null : new Date(at + 7 * HOUR_MS).toISOString().slice(0, 16);

/** What is kept of jobs in the database: the newest due minute is the last one. */
type Kept = Map<string, number[]>;
type Run = { readonly job: string; readonly dueAt: string | null; readonly lastDueAt: string | null };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function start(
  schedules: Readonly<Record<string, string>>,
  clock: DrivenClock,
  { kept = new Map(), act = async () => {} }: { kept?: Kept; act?: CalendarJob['run'] } = {},
) {
  const runs: Run[] = [];
  const lines: string[] = [];
  const jobs = Object.entries(schedules).map(
    ([job, schedule]): CalendarJob => ({
      name: job,
      schedule,
      async run(dueAt, lastDueAt, signal) {
        runs.push({ job, dueAt: told(dueAt), lastDueAt: told(lastDueAt) });
        await act(dueAt, lastDueAt, signal);
      },
    }),
  );
  const stop = startCalendar(jobs, {
    clock,
    lastDueAt: (job) => (kept.has(job) ? Math.max(...(kept.get(job) ?? [])) : null),
    finish: async (job, dueAt) => {
      kept.set(job, [...(kept.get(job) ?? []), dueAt]);
    },
    log: pino({ level: 'debug' }, { write: (line) => lines.push(line) }),
  });
  stops.push(stop);
  return { runs, kept, lines, stop };
}

/** Lets hours pass in steps between which jobs come to their end. */
async function pass(clock: DrivenClock, ms: number, stepMs = 5_000): Promise<void> {
  await settle();
  for (let passed = 0; passed < ms; passed += stepMs) {
    clock.advance(Math.min(stepMs, ms - passed));
    await settle();
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const dues = (runs: readonly Run[]) => runs.map((run) => run.dueAt);

describe('due minutes', () => {
  test.each([
    ['5 0 * * *', 3, ['2026-03-01T00:05', '2026-03-02T00:05', '2026-03-03T00:05']],
    ['0 17 * * 1', 10, ['2026-03-02T17:00', '2026-03-09T17:00']],
    ['30 2 1 * *', 33, ['2026-03-01T02:30', '2026-04-01T02:30']],
  ])('%s means Vietnam time, whatever the machine thinks its zone is', async (schedule, days, expected) => {
    const clock = drivenClock(local('2026-02-28T12:00'));
    const kept: Kept = new Map([['job', [local('2026-02-20T00:05')]]]);
    const { runs } = start({ job: schedule }, clock, { kept });
    await settle();
    runs.length = 0;
    await pass(clock, days * DAY_MS, 10 * MINUTE_MS);
    expect(dues(runs)).toEqual(expected);
  });

  test('a job that never ran runs now, once, and then by its schedule', async () => {
    const clock = drivenClock(local('2026-03-01T10:20:30'));
    const { runs } = start({ nightly: '5 0 * * *' }, clock);
    await pass(clock, 2 * HOUR_MS);
    expect(runs).toEqual([{ job: 'nightly', dueAt: '2026-03-01T10:20', lastDueAt: null }]);
    await pass(clock, DAY_MS, MINUTE_MS);
    expect(runs.slice(1)).toEqual([{ job: 'nightly', dueAt: '2026-03-02T00:05', lastDueAt: '2026-03-01T10:20' }]);
  });

  test('a job of every minute runs once in each', async () => {
    const clock = drivenClock(local('2026-03-01T10:20:00'));
    const { runs } = start({ often: '* * * * *' }, clock);
    await pass(clock, HOUR_MS);
    expect(runs).toHaveLength(61);
    expect(new Set(dues(runs)).size).toBe(61);
  });
});

describe('catching up', () => {
  test('after a stop of days what was due runs once, and learns when it last ran', async () => {
    const kept: Kept = new Map([['nightly', [local('2026-03-01T00:05')]]]);
    const clock = drivenClock(local('2026-03-08T15:00'));
    const { runs } = start({ nightly: '5 0 * * *' }, clock, { kept });
    await pass(clock, HOUR_MS);
    expect(runs).toEqual([{ job: 'nightly', dueAt: '2026-03-08T00:05', lastDueAt: '2026-03-01T00:05' }]);
  });

  test('after a start in between nothing runs before its time', async () => {
    const kept: Kept = new Map([['nightly', [local('2026-03-08T00:05')]]]);
    const clock = drivenClock(local('2026-03-08T15:00'));
    const { runs } = start({ nightly: '5 0 * * *' }, clock, { kept });
    await pass(clock, 9 * HOUR_MS, MINUTE_MS);
    expect(runs).toEqual([]);
    await pass(clock, 10 * MINUTE_MS);
    expect(dues(runs)).toEqual(['2026-03-09T00:05']);
  });

  test('a stalled process catches up once', async () => {
    const clock = drivenClock(local('2026-03-01T10:20'));
    const { runs } = start({ often: '*/5 * * * *' }, clock);
    await settle();
    clock.stall(HOUR_MS);
    await settle();
    expect(dues(runs)).toEqual(['2026-03-01T10:20', '2026-03-01T11:20']);
  });

  test('a run that is still under way is not joined by a second one', async () => {
    const clock = drivenClock(local('2026-03-01T10:20'));
    let end = () => {};
    const act = () =>
      new Promise<void>((resolve) => {
        end = resolve;
      });
    const { runs } = start({ often: '* * * * *' }, clock, { act });
    await pass(clock, 10 * MINUTE_MS);
    expect(dues(runs)).toEqual(['2026-03-01T10:20']);
    end();
    await pass(clock, 10_000);
    expect(dues(runs)).toEqual(['2026-03-01T10:20', '2026-03-01T10:30']);
    end();
  });
});

describe('clock steps', () => {
  test('an hour back: no minute runs twice, and the job goes on when the hour is over', async () => {
    const clock = drivenClock(local('2026-03-02T00:00'));
    const kept: Kept = new Map([['nightly', [local('2026-03-01T00:05')]]]);
    const { runs } = start({ nightly: '5 0 * * *', often: '*/10 * * * *' }, clock, { kept });
    await pass(clock, HOUR_MS / 2);
    clock.stepWall(-HOUR_MS);
    await pass(clock, 26 * HOUR_MS, 20_000);
    for (const job of ['nightly', 'often']) {
      const due = dues(runs.filter((run) => run.job === job));
      expect(new Set(due).size).toBe(due.length);
    }
    expect(dues(runs.filter((run) => run.job === 'nightly'))).toEqual(['2026-03-02T00:05', '2026-03-03T00:05']);
  });

  test('an hour forward and back again: what was done early is not done again, the next night comes as always', async () => {
    const clock = drivenClock(local('2026-03-01T23:30'));
    const kept: Kept = new Map([['nightly', [local('2026-03-01T00:05')]]]);
    const { runs } = start({ nightly: '5 0 * * *' }, clock, { kept });
    await pass(clock, MINUTE_MS);
    clock.stepWall(HOUR_MS);
    await pass(clock, 10 * MINUTE_MS);
    clock.stepWall(-HOUR_MS);
    await pass(clock, 25 * HOUR_MS, 20_000);
    expect(dues(runs)).toEqual(['2026-03-02T00:05', '2026-03-03T00:05']);
  });

  test.each([
    ['1970', '1970-01-01T08:00'],
    ['2099', '2099-06-01T00:00'],
  ])('a clock that was wrong as far as %s blocks no job once it is right again', async (_, wrong) => {
    const right = '2026-03-01T12:00';
    const clock = drivenClock(local(right));
    const kept: Kept = new Map([['nightly', [local('2026-03-01T00:05')]]]);
    const { runs } = start({ nightly: '5 0 * * *' }, clock, { kept });
    await pass(clock, HOUR_MS, MINUTE_MS);
    clock.stepWall(local(wrong) - local(right));
    await pass(clock, HOUR_MS, MINUTE_MS);
    clock.stepWall(local(right) - local(wrong));
    runs.length = 0;
    await pass(clock, 35 * HOUR_MS, MINUTE_MS);
    expect(runs).toEqual([
      { job: 'nightly', dueAt: '2026-03-02T00:05', lastDueAt: '2026-03-01T00:05' },
      { job: 'nightly', dueAt: '2026-03-03T00:05', lastDueAt: '2026-03-02T00:05' },
    ]);
  });

  test('a run that a wrong clock marked years ahead does not block the job after a restart either', async () => {
    const kept: Kept = new Map([['nightly', [local('2026-03-01T00:05'), local('2099-06-01T00:05')]]]);
    const clock = drivenClock(local('2026-03-02T12:00'));
    const { runs } = start({ nightly: '5 0 * * *' }, clock, { kept });
    await pass(clock, 13 * HOUR_MS, MINUTE_MS);
    expect(dues(runs)).toEqual(['2026-03-02T12:00', '2026-03-03T00:05']);
  });
});

describe('failures', () => {
  test('a failing job is told of, tried again every minute for the same due minute, and done once it succeeds', async () => {
    const clock = drivenClock(local('2026-03-02T00:00'));
    const kept: Kept = new Map([['nightly', [local('2026-03-01T00:05')]]]);
    let failures = 3;
    const act = async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('disk full');
    };
    const { runs, lines } = start({ nightly: '5 0 * * *' }, clock, { kept, act });
    await pass(clock, HOUR_MS);
    expect(dues(runs)).toEqual(['2026-03-02T00:05', '2026-03-02T00:05', '2026-03-02T00:05', '2026-03-02T00:05']);
    expect(new Set(runs.map((run) => run.lastDueAt))).toEqual(new Set(['2026-03-01T00:05']));
    expect(lines.filter((line) => line.includes('calendar job failed'))).toHaveLength(3);
    expect(kept.get('nightly')?.map(told)).toEqual(['2026-03-01T00:05', '2026-03-02T00:05']);
  });

  test('a job that never succeeded is tried once a minute, not at every look', async () => {
    const clock = drivenClock(local('2026-03-02T10:00'));
    const act = () => Promise.reject(new Error('bug'));
    const { runs } = start({ nightly: '5 0 * * *' }, clock, { act });
    await pass(clock, 10 * MINUTE_MS);
    expect(runs).toHaveLength(11);
  });

  test('one failing job does not hold up another', async () => {
    const clock = drivenClock(local('2026-03-02T10:00'));
    const act = (dueAt: number) => (dueAt % HOUR_MS === 0 ? Promise.reject(new Error('bug')) : Promise.resolve());
    const { runs } = start({ hourly: '0 * * * *', often: '30 * * * *' }, clock, { act });
    await pass(clock, HOUR_MS);
    expect(dues(runs.filter((run) => run.job === 'often'))).toContain('2026-03-02T10:30');
  });

  test('the stop waits for the job under way, which is told to cut short and stays due', async () => {
    const clock = drivenClock(local('2026-03-02T10:00'));
    let seen: AbortSignal | null = null;
    const act = async (_: number, __: number | null, signal: AbortSignal) => {
      seen = signal;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      signal.throwIfAborted();
    };
    const { stop, kept, lines } = start({ nightly: '5 0 * * *' }, clock, { act });
    await settle();
    await stop();
    expect(seen).toMatchObject({ aborted: true });
    expect(kept.size).toBe(0);
    expect(lines.some((line) => line.includes('"level":50'))).toBe(false);
    expect(clock.timers()).toBe(0);
  });
});

test('a schedule whose day never comes is a fault of the configuration, not a crash', () => {
  expect(() => start({ assessment: '0 0 30 2 *' }, drivenClock(local('2026-11-22T10:00')))).toThrow(
    /schedules\.assessment/,
  );
});
