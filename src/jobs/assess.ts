import { addDays, civilDateOf } from '../calendar/civil.ts';
import type { Submit } from '../command/command.ts';
import type { CalendarJob } from './calendar.ts';

const actor = { kind: 'job', name: 'assessment' } as const;

/**
 * The nightly assessment: closes every day that ended since the last one (at most 31), then takes today as it stands.
 * Asking twice for one due minute changes nothing.
 */
export function assessmentJob(schedule: string, submit: Submit): CalendarJob {
  return {
    name: 'assessment',
    schedule,
    async run(dueAt, lastDueAt, signal) {
      const today = civilDateOf(dueAt);
      const oldest = addDays(today, -MOST_DAYS);
      const from = lastDueAt === null ? today : civilDateOf(lastDueAt);
      for (let date = from > oldest ? from : oldest; date < today; date = addDays(date, 1)) {
        signal.throwIfAborted();
        await submit({ id: `assessment ${dueAt} ${date}`, actor, scope: null, command: { kind: 'assess', date } });
      }
      signal.throwIfAborted();
      await submit({ id: `assessment ${dueAt}`, actor, scope: null, command: { kind: 'assess', date: null } });
    },
  };
}

const MOST_DAYS = 31;
