import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, startOfDay } from '../../src/calendar/civil.ts';
import { type Block, blocks } from '../../src/inventory/agency.ts';
import type { DeclarationAction, DeclarationEvent } from '../../src/inventory/declaration.ts';
import { dueOn } from '../../src/inventory/declaration-deadline.ts';
import { declarationProgress } from '../../src/inventory/declaration-progress.ts';
import { OVERDUE_DAYS, overdueOn, remindersOn } from '../../src/inventory/declaration-reminder.ts';
import type { DeclarationRecord, DeclaringAgency } from '../../src/inventory/declaration-standing.ts';
import type { Form } from '../../src/inventory/form.ts';
import { form } from './shipped.ts';

const period = { from: '2026-01-01', to: '2027-01-01' };
const yearly: Form = { ...form('commune_year'), blocks: ['department', 'commune'], reminders: [30, 7, 1] };
const due = '2027-01-15';

function agency(id: number, block: Block = 'commune', more: Partial<DeclaringAgency> = {}): DeclaringAgency {
  return { id, block, validFrom: '2025-07-01', validTo: null, ...more };
}

/** A revision with one action on each day given; the days are civil dates, at noon. */
function record(
  agencyId: number,
  actions: Readonly<Partial<Record<DeclarationAction, string>>> | readonly (readonly [DeclarationAction, string])[],
  more: Partial<DeclarationRecord> = {},
): DeclarationRecord {
  const steps = Array.isArray(actions) ? actions : Object.entries(actions);
  const events = steps.map(([action, day]): DeclarationEvent => {
    return { at: startOfDay(day) + 12 * 3_600_000, actor: 'account:x', action, note: null };
  });
  return { agencyId, form: yearly.key, periodFrom: period.from, revision: 1, events, ...more };
}

const progressOf = (agencies: readonly DeclaringAgency[], records: readonly DeclarationRecord[]) =>
  declarationProgress(yearly, period, agencies, records);

