import { type Logger, pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { CommandEnvelope } from '../../src/command/command.ts';
import type { EndpointTarget } from '../../src/inventory/hosted-system.ts';
import { watchEndpoints } from '../../src/jobs/endpoints.ts';
import type { EndpointAnswer } from '../../src/monitor/endpoint.ts';
import { drivenClock } from '../support/driven-clock.ts';
import { recordWriter } from './record-writer.ts';

const plan = { intervalMs: 300_000, concurrency: 2 };
const answer: EndpointAnswer = { at: 1, outcome: 'answer', reason: null, httpStatus: 200, durationMs: 3 };

/** Targets `a` to as many as wanted, each asked when the test lets it. */
function openWatch(count: number, options: { fails?: string; wait?: boolean } = {}) {
  const clock = drivenClock(1_000);
  const { asked: written, submit } = recordWriter();
  const logged: string[] = [];
  const log: Logger = pino({}, { write: (line: string) => void logged.push(line) });
  const targets = Array.from({ length: count }, (_, at): EndpointTarget => {
    return { recordId: at + 1, endpoint: `https://${String.fromCharCode(97 + at)}.example/`, hosts: [] };
  });
  const asked: string[] = [];
  const underWay: (() => void)[] = [];
  let most = 0;
  const probe = async ({ endpoint }: EndpointTarget): Promise<EndpointAnswer> => {
    asked.push(endpoint);
    if (options.wait) {
      await new Promise<void>((resolve) => {
        most = Math.max(most, underWay.push(resolve));
      });
    }
    if (endpoint === options.fails) throw new TypeError('a bug');
    return answer;
  };
  const stop = watchEndpoints({ clock, endpoints: () => targets, probe, submit, log }, plan);
  return { clock, written, logged, asked, underWay, most: () => most, stop };
}

/** Lets everything that is ready run. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const checksOf = (written: readonly CommandEnvelope[]) =>
  written.flatMap(({ command }) =>
    command.kind === 'endpoints.note' ? command.checks.map(({ endpoint }) => endpoint) : [],
  );

describe('every endpoint', () => {
  test('is asked at once and then every interval; what it came to goes to the writer in the job’s name', async () => {
    const { clock, written, asked, stop } = openWatch(3);
    await settle();
    expect(checksOf(written)).toEqual(['https://a.example/', 'https://b.example/', 'https://c.example/']);
    expect(written[0]).toMatchObject({
      actor: { kind: 'job', name: 'endpoints' },
      scope: null,
      command: { kind: 'endpoints.note', holdsMs: 600_000, checks: [{ recordId: 1, ...answer }, {}, {}] },
    });
    clock.advance(299_999);
    await settle();
    expect(asked).toHaveLength(3);
    clock.advance(1);
    await settle();
    expect(asked).toHaveLength(6);
    expect(new Set(written.map(({ id }) => id)).size).toBe(2);
    await stop();
    clock.advance(900_000);
    expect(asked).toHaveLength(6);
  });

  test('waits its turn: never more at the same time than allowed', async () => {
    const { underWay, most, asked, written, stop } = openWatch(5, { wait: true });
    await settle();
    expect(asked).toHaveLength(2);
    while (underWay.length > 0) {
      underWay.shift()?.();
      await settle();
    }
    expect([asked.length, most(), checksOf(written).length]).toEqual([5, 2, 5]);
    await stop();
  });
});

test('a bug in one probe is told and costs no other its turn', async () => {
  const { written, logged, stop } = openWatch(3, { fails: 'https://b.example/' });
  await settle();
  expect(checksOf(written)).toEqual(['https://a.example/', 'https://c.example/']);
  expect(logged.join('')).toContain('https://b.example/');
  await stop();
});

test('a round that is still under way is let finish, and the one due meanwhile left out', async () => {
  const { clock, underWay, asked, logged, stop } = openWatch(2, { wait: true });
  await settle();
  clock.advance(300_000);
  await settle();
  expect([asked.length, logged.length]).toEqual([2, 1]);
  for (const go of underWay.splice(0)) go();
  await settle();
  clock.advance(300_000);
  await settle();
  expect(asked).toHaveLength(4);
  for (const go of underWay.splice(0)) go();
  await stop();
});

test('when it is stopped what was answered before is written, and what comes back later is thrown away', async () => {
  const { underWay, asked, written, stop } = openWatch(3, { wait: true });
  await settle();
  underWay.shift()?.();
  await settle();
  const stopped = stop();
  for (const go of underWay.splice(0)) go();
  await stopped;
  expect(asked).toHaveLength(3);
  expect(checksOf(written)).toEqual(['https://a.example/']);
});

test('without endpoints nothing is written', async () => {
  const { written, stop } = openWatch(0);
  await settle();
  await stop();
  expect(written).toEqual([]);
});
