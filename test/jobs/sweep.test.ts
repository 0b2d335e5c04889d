import { expect, test } from 'vitest';
import { sweepJob } from '../../src/jobs/sweep.ts';
import { recordWriter } from './record-writer.ts';

const local = (text: string): number => Date.parse(`${text}+07:00`);
const going = new AbortController().signal;
const limits = { idleMs: 900_000, administratorIdleMs: 300_000, absoluteMs: 43_200_000, disableAfterMs: 3_888_000_000 };

test('once a day idle accounts and ended sessions are swept, by the limits of the configuration', async () => {
  const { asked, submit } = recordWriter();
  const dueAt = local('2026-03-10T01:15');
  await sweepJob('15 1 * * *', limits, submit).run(dueAt, local('2026-03-09T01:15'), going);
  await sweepJob('15 1 * * *', limits, submit).run(dueAt, null, going);
  expect(asked.map(({ command, scope }) => ({ command, scope }))).toEqual(
    Array.from({ length: 2 }, () => ({
      command: {
        kind: 'access.sweep',
        limits: { disableAfterMs: 3_888_000_000, absoluteMs: 43_200_000, idleMs: 900_000 },
      },
      scope: null,
    })),
  );
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
});

test('after a leap of more than a year nobody is shut out: the clock may be wrong', async () => {
  const { asked, submit } = recordWriter();
  await sweepJob('15 1 * * *', limits, submit).run(local('2027-06-01T01:15'), local('2026-03-09T01:15'), going);
  expect(asked).toEqual([]);
});
