import type { AccessLimits } from '../access/account.ts';
import { DAY_MS } from '../calendar/interval.ts';
import type { Submit } from '../command/command.ts';
import type { CalendarJob } from './calendar.ts';

const actor = { kind: 'job', name: 'access-sweep' } as const;

/**
 * Disables accounts that nobody used for too long, and forgets sessions that ended by themselves. After a leap of more
 * than a year it does nothing until the next time: a clock that is wrong by years must not shut everybody out.
 */
export function sweepJob(
  schedule: string,
  limits: Pick<AccessLimits, 'disableAfterMs' | 'absoluteMs' | 'idleMs' | 'administratorIdleMs'>,
  submit: Submit,
): CalendarJob {
  const { disableAfterMs, absoluteMs } = limits;
  const idleMs = Math.max(limits.idleMs, limits.administratorIdleMs);
  return {
    name: 'access-sweep',
    schedule,
    async run(dueAt, lastDueAt) {
      if (lastDueAt !== null && dueAt - lastDueAt > LEAP_MS) return;
      const command = { kind: 'access.sweep', limits: { disableAfterMs, absoluteMs, idleMs } } as const;
      await submit({ id: `access-sweep ${dueAt}`, actor, scope: null, command });
    },
  };
}

const LEAP_MS = 400 * DAY_MS;
