import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Submit } from '../command/command.ts';
import type { EndpointTarget } from '../inventory/hosted-system.ts';
import type { EndpointAnswer, EndpointCheck } from '../monitor/endpoint.ts';
import type { Clock } from './clock.ts';

export type EndpointDoors = {
  readonly clock: Clock;
  /** Every endpoint to be asked now. */
  endpoints(): readonly EndpointTarget[];
  /** What comes back after `signal` was aborted is thrown away. */
  probe(target: EndpointTarget, signal: AbortSignal): Promise<EndpointAnswer>;
  readonly submit: Submit;
  readonly log: Logger;
};

/** How often every endpoint is asked, and how many at the same time. */
export type EndpointPlan = { readonly intervalMs: number; readonly concurrency: number };

const actor = { kind: 'job', name: 'endpoints' } as const;

/**
 * Asks every endpoint of every hosted system in rounds, the first at once, and hands the answers to the writer. A round
 * that is still under way when the next is due is let finish and the next left out. The function that comes back gives up
 * the questions under way and resolves when what was answered before is written.
 */
export function watchEndpoints(doors: EndpointDoors, plan: EndpointPlan): () => Promise<void> {
  const stopping = new AbortController();
  let round: Promise<void> | null = null;
  const begin = (): void => {
    if (round !== null) {
      doors.log.warn('endpoints: the round before is still under way');
      return;
    }
    round = runRound(doors, plan, stopping.signal)
      .catch((error) => doors.log.error({ err: error }, 'endpoints: a round failed'))
      .finally(() => {
        round = null;
      });
  };
  begin();
  const stop = doors.clock.every(plan.intervalMs, begin);
  return async () => {
    stop();
    stopping.abort();
    await round;
  };
}

async function runRound(doors: EndpointDoors, plan: EndpointPlan, signal: AbortSignal): Promise<void> {
  const waiting = doors.endpoints().values();
  const checks: EndpointCheck[] = [];
  const ask = async (): Promise<void> => {
    for (const target of waiting) {
      if (signal.aborted) return;
      try {
        const answer = await doors.probe(target, signal);
        if (signal.aborted) return;
        checks.push({ ...answer, recordId: target.recordId, endpoint: target.endpoint });
      } catch (error) {
        doors.log.error({ err: error, endpoint: target.endpoint }, 'endpoints: a probe failed');
      }
      if (checks.length >= BATCH) await hand(doors, plan, checks.splice(0));
    }
  };
  await Promise.all(Array.from({ length: plan.concurrency }, ask));
  await hand(doors, plan, checks);
}

async function hand({ submit }: EndpointDoors, { intervalMs }: EndpointPlan, checks: readonly EndpointCheck[]) {
  if (checks.length === 0) return;
  const command = { kind: 'endpoints.note', checks, holdsMs: HELD_INTERVALS * intervalMs } as const;
  await submit({ id: randomUUID(), actor, scope: null, command });
}

const BATCH = 500;
// As of devices: an answer holds for two intervals.
const HELD_INTERVALS = 2;
