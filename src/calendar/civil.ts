import { DAY_MS, HOUR_MS } from './interval.ts';

/** A calendar date in Asia/Ho_Chi_Minh, `YYYY-MM-DD`; sorts as text. */
export type CivilDate = string;

/** Half-open span of dates; `to` null = open end. */
export type CivilPeriod = { readonly from: CivilDate; readonly to: CivilDate | null };

// Asia/Ho_Chi_Minh has stood at UTC+7 without daylight saving since 1975-06-13, so plain arithmetic is exact.
const OFFSET_MS = 7 * HOUR_MS;

/** The civil date of an instant. */
export function civilDateOf(at: number): CivilDate {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant a civil date begins (00:00 in Asia/Ho_Chi_Minh), epoch milliseconds. */
export function startOfDay(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`) - OFFSET_MS;
}

/** The date `days` later (earlier when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 January of `year` up to, not including, 1 January of the next. */
export function civilYear(year: number): { from: CivilDate; to: CivilDate } {
  return { from: `${String(year).padStart(4, '0')}-01-01`, to: `${String(year + 1).padStart(4, '0')}-01-01` };
}

/** Whether the text is a date that the calendar has (2026-02-31 is none). */
export function isCivilDate(text: string): text is CivilDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

/** Whether `date` lies in the half-open span. */
export function covers(period: CivilPeriod, date: CivilDate): boolean {
  return period.from <= date && (period.to === null || date < period.to);
}
