import type { Logger } from 'pino';
import { civilDateOf } from '../calendar/civil.ts';
import type { Submit } from '../command/command.ts';
import type { CalendarJob } from './calendar.ts';

const actor = { kind: 'job', name: 'reminders' } as const;

/**
 * Reminds agencies of declarations that are due soon or overdue, each reminder once. Days on which the service did not run
 * are made up for on the next with one reminder, not with several.
 */
export function remindJob(schedule: string, submit: Submit, log: Logger): CalendarJob {
  return {
    name: 'reminders',
    schedule,
    async run(dueAt) {
      const day = civilDateOf(dueAt);
      const command = { kind: 'declaration.remind', day } as const;
      const { tally } = await submit({ id: `reminders ${dueAt}`, actor, scope: null, command });
      if (tally.reminders.added > 0) log.info({ day, reminders: tally.reminders.added }, 'agencies reminded');
    },
  };
}
