import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { scopeOf, wholeTree } from '../../src/access/scope.ts';
import type { Submit } from '../../src/command/command.ts';
import { startCalendar } from '../../src/jobs/calendar.ts';
import { remindJob } from '../../src/jobs/remind.ts';
import { openDeclarations, smallForms, sound } from '../command/declaration-desk.ts';
import { drivenClock } from '../support/driven-clock.ts';

const local = (text: string): number => Date.parse(`${text}+07:00`);
const DAY_MS = 86_400_000;
const yearlyOnly = smallForms.slice(0, smallForms.indexOf('  wan_month'));

/** The job on a clock of its own over a real store, from a morning of December 2026 on. */
function running(from: string, forms = yearlyOnly) {
  const desk = openDeclarations(forms);
  const clock = drivenClock(local(from));
  desk.clock.now = clock.now();
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const submit: Submit = async (envelope) => desk.envelope(envelope);
  const done = new Map<string, number>();
  const start = () =>
    startCalendar([remindJob('0 7 * * *', submit, log)], {
      clock,
      lastDueAt: (job) => done.get(job) ?? null,
      finish: async (job, dueAt) => void done.set(job, dueAt),
      log,
    });
  const until = async (text: string) => {
    while (clock.now() < local(text)) {
      clock.stall(Math.min(DAY_MS, local(text) - clock.now()));
      desk.clock.now = clock.now();
      for (let turn = 0; turn < 4; turn += 1) await setImmediate();
    }
  };
  const sent = (code?: string) =>
    desk.store.read.reminders
      .list(wholeTree, { limit: 500 })
      .filter(({ agency }) => code === undefined || agency === code)
      .map(({ key, kind }) => [key.split('/').at(-1), kind])
      .toReversed();
  return { desk, clock, logged, start, until, sent };
}

describe('reminders', () => {
  test('go out 30, 14, 7 and 1 days before the deadline and once after it, to whoever has not handed in', async () => {
    const { desk, logged, start, until, sent } = running('2026-12-15T07:30');
    const stop = start();
    await until('2026-12-16T06:59');
    expect(sent()).toEqual([]);
    await until('2026-12-16T07:01');
    expect(sent('X1')).toEqual([['30', 'due']]);
    expect(desk.store.read.reminders.list(wholeTree, { limit: 500 })).toHaveLength(7);
    const id = desk.open('X2');
    desk.save(id, sound);
    desk.submit(id);
    await until('2027-01-16T08:00');
    await stop();
    expect(sent('X1')).toEqual([
      ['30', 'due'],
      ['14', 'due'],
      ['7', 'due'],
      ['1', 'due'],
      ['overdue', 'overdue'],
    ]);
    expect(sent('X2')).toEqual([['30', 'due']]);
    expect(logged.filter((line) => line.includes('agencies reminded'))).toHaveLength(5);
  });

  test('missed while the service stood still are made up for with one, not with several', async () => {
    const { desk, clock, start, until, sent } = running('2026-12-15T06:00');
    await until('2026-12-15T08:00');
    const stop = start();
    await until('2026-12-15T08:01');
    await stop();
    clock.stall(local('2027-01-10T12:00') - clock.now());
    desk.clock.now = clock.now();
    const again = start();
    await until('2027-01-10T12:01');
    expect(sent('X1')).toEqual([['7', 'due']]);
    await until('2027-01-11T09:00');
    await again();
    expect(sent('X1')).toEqual([['7', 'due']]);
  });

  test('go on to whoever was returned the declaration, and are asked for within one’s own agencies', async () => {
    const { desk, start, until, sent } = running('2027-01-08T06:00');
    const id = desk.open('X1');
    desk.save(id, sound);
    desk.submit(id);
    const stop = start();
    await until('2027-01-08T07:30');
    expect(sent('X1')).toEqual([]);
    desk.giveBack(id, 'xem lại số máy');
    await until('2027-01-09T07:30');
    await stop();
    expect(sent('X1')).toEqual([['7', 'due']]);
    const own = scopeOf([desk.store.read.agencies.idOf(wholeTree, 'X1') ?? 0]);
    expect(desk.store.read.reminders.list(own, { limit: 9 }).map((one) => one.agency)).toEqual(['X1']);
    expect(desk.store.read.reminders.ofPeriod(own, 'commune_year', '2026-01-01').map((one) => one.dueOn)).toEqual([
      '2027-01-15',
    ]);
    expect(desk.store.read.reminders.ofPeriod(own, 'commune_year', '2025-01-01')).toEqual([]);
  });

  test('are paged newest first without losing any of the same instant', async () => {
    const { desk, start, until } = running('2026-12-16T06:59', smallForms);
    const stop = start();
    await until('2027-01-20T08:00');
    await stop();
    const all = desk.store.read.reminders.list(wholeTree, { limit: 500 });
    const paged: string[] = [];
    for (let before: { at: number; key: string } | undefined; ; ) {
      const page = desk.store.read.reminders.list(wholeTree, { limit: 5, ...(before && { before }) });
      paged.push(...page.map(({ key }) => key));
      const last = page.at(-1);
      if (last === undefined) break;
      before = { at: last.at, key: last.key };
    }
    expect(paged).toEqual(all.map(({ key }) => key));
    expect(new Set(paged).size).toBe(paged.length);
    expect(desk.rows('audit').filter((row) => row.subject_kind === 'reminder').length).toBeGreaterThan(5);
  });
});
