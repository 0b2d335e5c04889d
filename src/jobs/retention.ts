import { DAY_MS } from '../calendar/interval.ts';
import type { Submit } from '../command/command.ts';
import type { CalendarJob } from './calendar.ts';
import type { Clock } from './clock.ts';

const actor = { kind: 'job', name: 'retention' } as const;

/**
 * Forgets observations older than they have to be kept, in steps small enough that polls are written in between. The
 * first run after more than a year forgets nothing: a clock that is wrong by years has until the next one to be set right.
 */
export function retentionJob(schedule: string, keepMs: number, submit: Submit, clock: Clock): CalendarJob {
  return {
    name: 'retention',
    schedule,
    async run(dueAt, lastDueAt, signal) {
      if (lastDueAt !== null && dueAt - lastDueAt > LEAP_MS) return;
      const before = dueAt - keepMs;
      for (let step = 0; ; step += 1) {
        signal.throwIfAborted();
        const id = `retention ${dueAt} ${step}`;
        const { tally } = await submit({ id, actor, scope: null, command: { kind: 'prune', before, limit: STEP } });
        if (tally.observations.changed < STEP) return;
        await new Promise<void>((resolve) => clock.after(50, resolve));
      }
    },
  };
}

const STEP = 5_000;
// Longer than any schedule waits: even a yearly one has its turn.
const LEAP_MS = 400 * DAY_MS;
