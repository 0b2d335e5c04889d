import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AuditLine } from '../../src/access/audit-line.ts';
import { type AuditSink, forwardAudit } from '../../src/jobs/forward-audit.ts';
import { drivenClock } from '../support/driven-clock.ts';

const lineOf = (id: number): AuditLine => ({
  ...{ id, at: id, actor: 'job:test', action: 'a', subjectKind: 'agency', subjectId: 'X', seq: id },
  ...{ detail: '{}', hash: '0'.repeat(64) },
});
const lines = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** A database of `count` rows, and a sink whose rows leave when `leave` says so. */
function open(count: number, kept = 0, most = 1_000) {
  const taken: number[] = [];
  const state = { last: count, kept, taken, waiting: 0, refusing: false, mostAtOnce: 0, closed: false };
  const log: string[] = [];
  const clock = drivenClock(0);
  const sink: AuditSink = {
    name: 'test',
    position: {
      load: () => state.kept,
      save: (id) => {
        state.kept = id;
      },
    },
    room: () => most - state.waiting,
    take(rows) {
      if (state.refusing) throw new Error('disk full');
      state.taken.push(...rows.map((row) => row.id));
      state.waiting += rows.length;
      state.mostAtOnce = Math.max(state.mostAtOnce, state.waiting);
    },
    waiting: () => state.waiting,
    async close() {
      state.closed = true;
      state.waiting = 0;
    },
  };
  const doors = {
    clock,
    rows: (from: number, limit: number) => lines(from, Math.min(state.last, from + limit - 1)).map(lineOf),
    lastId: () => state.last,
    log: pino({}, { write: (line) => log.push(line) }),
  };
  return { state, log, clock, start: () => forwardAudit([sink], doors) };
}

test('rows go on in order from where the last run ended, soon after they are committed', () => {
  const { state, clock, start } = open(5, 2);
  start();
  expect(state.taken).toEqual([3, 4, 5]);
  state.last = 7;
  clock.advance(1_000);
  expect(state.taken).toEqual([3, 4, 5, 6, 7]);
});

test('what is kept is what has left: rows that wait are sent again after a crash', () => {
  const { state, clock, start } = open(5);
  start();
  expect(state.kept).toBe(0);
  state.waiting = 2;
  clock.advance(1_000);
  expect(state.kept).toBe(3);
  // Killed here: the next run begins behind what left.
  start();
  expect(state.taken).toEqual([1, 2, 3, 4, 5, 4, 5]);
});

test('however far behind, no more rows are in memory than the sink has room for, and all come', () => {
  const { state, clock, start } = open(2_000, 0, 300);
  start();
  for (let turn = 0; turn < 100; turn += 1) {
    state.waiting = 0;
    clock.advance(1_000);
  }
  expect(state.mostAtOnce).toBe(300);
  expect(state.taken).toEqual(lines(1, 2_000));
  expect(state.kept).toBe(2_000);
});

test('a sink that fails is tried again until it takes them, and told of once', () => {
  const { state, clock, log, start } = open(3);
  state.refusing = true;
  start();
  clock.advance(10_000);
  expect([state.taken, state.kept, log.length]).toEqual([[], 0, 1]);
  state.refusing = false;
  clock.advance(1_000);
  expect(state.taken).toEqual([1, 2, 3]);
});

test('a database that has fewer rows than were sent is told of, and new rows go on from there', () => {
  const { state, clock, log, start } = open(10, 25);
  start();
  expect(log).toEqual([expect.stringMatching(/"level":50.*"sentUpTo":25,"lastId":10.*are gone from the database/)]);
  state.last = 11;
  clock.advance(1_000);
  expect(state.taken).toEqual([11]);
});

test('at the end the newest rows are handed over, the sink closed, and how far it came is kept', async () => {
  const { state, clock, start } = open(3);
  const stop = start();
  state.last = 9;
  await stop();
  expect(state).toMatchObject({ taken: lines(1, 9), closed: true, kept: 9 });
  expect(clock.timers()).toBe(0);
});