describe('progress', () => {
  test('counts what was handed in, what was approved and what came in time, with the agencies behind', () => {
    const agencies = [agency(1), agency(2), agency(3), agency(4), agency(5, 'department')];
    const {
      all,
      blocks: each,
      dueOn: day,
    } = progressOf(agencies, [
      record(1, { open: '2027-01-02', submit: '2027-01-10', approve: '2027-01-20' }),
      record(2, { open: '2027-01-02', submit: due }),
      record(3, { open: '2027-01-02', submit: '2027-01-16' }),
      record(4, { open: '2027-01-02' }),
    ]);
    expect(day).toBe(due);
    expect(all).toEqual({
      block: null,
      expectedIds: [1, 2, 3, 4, 5],
      submitted: { numerator: 3, denominator: 5, ratio: 0.6, agencyIds: [1, 2, 3] },
      approved: { numerator: 1, denominator: 5, ratio: 0.2, agencyIds: [1] },
      timely: { numerator: 2, denominator: 5, ratio: 0.4, agencyIds: [1, 2] },
      lateIds: [3],
      awaitedIds: [4, 5],
    });
    expect(each.map((one) => [one.block, one.submitted.numerator, one.submitted.denominator])).toEqual([
      ['department', 0, 1],
      ['commune', 3, 4],
    ]);
  });

  test('the first submission decides: in time stays in time when returned, late stays late', () => {
    const { all } = progressOf(
      [agency(1), agency(2)],
      [
        record(1, [
          ['open', '2027-01-02'],
          ['submit', '2027-01-10'],
          ['return', '2027-01-14'],
          ['submit', '2027-03-01'],
        ]),
        record(2, [
          ['open', '2027-01-02'],
          ['submit', '2027-01-16'],
          ['return', '2027-01-17'],
          ['submit', '2027-01-18'],
        ]),
      ],
    );
    expect(all.timely.agencyIds).toEqual([1]);
    expect(all.lateIds).toEqual([2]);
  });

  test('of several revisions the first one decides, in whatever order they come', () => {
    const first = record(1, { open: '2027-01-02', submit: '2027-01-10', approve: '2027-01-20' });
    const second = record(1, { open: '2027-02-01', submit: '2027-02-02' }, { revision: 2 });
    expect(progressOf([agency(1)], [second, first]).all.timely.agencyIds).toEqual([1]);
    expect(progressOf([agency(1)], [second, first]).all.approved.agencyIds).toEqual([1]);
  });

  test('the due day ends at midnight in Vietnam', () => {
    const at = (instant: string): DeclarationRecord => ({
      ...record(1, []),
      events: [{ at: Date.parse(instant), actor: 'account:x', action: 'submit', note: null }],
    });
    expect(progressOf([agency(1)], [at('2027-01-15T23:59:59.999+07:00')]).all.timely.numerator).toBe(1);
    expect(progressOf([agency(1)], [at('2027-01-16T00:00:00.000+07:00')]).all.timely.numerator).toBe(0);
  });

  test('a returned declaration is not handed in; a correction begun takes no approval away', () => {
    const { all } = progressOf(
      [agency(1), agency(2)],
      [
        record(1, { open: '2027-01-02', submit: '2027-01-10', return: '2027-01-12' }),
        record(2, { open: '2027-02-02' }, { revision: 2 }),
        record(2, { open: '2027-01-02', submit: '2027-01-10', approve: '2027-01-20' }),
      ],
    );
    expect(all.submitted.agencyIds).toEqual([2]);
    expect(all.approved.agencyIds).toEqual([2]);
    expect(all.awaitedIds).toEqual([1]);
  });

  test('over agencies of the form in being on the last day of the period', () => {
    const agencies = [
      agency(1),
      agency(2, 'commune', { validTo: '2027-01-01' }),
      agency(3, 'commune', { validTo: '2026-12-31' }),
      agency(4, 'commune', { validFrom: '2026-12-31' }),
      agency(5, 'commune', { validFrom: '2027-01-01' }),
      agency(6, 'associated'),
    ];
    expect(progressOf(agencies, []).all.expectedIds).toEqual([1, 2, 4]);
  });

  test('other forms, other periods and agencies that owe nothing do not count; nobody expected is no ratio', () => {
    const done = { open: '2027-01-02', submit: '2027-01-10' };
    const records = [
      record(1, done, { form: 'other' }),
      record(1, done, { periodFrom: '2025-01-01' }),
      record(9, done),
    ];
    expect(progressOf([agency(1)], records).all.submitted).toMatchObject({ numerator: 0, denominator: 1, ratio: 0 });
    expect(progressOf([], records).all.submitted).toEqual({ numerator: 0, denominator: 0, ratio: null, agencyIds: [] });
  });

  const history = fc.constantFrom<readonly (readonly [DeclarationAction, string])[]>(
    [['open', '2027-01-01']],
    [
      ['open', '2027-01-01'],
      ['submit', '2027-01-15'],
    ],
    [
      ['open', '2027-01-01'],
      ['submit', '2027-01-16'],
    ],
    [
      ['open', '2027-01-01'],
      ['submit', '2027-01-02'],
      ['return', '2027-01-03'],
    ],
    [
      ['open', '2027-01-01'],
      ['submit', '2027-01-02'],
      ['approve', '2027-01-03'],
    ],
  );
  const cast = fc
    .array(
      fc.record({
        block: fc.constantFrom(...blocks),
        to: fc.constantFrom(null, '2026-07-01'),
        steps: fc.option(history),
      }),
    )
    .map((drawn) => ({
      agencies: drawn.map((one, id) => agency(id, one.block, { validTo: one.to })),
      records: drawn.flatMap((one, id) => (one.steps === null ? [] : [record(id, one.steps)])),
    }));

  test('the blocks add up to the whole, and shares lie within what is expected', () => {
    fc.assert(
      fc.property(cast, ({ agencies, records }) => {
        const { all, blocks: each } = progressOf(agencies, records);
        for (const share of ['submitted', 'approved', 'timely'] as const) {
          expect(each.reduce((sum, one) => sum + one[share].numerator, 0)).toBe(all[share].numerator);
          expect(each.reduce((sum, one) => sum + one[share].denominator, 0)).toBe(all[share].denominator);
          expect(each.flatMap((one) => one[share].agencyIds).toSorted()).toEqual(all[share].agencyIds.toSorted());
          expect(all.expectedIds).toEqual(expect.arrayContaining([...all[share].agencyIds]));
        }
        expect(all.submitted.agencyIds).toEqual(expect.arrayContaining([...all.approved.agencyIds]));
        expect(all.submitted.numerator + all.awaitedIds.length).toBe(all.expectedIds.length);
      }),
    );
  });
});

