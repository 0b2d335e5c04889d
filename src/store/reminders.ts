import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import type { CivilDate } from '../calendar/civil.ts';
import type { Reminder } from '../inventory/declaration-reminder.ts';
import type { Db } from './database.ts';
import { scopeJson } from './scope-filter.ts';

/** A reminder that was sent; `at` epoch ms. */
export type SentReminder = Omit<Reminder, 'daysLeft'> & {
  readonly at: number;
  /** Code of the agency. */
  readonly agency: string;
};

/** What narrows a list of reminders; `before` = where the page before ended. */
export type ReminderFilter = {
  readonly form?: string | undefined;
  readonly agencyId?: number | undefined;
  readonly before?: { readonly at: number; readonly key: string } | undefined;
  readonly limit: number;
};

const rowsSchema = z.array(
  z.object({
    key: z.string(),
    at: z.number(),
    agencyId: z.number(),
    agency: z.string(),
    form: z.string(),
    periodFrom: z.string(),
    dueOn: z.string(),
    kind: z.enum(['due', 'overdue']),
  }),
);
const keysSchema = z.array(z.string());

const rowsSql = `select r.key, r.at, r.agency_id as agencyId, a.code as agency, r.form, r.period_from as periodFrom,
  r.due_on as dueOn, r.kind from reminder r join agency a on a.id = r.agency_id
  where (:scope is null or r.agency_id in (select value from json_each(:scope)))`;
// Keys begin with form and period, so those of one period are one stretch of the index.
const ofPeriod = 'r.key >= :first and r.key < :last';

/** Reminders of deadlines. */
export function reminderReads(db: Db) {
  const list = db.sqlite.prepare(`${rowsSql} and (:form is null or r.form = :form)
    and (:agencyId is null or r.agency_id = :agencyId)
    and (:at is null or (r.at, r.key) < (:at, :key)) order by r.at desc, r.key desc limit :limit`);
  const period = db.sqlite.prepare(`${rowsSql} and ${ofPeriod} order by r.at, r.key`);
  return {
    /** Newest first. */
    list(scope: Scope, { form, agencyId, before, limit }: ReminderFilter): SentReminder[] {
      const asked = {
        form: form ?? null,
        agencyId: agencyId ?? null,
        at: before?.at ?? null,
        key: before?.key ?? null,
      };
      return rowsSchema.parse(list.all({ ...asked, limit, scope: scopeJson(scope) }));
    },
    /** Those of one form and period, oldest first. */
    ofPeriod(scope: Scope, form: string, periodFrom: CivilDate): SentReminder[] {
      return rowsSchema.parse(period.all({ ...stretch(form, periodFrom), scope: scopeJson(scope) }));
    },
  };
}

/** Changes to reminders: each is written once. */
export function reminderWrites(db: Db) {
  const keys = db.sqlite.prepare(`select r.key from reminder r where ${ofPeriod}`).pluck();
  const add = db.sqlite.prepare(`insert into reminder (key, at, agency_id, form, period_from, due_on, kind)
    values (:key, :at, :agencyId, :form, :periodFrom, :dueOn, :kind)`);
  return {
    keysOf(form: string, periodFrom: CivilDate): string[] {
      return keysSchema.parse(keys.all(stretch(form, periodFrom)));
    },
    add({ daysLeft: _left, ...reminder }: Reminder, at: number): void {
      add.run({ ...reminder, at });
    },
  };
}

function stretch(form: string, periodFrom: CivilDate): { readonly first: string; readonly last: string } {
  return { first: `${form}/${periodFrom}/`, last: `${form}/${periodFrom}0` };
}
