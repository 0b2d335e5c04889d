import { addDays, type CivilDate } from '../calendar/civil.ts';
import type { Form } from './form.ts';
import { type FormPeriod, lastDay, periodOf, shiftPeriod } from './form-period.ts';

/** The last day on which a form for a period is in time. */
export function dueOn(form: Pick<Form, 'due'>, period: FormPeriod): CivilDate {
  if ('days' in form.due) return addDays(lastDay(period), form.due.days);
  const year = Number(period.to.slice(0, 4));
  const same = `${String(year).padStart(4, '0')}-${form.due.on}`;
  return same >= period.to ? same : `${String(year + 1).padStart(4, '0')}-${form.due.on}`;
}

/** The periods of a form that are due within two dates, both included, the oldest first. */
export function periodsDue(form: Pick<Form, 'due' | 'period'>, first: CivilDate, last: CivilDate): FormPeriod[] {
  const found: FormPeriod[] = [];
  // No period is due before its own end, so none that begins after `last` can be.
  let period = periodOf(form.period, last);
  while (dueOn(form, period) >= first) {
    if (dueOn(form, period) <= last) found.unshift(period);
    period = shiftPeriod(form.period, period, -1);
  }
  return found;
}
