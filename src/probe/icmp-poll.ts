import type { EchoStats, Observation, Purpose } from '../monitor/observation.ts';
import type { EchoAnswer, EchoPlan, IcmpEngine } from './icmp-engine.ts';
import { hasRoute } from './local-route.ts';

/** A device to be sent echoes; several devices may share an address, which is then probed once. */
export type EchoTask = { readonly deviceId: number; readonly address: string };

/** How a batch is probed, why, and by whose clock (epoch ms); `engine` null = none works, all is inconclusive. */
export type EchoRound = {
  readonly engine: IcmpEngine | null;
  readonly plan: EchoPlan;
  readonly purpose: Purpose;
  readonly now: () => number;
  readonly signal?: AbortSignal;
};

/**
 * One observation per task, in order, dated when the round ended. A loss counts as a miss only when this machine has a
 * route to the address; otherwise our own network is what failed.
 */
export async function probeEcho(tasks: readonly EchoTask[], round: EchoRound): Promise<Observation[]> {
  const addresses = new Set(tasks.map((task) => task.address));
  const targets = [...addresses].map((address) => ({ address }));
  const answers = (await round.engine?.round(targets, round.plan, round.signal)) ?? new Map<string, EchoAnswer>();
  const judged = new Map<string, EchoAnswer>();
  for (const address of addresses) {
    const answer = answers.get(address) ?? { kind: 'failed', reason: 'no-engine' };
    const silent = answer.kind === 'echoes' && answer.rttsMs.length === 0 && !answer.unreachable;
    judged.set(address, silent && !(await hasRoute(address)) ? { kind: 'failed', reason: 'engine-failed' } : answer);
  }
  const at = round.now();
  return tasks.flatMap((task) => {
    const answer = judged.get(task.address);
    return answer === undefined ? [] : [echoObservation(task.deviceId, answer, round.purpose, at)];
  });
}

/**
 * What an answer means: at least one echo back is an `answer`, all lost a `miss`, a failed engine is `inconclusive`.
 * `rttMs` is the mean.
 */
export function echoObservation(deviceId: number, answer: EchoAnswer, purpose: Purpose, at: number): Observation {
  const base = { deviceId, probe: 'icmp', at, purpose } as const;
  if (answer.kind === 'failed') {
    return { ...base, outcome: 'inconclusive', reason: answer.reason, rttMs: null, echo: null };
  }
  const echo = echoStats(answer.sent, answer.rttsMs);
  if (echo.received > 0) return { ...base, outcome: 'answer', reason: null, rttMs: echo.rttMsMean, echo };
  return { ...base, outcome: 'miss', reason: answer.unreachable ? 'unreachable' : 'timeout', rttMs: null, echo };
}

/** Loss, spread and jitter of a series; jitter (mean absolute difference of neighbours) needs two echoes, else null. */
export function echoStats(sent: number, rttsMs: readonly number[]): EchoStats {
  const received = rttsMs.length;
  const steps = rttsMs.slice(1).map((rttMs, at) => Math.abs(rttMs - (rttsMs[at] ?? rttMs)));
  return {
    sent,
    received,
    lossRatio: sent === 0 ? 0 : (sent - received) / sent,
    rttMsMin: received === 0 ? null : Math.min(...rttsMs),
    rttMsMean: mean(rttsMs),
    rttMsMax: received === 0 ? null : Math.max(...rttsMs),
    jitterMs: mean(steps),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