describe('reminders', () => {
  const remind = (day: string, records: readonly DeclarationRecord[] = [], sent: readonly string[] = []) =>
    remindersOn([yearly], day, [agency(1), agency(2)], records, new Set(sent));
  const keys = (day: string, ...rest: [records?: readonly DeclarationRecord[], sent?: readonly string[]]) =>
    remind(day, ...rest).map((one) => one.key);

  test.each([
    ['2026-12-15', []],
    ['2026-12-16', ['30']],
    ['2027-01-07', ['30']],
    ['2027-01-08', ['7']],
    ['2027-01-14', ['1']],
    ['2027-01-15', ['1']],
    ['2027-01-16', ['overdue']],
    [addDays(due, OVERDUE_DAYS), ['overdue']],
    [addDays(due, OVERDUE_DAYS + 1), []],
  ])('on %s: %j', (day, steps) => {
    expect(keys(day)).toEqual(steps.flatMap((step) => [1, 2].map((id) => `commune_year/2026-01-01/${id}/${step}`)));
  });

  test('go to those who have not handed in, returned ones among them', () => {
    const records = [
      record(1, { open: '2027-01-02', submit: '2027-01-05' }),
      record(2, { open: '2027-01-02', submit: '2027-01-05', return: '2027-01-06' }),
    ];
    expect(remind('2027-01-08', records)).toEqual([
      {
        key: 'commune_year/2026-01-01/2/7',
        kind: 'due',
        agencyId: 2,
        form: 'commune_year',
        periodFrom: '2026-01-01',
        dueOn: due,
        daysLeft: 7,
      },
    ]);
  });

  test('each goes once, and a day without the service is made up for with one reminder', () => {
    const sent = keys('2026-12-16');
    expect(keys('2026-12-17', [], sent)).toEqual([]);
    expect(keys('2027-01-10', [], sent)).toEqual(['commune_year/2026-01-01/1/7', 'commune_year/2026-01-01/2/7']);
    expect(keys('2027-01-10')).toHaveLength(2);
  });

  test('day by day each key comes once, in order, and nobody is reminded twice a day', () => {
    const sent: string[] = [];
    for (let day = '2026-01-01'; day < '2028-01-01'; day = addDays(day, 1)) {
      const today = remind(day, [], sent).map((one) => one.key);
      expect(today.length).toBeLessThanOrEqual(2);
      sent.push(...today);
    }
    const mine = sent.filter((key) => key.includes('/1/'));
    expect(new Set(sent).size).toBe(sent.length);
    expect(mine.filter((key) => key.includes('2026-01-01'))).toEqual(
      ['30', '7', '1', 'overdue'].map((step) => `commune_year/2026-01-01/1/${step}`),
    );
  });

  test('a monthly form reminds of the month that just ended, and of the one before that is overdue', () => {
    const found = remindersOn([form('wan_month')], '2026-08-03', [agency(1)], [], new Set());
    expect(found.map((one) => one.key)).toEqual(['wan_month/2026-06-01/1/overdue', 'wan_month/2026-07-01/1/1']);
  });

  test('overdue are those awaited after the due day', () => {
    const records = [record(1, { open: '2027-01-02', submit: '2027-01-05' })];
    const overdue = (day: string) => overdueOn(yearly, period, day, [agency(1), agency(2)], records);
    expect(overdue(dueOn(yearly, period))).toEqual({ agencyIds: [], daysOver: 0 });
    expect(overdue('2027-01-20')).toEqual({ agencyIds: [2], daysOver: 5 });
  });
});
