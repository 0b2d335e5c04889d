import { describe, expect, test } from 'vitest';
import { retentionJob } from '../../src/jobs/retention.ts';
import { drivenClock } from '../support/driven-clock.ts';
import { recordWriter } from './record-writer.ts';

const local = (text: string): number => Date.parse(`${text}+07:00`);
const going = new AbortController().signal;

describe('retention', () => {
  const keepMs = 60 * 86_400_000;
  const dueAt = local('2026-03-10T02:30');
  const yesterday = local('2026-03-09T02:30');

  /** Runs the job while the clock is driven on. */
  async function run(job: ReturnType<typeof retentionJob>, last: number | null, clock = drivenClock(dueAt)) {
    let over = false;
    const end = job.run(dueAt, last, going).finally(() => {
      over = true;
    });
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(50);
    }
    await end;
  }

  test('forgets what is older than it is kept, step by step until a step is not full', async () => {
    const clock = drivenClock(dueAt);
    const { asked, submit } = recordWriter([5_000, 5_000, 12]);
    await run(retentionJob('30 2 * * *', keepMs, submit, clock), yesterday, clock);
    expect(asked.map(({ command }) => command)).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'prune', before: dueAt - keepMs, limit: 5_000 })),
    );
    expect(new Set(asked.map(({ id }) => id)).size).toBe(3);
  });

  test('leaves time between two steps', async () => {
    const clock = drivenClock(dueAt);
    const { asked, submit } = recordWriter([5_000, 0]);
    const job = retentionJob('30 2 * * *', keepMs, submit, clock);
    const end = job.run(dueAt, yesterday, going);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toHaveLength(1);
    clock.advance(50);
    await end;
    expect(asked).toHaveLength(2);
  });

  test('after a leap of years it forgets nothing: a wrong clock does not cost the history', async () => {
    const { asked, submit } = recordWriter([5_000]);
    const clock = drivenClock(dueAt);
    await run(retentionJob('30 2 * * *', keepMs, submit, clock), local('1971-01-01T02:30'), clock);
    expect(asked).toEqual([]);
    await run(retentionJob('30 2 * * *', keepMs, submit, clock), local('2025-03-10T02:30'), clock);
    expect(asked).not.toEqual([]);
  });
});
