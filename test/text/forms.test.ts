import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDate, formatDuration, formatInstant, formatSince } from '../../src/text/date.ts';
import { formatNumber, formatPercent } from '../../src/text/number.ts';

describe('numbers', () => {
  test.each([
    [1234.5, 1, '1.234,5', '1,234.5'],
    [0, 0, '0', '0'],
    [999, 0, '999', '999'],
    [1_000, 0, '1.000', '1,000'],
    [1_234_567, 0, '1.234.567', '1,234,567'],
    [-1234.5, 1, '-1.234,5', '-1,234.5'],
    [-0.01, 1, '0,0', '0.0'],
    [0.5, 3, '0,500', '0.500'],
    [null, 0, '–', '–'],
    [Number.NaN, 0, '–', '–'],
  ])('%d with %d decimals', (value, digits, vi, en) => {
    expect([formatNumber(value, 'vi', digits), formatNumber(value, 'en', digits)]).toEqual([vi, en]);
  });
});

describe('percent is rounded down to one decimal', () => {
  test.each([
    [1, '100,0%'],
    [0.999996, '99,9%'],
    [1 - 1e-13, '99,9%'],
    [0.57, '57,0%'],
    [0.29, '29,0%'],
    [1 - 0.9, '10,0%'],
    [1501 / 1659, '90,4%'],
    [0, '0,0%'],
    [1.025, '102,5%'],
    [12.5, '1.250,0%'],
    [null, '–'],
  ])('%d is %s', (ratio, text) => {
    expect(formatPercent(ratio, 'vi')).toBe(text);
    expect(formatPercent(ratio, 'en')).toBe(text.replaceAll(/[.,]/g, (mark) => (mark === ',' ? '.' : ',')));
  });

  test('every share of whole numbers comes out as exact arithmetic says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (whole, part) => {
        const tenths = Number((BigInt(part) * 1000n) / BigInt(whole));
        expect(formatPercent(part / whole, 'en')).toBe(`${formatNumber(tenths / 10, 'en', 1)}%`);
      }),
    );
  });
});

describe('dates and times', () => {
  test.each([
    ['2026-11-22T07:05:00Z', '22/11/2026 14:05', '22 Nov 2026 14:05'],
    ['2026-12-31T17:00:00Z', '01/01/2027 00:00', '1 Jan 2027 00:00'],
    ['2026-12-31T16:59:59Z', '31/12/2026 23:59', '31 Dec 2026 23:59'],
  ])('%s is read in Asia/Ho_Chi_Minh', (instant, vi, en) => {
    const at = Date.parse(instant);
    expect([formatInstant(at, 'vi'), formatInstant(at, 'en')]).toEqual([vi, en]);
  });

  test('civil dates', () => {
    expect([formatDate('2025-07-01', 'vi'), formatDate('2025-07-01', 'en')]).toEqual(['01/07/2025', '1 Jul 2025']);
  });

  test.each([
    [200_000, '3 phút 20 giây', '3 minutes 20 seconds'],
    [1_000, '1 giây', '1 second'],
    [61_000, '1 phút 1 giây', '1 minute 1 second'],
    [3_600_000, '1 giờ', '1 hour'],
    [3_605_000, '1 giờ', '1 hour'],
    [90_000_000, '1 ngày 1 giờ', '1 day 1 hour'],
    [172_799_999, '1 ngày 23 giờ', '1 day 23 hours'],
    [86_400_000 * 1_500, '1.500 ngày', '1,500 days'],
    [350.9, '350 ms', '350 ms'],
    [-5, '0 ms', '0 ms'],
  ])('%d ms', (ms, vi, en) => {
    expect([formatDuration(ms, 'vi'), formatDuration(ms, 'en')]).toEqual([vi, en]);
  });

  test.each([
    [200_000, '3 phút trước', '3 minutes ago'],
    [86_400_000, '1 ngày trước', '1 day ago'],
    [999, 'vừa xong', 'just now'],
    [-10_000, 'vừa xong', 'just now'],
  ])('%d ms ago', (ms, vi, en) => {
    expect([formatSince(5_000_000 - ms, 5_000_000, 'vi'), formatSince(5_000_000 - ms, 5_000_000, 'en')]).toEqual([
      vi,
      en,
    ]);
  });
});
