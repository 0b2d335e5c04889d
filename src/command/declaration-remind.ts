import { wholeTree } from '../access/scope.ts';
import { addDays, type CivilDate } from '../calendar/civil.ts';
import { periodsDue } from '../inventory/declaration-deadline.ts';
import { OVERDUE_DAYS, remindersOn } from '../inventory/declaration-reminder.ts';
import type { CommandContext } from './context.ts';

/** Writes down whom to remind on a day, each once by its key; the same day again changes nothing. */
export function remind(context: CommandContext, day: CivilDate): void {
  const { store, now } = context;
  const forms = [...context.catalogues.forms.forms.values()];
  const open = forms.flatMap((form) => {
    const periods = periodsDue(form, addDays(day, -OVERDUE_DAYS), addDays(day, form.reminders[0] ?? 0));
    return periods.map(({ from }) => ({ form: form.key, from }));
  });
  if (open.length === 0) return;
  const agencies = store.read.agencies.list(wholeTree, { asOf: day, knownSeq: Number.MAX_SAFE_INTEGER });
  const records = open.flatMap(({ form, from }) => store.read.declarations.records(wholeTree, form, from));
  const sent = new Set(open.flatMap(({ form, from }) => store.reminders.keysOf(form, from)));
  const reminders = remindersOn(forms, day, agencies, records, sent);
  if (reminders.length === 0) return;
  for (const reminder of reminders) store.reminders.add(reminder, now);
  const overdue = reminders.filter(({ kind }) => kind === 'overdue').length;
  context.commit.audit('remind', { kind: 'reminder', id: day }, { due: reminders.length - overdue, overdue });
  context.ledger.count('reminders', 'added', reminders.length);
}
