import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, civilDateOf, civilYear, covers, isCivilDate, startOfDay } from '../../src/calendar/civil.ts';
import { DAY_MS } from '../../src/calendar/interval.ts';

describe('civil dates in Asia/Ho_Chi_Minh', () => {
  test.each([
    ['2026-11-22T16:59:59.999Z', '2026-11-22'],
    ['2026-11-22T17:00:00.000Z', '2026-11-23'],
    ['2023-12-31T17:00:00.000Z', '2024-01-01'],
    ['2024-02-28T17:00:00.000Z', '2024-02-29'],
  ])('%s falls on %s', (instant, date) => {
    expect(civilDateOf(Date.parse(instant))).toBe(date);
  });

  test('agree with the time zone database wherever the machine stands', () => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });
    fc.assert(
      fc.property(fc.integer({ min: Date.parse('1976-01-01'), max: Date.parse('2100-01-01') }), (at) => {
        expect(civilDateOf(at)).toBe(format.format(at));
      }),
    );
  });

  test('a day begins where its first instant falls, and lasts 24 hours', () => {
    const at = startOfDay('2026-03-01');
    expect([civilDateOf(at - 1), civilDateOf(at), civilDateOf(at + DAY_MS - 1)]).toEqual([
      '2026-02-28',
      '2026-03-01',
      '2026-03-01',
    ]);
  });

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-11-22', 0, '2026-11-22'],
  ])('%s and %d days is %s', (date, days, sum) => {
    expect(addDays(date, days)).toBe(sum);
  });

  test('a civil year is half-open', () => {
    expect(civilYear(2026)).toEqual({ from: '2026-01-01', to: '2027-01-01' });
    expect([covers(civilYear(2026), '2026-12-31'), covers(civilYear(2026), '2027-01-01')]).toEqual([true, false]);
    expect(covers({ from: '2026-01-01', to: null }, '2999-01-01')).toBe(true);
  });

  test.each(['2026-02-29', '2026-02-31', '2026-13-01', '2026-1-1', '26-01-01', '', '2026-01-01T00:00'])(
    '%s is no date',
    (text) => {
      expect(isCivilDate(text)).toBe(false);
    },
  );
});
