import { addDays, type CivilDate, isCivilDate } from '../calendar/civil.ts';

/** How often a form is filled in. */
export const periodKinds = ['year', 'half_year', 'quarter', 'month'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A period that figures are declared for: civil days from `from` up to, not including, `to`. */
export type FormPeriod = { readonly from: CivilDate; readonly to: CivilDate };

/** The period of that kind that holds a date; half-years, quarters and months begin with 1 January. */
export function periodOf(kind: PeriodKind, date: CivilDate): FormPeriod {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const first = month - 1 - ((month - 1) % months[kind]);
  return { from: monthStart(year, first), to: monthStart(year, first + months[kind]) };
}

/** The period before (`by` −1), the one after (1), or one further away. */
export function shiftPeriod(kind: PeriodKind, period: FormPeriod, by: number): FormPeriod {
  const [year = 0, month = 0] = period.from.split('-').map(Number);
  const first = month - 1 + by * months[kind];
  return { from: monthStart(year, first), to: monthStart(year, first + months[kind]) };
}

/** The same period of the year before: what a declaration is compared with. */
export function yearEarlier(kind: PeriodKind, period: FormPeriod): FormPeriod {
  return shiftPeriod(kind, period, -12 / months[kind]);
}

/** How people write a period: 2026, 2026-H1, 2026-Q3, 2026-07. */
export function periodText(kind: PeriodKind, { from }: FormPeriod): string {
  const [year = '', month = ''] = from.split('-');
  if (kind === 'year') return year;
  if (kind === 'month') return `${year}-${month}`;
  return `${year}-${kind === 'quarter' ? 'Q' : 'H'}${Math.ceil(Number(month) / months[kind])}`;
}

/** Reads what {@link periodText} writes; null when it is no period of that kind. */
export function parsePeriod(kind: PeriodKind, text: string): FormPeriod | null {
  const [, year = '', letter = '', digits = '1'] = /^(\d{4})(?:-([HQ]?)(\d{1,2}))?$/.exec(text) ?? [];
  const month = letter === '' ? Number(digits) : (Number(digits) - 1) * (letter === 'H' ? 6 : 3) + 1;
  const date = `${year}-${String(month).padStart(2, '0')}-01`;
  if (!isCivilDate(date)) return null;
  const period = periodOf(kind, date);
  return periodText(kind, period) === text ? period : null;
}

/** The last day of a period. */
export function lastDay(period: FormPeriod): CivilDate {
  return addDays(period.to, -1);
}

const months: Readonly<Record<PeriodKind, number>> = { year: 12, half_year: 6, quarter: 3, month: 1 };

/** The first of a month counted from January of `year` (−1 = December before). */
function monthStart(year: number, month: number): CivilDate {
  const carried = year + Math.floor(month / 12);
  return `${String(carried).padStart(4, '0')}-${String((((month % 12) + 12) % 12) + 1).padStart(2, '0')}-01`;
}
