import { type Logger, pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { IngestResult } from '../../src/command/ingest.ts';
import { Delivery } from '../../src/jobs/deliver.ts';
import type { ObservationBatch } from '../../src/monitor/reading.ts';
import { drivenClock } from '../support/driven-clock.ts';

const committed: IngestResult = { taken: true, confirm: [], changed: [] };

/** A writer that does what it is told for each try, and a delivery that hands to it. */
function start(answer: (batch: ObservationBatch, tries: number) => Promise<IngestResult>) {
  const clock = drivenClock(0);
  const tries: number[] = [];
  const heard: IngestResult[] = [];
  const lines: string[] = [];
  const log: Logger = pino({ level: 'debug' }, { write: (line) => lines.push(line) });
  const delivery = new Delivery(
    {
      clock,
      ingest: (batch) => {
        tries.push(batch.sequence);
        return answer(batch, tries.filter((sequence) => sequence === batch.sequence).length);
      },
      onIngested: (result) => heard.push(result),
      log,
    },
    'dc-1',
    7,
  );
  return { clock, delivery, tries, heard, lines };
}

/** Lets what is ready happen, then the time of every retry pass. */
async function pass(clock: { advance(ms: number): void }, times = 6): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(60_000);
  }
  await new Promise((resolve) => setImmediate(resolve));
}

const full = () => Promise.reject(new Error('database or disk is full'));

describe('Delivery', () => {
  test('batches are numbered from one and go one at a time, in the order they were sent', async () => {
    const open: (() => void)[] = [];
    const { delivery, tries, heard } = start(() => new Promise((resolve) => open.push(() => resolve(committed))));
    const all = [1, 2, 3].map(() => delivery.send([], []));
    for (let sent = 1; sent <= 3; sent += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(tries).toEqual([1, 2, 3].slice(0, sent));
      expect(delivery.waiting()).toBe(4 - sent);
      open.shift()?.();
    }
    await Promise.all(all);
    expect(delivery.waiting()).toBe(0);
    expect(heard).toHaveLength(3);
  });

  test('a batch carries its poller, epoch and number, so that the writer can tell a repeat', async () => {
    const batches: ObservationBatch[] = [];
    const { clock, delivery } = start((batch, tried) => {
      batches.push(batch);
      return tried < 2 ? full() : Promise.resolve(committed);
    });
    void delivery.send([], []);
    await pass(clock);
    expect(batches).toHaveLength(2);
    expect(batches[0]).toMatchObject({ poller: 'dc-1', epoch: 7, sequence: 1 });
    expect(batches[1]).toEqual(batches[0]);
  });

  test('a batch that is not committed is tried again with the same number before any other', async () => {
    const { clock, delivery, tries, heard } = start((_, tried) => (tried < 4 ? full() : Promise.resolve(committed)));
    const both = Promise.all([delivery.send([], []), delivery.send([], [])]);
    await pass(clock, 12);
    await both;
    expect(tries).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
    expect(heard).toHaveLength(2);
    expect(delivery.dropped()).toBe(0);
  });

  test('after the last try a batch is dropped, counted and told of, and the others go on', async () => {
    const { clock, delivery, tries, heard, lines } = start(({ sequence }) =>
      sequence === 1 ? full() : Promise.resolve(committed),
    );
    const both = Promise.all([delivery.send([], []), delivery.send([], [])]);
    await pass(clock);
    await both;
    expect(tries).toEqual([1, 1, 1, 1, 1, 2]);
    expect(heard).toHaveLength(1);
    expect(delivery.dropped()).toBe(1);
    expect(lines.filter((line) => line.includes('batch dropped'))).toHaveLength(1);
  });

  test('what follows from a batch may break without holding up the next', async () => {
    const clock = drivenClock(0);
    const lines: string[] = [];
    let heard = 0;
    const delivery = new Delivery(
      {
        clock,
        ingest: () => Promise.resolve(committed),
        onIngested: () => {
          heard += 1;
          throw new Error('bug');
        },
        log: pino({}, { write: (line) => lines.push(line) }),
      },
      'dc-1',
      1,
    );
    await Promise.all([delivery.send([], []), delivery.send([], [])]);
    expect(heard).toBe(2);
    expect(delivery.dropped()).toBe(0);
    expect(lines).toHaveLength(2);
  });

  test('when the writer takes nothing for long, new batches are dropped and counted: memory has an end', async () => {
    const { clock, delivery, lines } = start(full);
    for (let sent = 0; sent < 1_500; sent += 1) void delivery.send([], []);
    expect(delivery.waiting()).toBe(1_000);
    expect(delivery.dropped()).toBe(500);
    expect(lines.filter((line) => line.includes('too many batches wait'))).toHaveLength(1);
    await delivery.close();
    expect(clock.timers()).toBe(0);
  });

  test('closing waits for no retry: each batch has one more try, then it is over', async () => {
    const { clock, delivery, tries } = start(full);
    void delivery.send([], []);
    void delivery.send([], []);
    await new Promise((resolve) => setImmediate(resolve));
    await delivery.close();
    expect(tries).toEqual([1, 1, 2]);
    expect(delivery.dropped()).toBe(2);
    expect(clock.timers()).toBe(0);
  });
});
