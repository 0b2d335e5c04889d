import type { Interval } from '../calendar/interval.ts';
import type { Outcome } from './observation.ts';

/**
 * Why an endpoint did not give what was asked for, or what was left out of its answer. `resolver-failed`, `no-route`,
 * `not-allowed`, `own-lag` and `engine-failed` are ours: they are never held against the system.
 */
export const endpointReasons = [
  'timeout',
  'unreachable',
  'refused',
  'tls',
  'unresolved',
  'http-status',
  'malformed',
  'redirect-loop',
  'redirect-elsewhere',
  'too-large',
  'resolver-failed',
  'no-route',
  'not-allowed',
  'own-lag',
  'engine-failed',
] as const;
export type EndpointReason = (typeof endpointReasons)[number];

/** What came of asking an endpoint once; `at` epoch ms. An answer may have a reason: something of it was left out. */
export type EndpointAnswer = {
  readonly at: number;
  readonly outcome: Outcome;
  readonly reason: EndpointReason | null;
  /** Of the last answer that had one. */
  readonly httpStatus: number | null;
  readonly durationMs: number | null;
};

/** What came of asking one endpoint of a system. */
export type EndpointCheck = EndpointAnswer & { readonly recordId: number; readonly endpoint: string };

/** A row of equal answers without a gap: the first and the last of them; the duration is the last one's. */
export type EndpointRun = Omit<EndpointCheck, 'at'> & {
  readonly firstAt: number;
  readonly lastAt: number;
  readonly checks: number;
};

/**
 * The newest run with one more check laid to it: it goes on while the answer is the same and no silence longer than
 * `holdsMs` lies between, else a new one begins. Null for a check that is not newer than the run.
 */
export function foldCheck(
  run: EndpointRun | null,
  check: EndpointCheck,
  holdsMs: number,
): { readonly run: EndpointRun; readonly isNew: boolean } | null {
  const { at, ...answer } = check;
  if (run !== null && at <= run.lastAt) return null;
  const goesOn =
    run !== null &&
    run.outcome === check.outcome &&
    run.reason === check.reason &&
    run.httpStatus === check.httpStatus &&
    at - run.lastAt <= holdsMs;
  if (!goesOn) return { run: { ...answer, firstAt: at, lastAt: at, checks: 1 }, isNew: true };
  return { run: { ...answer, firstAt: run.firstAt, lastAt: at, checks: run.checks + 1 }, isNew: false };
}

/** Whether endpoints answered, and the runs that say so. */
export type EndpointVerdict = { readonly isAnswering: boolean; readonly by: readonly EndpointRun[] };

/** What names an endpoint. */
export type EndpointName = Pick<EndpointRun, 'recordId' | 'endpoint'>;

/**
 * Whether some endpoints answered in a window: `ever` in it, or with what was `last` known of each in it.
 * They did when any one did (the proof is the last such run of each); they did not when every one of them was heard of
 * and none answered. Null otherwise: what was never asked, or could not be decided, is not a "no".
 */
export function judgeEndpoints(
  asked: readonly EndpointName[],
  runs: readonly EndpointRun[],
  window: Interval,
  when: 'ever' | 'last',
): EndpointVerdict | null {
  const touching = runs.filter(({ firstAt, lastAt }) => firstAt < window.to && lastAt >= window.from);
  const byName = Map.groupBy(
    touching.filter((run) => run.outcome !== 'inconclusive').toSorted((a, b) => a.firstAt - b.firstAt),
    nameOf,
  );
  const found = asked.flatMap((name) => {
    const own = byName.get(nameOf(name)) ?? [];
    const last = own.at(-1);
    const answered = when === 'ever' ? own.findLast((run) => run.outcome === 'answer') : undefined;
    return answered ?? last ?? [];
  });
  const answers = found.filter((run) => run.outcome === 'answer');
  if (answers.length > 0) return { isAnswering: true, by: answers };
  return asked.length > 0 && found.length === asked.length ? { isAnswering: false, by: found } : null;
}

function nameOf({ recordId, endpoint }: EndpointName): string {
  return `${recordId} ${endpoint}`;
}
