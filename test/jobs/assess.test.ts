import { describe, expect, test } from 'vitest';
import type { CommandEnvelope } from '../../src/command/command.ts';
import { assessmentJob } from '../../src/jobs/assess.ts';
import { recordWriter } from './record-writer.ts';

const local = (text: string): number => Date.parse(`${text}+07:00`);
const going = new AbortController().signal;
function datesOf(asked: readonly CommandEnvelope[]): (string | null)[] {
  return asked.map(({ command }) => (command.kind === 'assess' ? command.date : `not assess: ${command.kind}`));
}

describe('the nightly assessment', () => {
  test.each([
    ['the first time: today only', null, [null]],
    ['the night after: the day that ended, then today', '2026-03-09T00:05', ['2026-03-09', null]],
    ['twice on one day: today again', '2026-03-10T00:01', [null]],
    [
      'after a stop: every day that ended meanwhile',
      '2026-03-07T00:05',
      ['2026-03-07', '2026-03-08', '2026-03-09', null],
    ],
    ['across a month', '2026-02-27T00:05', [...days('2026-02-27', 2), ...days('2026-03-01', 9), null]],
    ['after a year: the last 31 days', '2025-03-01T00:05', [...days('2026-02-07', 22), ...days('2026-03-01', 9), null]],
    ['after a clock that was ahead: today', '2026-03-10T20:00', [null]],
  ])('%s', async (_, last, dates) => {
    const { asked, submit } = recordWriter();
    const job = assessmentJob('5 0 * * *', submit);
    await job.run(local('2026-03-10T00:05'), last === null ? null : local(last), going);
    expect(datesOf(asked)).toEqual(dates);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
    expect(asked.every(({ actor }) => actor.kind === 'job' && actor.name === 'assessment')).toBe(true);
  });

  test('a day of Vietnam ends at 17:00 UTC', async () => {
    const { asked, submit } = recordWriter();
    const job = assessmentJob('5 0 * * *', submit);
    await job.run(Date.parse('2026-03-09T17:05:00Z'), Date.parse('2026-03-08T17:05:00Z'), going);
    expect(datesOf(asked)).toEqual(['2026-03-09', null]);
  });

  test('a repeat for the same due minute asks with the same keys, so that nothing happens twice', async () => {
    const { asked, submit } = recordWriter();
    const job = assessmentJob('5 0 * * *', submit);
    await job.run(local('2026-03-10T00:05'), local('2026-03-08T00:05'), going);
    const first = asked.splice(0);
    await job.run(local('2026-03-10T00:05'), local('2026-03-08T00:05'), going);
    expect(asked).toEqual(first);
  });

  test('cut short between two days it throws, so that it stays due', async () => {
    const stopping = new AbortController();
    const { asked, submit } = recordWriter();
    const job = assessmentJob('5 0 * * *', async (envelope) => {
      stopping.abort();
      return await submit(envelope);
    });
    await expect(job.run(local('2026-03-10T00:05'), local('2026-03-01T00:05'), stopping.signal)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});

function days(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, day) =>
    new Date(Date.parse(`${from}T00:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10),
  );
}
