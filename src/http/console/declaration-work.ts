import type { Scope } from '../../access/scope.ts';
import { addDays, type CivilDate } from '../../calendar/civil.ts';
import { DAY_MS } from '../../calendar/interval.ts';
import type { Agency } from '../../inventory/agency.ts';
import type { Catalogues } from '../../inventory/catalogues.ts';
import { dueOn, periodsDue } from '../../inventory/declaration-deadline.ts';
import { OVERDUE_DAYS } from '../../inventory/declaration-reminder.ts';
import { expectedAgencies } from '../../inventory/declaration-standing.ts';
import type { Form } from '../../inventory/form.ts';
import { type FormPeriod, lastDay } from '../../inventory/form-period.ts';
import type { Declaration } from '../../store/declarations.ts';
import type { ReadStore } from '../../store/read-store.ts';

/** Agencies that have not begun a form for a period which is due soon, or was due not long ago. */
export type MissingGroup = {
  readonly form: Form;
  readonly period: FormPeriod;
  readonly dueOn: CivilDate;
  /** Below 0 when it is over. */
  readonly daysLeft: number;
  readonly agencies: readonly Agency[];
  /** When an agency was reminded last, by its id; epoch ms. */
  readonly remindedAt: ReadonlyMap<number, number>;
};

/** What somebody has to do about declarations; of long lists the newest. */
export type Work = {
  readonly returned: readonly (Declaration & { readonly note: string | null })[];
  readonly drafts: readonly Declaration[];
  readonly missing: readonly MissingGroup[];
  readonly waiting: readonly (Declaration & { readonly submittedBy: string })[];
  readonly approved: readonly Declaration[];
};

/** Where somebody may look, declare and approve; null = nowhere. */
export type WorkScopes = { readonly look: Scope; readonly declare: Scope | null; readonly approve: Scope | null };

/** How many lines of a list are shown. */
export const WORK_LINES = 50;

/** Loads it from one consistent view of the store. */
export function loadWork(
  read: ReadStore,
  { forms }: Pick<Catalogues, 'forms'>,
  { look, declare, approve }: WorkScopes,
  today: CivilDate,
): Work {
  const limit = WORK_LINES + 1;
  const list = (scope: Scope | null, status: Declaration['status'], most = limit) =>
    scope === null ? [] : read.declarations.list(scope, { status, limit: most });
  return read.snapshot(() => ({
    returned: list(declare, 'returned').map((one) => ({
      ...one,
      note: lastOf(read, look, one, 'return')?.note ?? null,
    })),
    drafts: list(declare, 'draft'),
    missing: declare === null ? [] : missingIn(read, declare, forms.forms.values(), today),
    waiting: list(approve, 'submitted').map((one) => {
      return { ...one, submittedBy: lastOf(read, look, one, 'submit')?.actor ?? '' };
    }),
    approved: list(look, 'approved', 10),
  }));
}

// Twice as early as the first reminder: whoever wants to can begin before being asked.
const aheadDays = ({ reminders }: Form): number => 2 * (reminders[0] ?? 7);

function missingIn(read: ReadStore, scope: Scope, forms: Iterable<Form>, today: CivilDate): MissingGroup[] {
  const listed = new Map<CivilDate, readonly Agency[]>();
  const agenciesOn = (asOf: CivilDate): readonly Agency[] => {
    const agencies = listed.get(asOf) ?? read.agencies.list(scope, { asOf, knownSeq: Number.MAX_SAFE_INTEGER });
    listed.set(asOf, agencies);
    return agencies;
  };
  return [...forms].flatMap((form) => missingOf(read, scope, form, today, agenciesOn));
}

function missingOf(
  read: ReadStore,
  scope: Scope,
  form: Form,
  today: CivilDate,
  agenciesOn: (day: CivilDate) => readonly Agency[],
): MissingGroup[] {
  const periods = periodsDue(form, addDays(today, -OVERDUE_DAYS), addDays(today, aheadDays(form)));
  return periods
    .filter(({ from }) => from <= today)
    .flatMap((period) => {
      const begun = new Set(read.declarations.agenciesOf(scope, form.key, period.from));
      const agencies = expectedAgencies(form, period, agenciesOn(lastDay(period))).filter(({ id }) => !begun.has(id));
      if (agencies.length === 0) return [];
      const reminders = read.reminders.ofPeriod(scope, form.key, period.from);
      const due = dueOn(form, period);
      const daysLeft = Math.round((Date.parse(due) - Date.parse(today)) / DAY_MS);
      const remindedAt = new Map(reminders.map(({ agencyId, at }) => [agencyId, at]));
      return [{ form, period, dueOn: due, daysLeft, agencies, remindedAt }];
    });
}

function lastOf(read: ReadStore, scope: Scope, { id }: Declaration, action: 'submit' | 'return') {
  return read.declarations.events(scope, id).findLast((event) => event.action === action);
}
