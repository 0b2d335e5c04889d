import { addDays, type CivilDate } from '../calendar/civil.ts';
import { DAY_MS } from '../calendar/interval.ts';
import { dueOn, periodsDue } from './declaration-deadline.ts';
import {
  type DeclarationRecord,
  type DeclaringAgency,
  expectedAgencies,
  isHandedIn,
  missing,
  standingsOf,
} from './declaration-standing.ts';
import type { Form } from './form.ts';
import type { FormPeriod } from './form-period.ts';

/** One reminder of one agency. `key` is the same on whatever day it is found, so that each is sent once. */
export type Reminder = {
  readonly key: string;
  readonly kind: 'due' | 'overdue';
  readonly agencyId: number;
  readonly form: string;
  readonly periodFrom: CivilDate;
  readonly dueOn: CivilDate;
  /** Days until the due day; below 0 when it is over. */
  readonly daysLeft: number;
};

/** How many days after the due day an overdue notice is still worth sending: a new installation must not dun for old years. */
export const OVERDUE_DAYS = 31;

/**
 * The reminders that are to be sent on a day and are not among `sent` (keys): to agencies that have not handed in, the latest
 * of the form's reminders whose day has come, and once the due day is over one overdue notice. A day on which the service
 * did not run is made up for on the next, with one reminder and not with several.
 */
export function remindersOn(
  forms: Iterable<Form>,
  day: CivilDate,
  agencies: readonly DeclaringAgency[],
  records: readonly DeclarationRecord[],
  sent: ReadonlySet<string>,
): Reminder[] {
  return [...forms].flatMap((form) => {
    const earliest = form.reminders[0] ?? 0;
    return periodsDue(form, addDays(day, -OVERDUE_DAYS), addDays(day, earliest)).flatMap((period) => {
      const due = dueOn(form, period);
      const daysLeft = daysBetween(day, due);
      const step = daysLeft < 0 ? 'overdue' : form.reminders.findLast((days) => daysLeft <= days);
      if (step === undefined) return [];
      return awaited(form, period, agencies, records).flatMap((agencyId): Reminder[] => {
        const key = `${form.key}/${period.from}/${agencyId}/${step}`;
        const kind = daysLeft < 0 ? 'overdue' : 'due';
        return sent.has(key)
          ? []
          : [{ key, kind, agencyId, form: form.key, periodFrom: period.from, dueOn: due, daysLeft }];
      });
    });
  });
}

/** Agencies that have not handed in a form for a period although its due day is over. */
export function overdueOn(
  form: Form,
  period: FormPeriod,
  day: CivilDate,
  agencies: readonly DeclaringAgency[],
  records: readonly DeclarationRecord[],
): { readonly agencyIds: readonly number[]; readonly daysOver: number } {
  const daysOver = Math.max(0, daysBetween(dueOn(form, period), day));
  return { agencyIds: daysOver === 0 ? [] : awaited(form, period, agencies, records), daysOver };
}

function awaited(
  form: Form,
  period: FormPeriod,
  agencies: readonly DeclaringAgency[],
  records: readonly DeclarationRecord[],
): number[] {
  const standings = standingsOf(form.key, period.from, records);
  return expectedAgencies(form, period, agencies)
    .filter((agency) => !isHandedIn(standings.get(agency.id) ?? missing))
    .map((agency) => agency.id);
}

function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
