import { type CivilDate, startOfDay } from '../calendar/civil.ts';
import type { EndpointProof, FactEvidence } from '../inventory/fact-evidence.ts';
import { endpointsOf, type HostedSystem, isWebsite } from '../inventory/hosted-system.ts';
import { measuredFacts } from '../inventory/measured-fact.ts';
import { type EndpointRun, type EndpointVerdict, judgeEndpoints } from '../monitor/endpoint.ts';
import type { CommandContext } from './context.ts';
import { type ObservedSubject, observe, unobserve } from './observe.ts';
import type { Sights } from './sight.ts';

/** What a day's checks say of hosted systems. */
export type SystemFindings = {
  /** Observes what follows for the owner: whether its website answered, how many systems it has in the data centre. */
  ofOwner(subject: ObservedSubject): void;
  /** Observes what follows for the whole province. */
  ofProvince(): void;
};

type Seen = {
  readonly system: HostedSystem;
  readonly runs: readonly EndpointRun[];
  /** Whether it was seen to run where it is said to; null = nobody asked. */
  readonly isProven: boolean | null;
};

/**
 * Observes hosted systems on a day, each by the answers of its endpoints: it answers when the last answer of any of them
 * up to the instant looked at was one.
 * A system counts as hosted in the data centre when its record says so, names its hosts, and one of them or an endpoint
 * answered that day.
 */
export function assessSystems(
  context: CommandContext,
  systems: readonly HostedSystem[],
  day: CivilDate,
  sights: Sights,
): SystemFindings {
  const window = { from: startOfDay(day), to: sights.at + 1 };
  const codes = new Map(systems.map(({ id, code }) => [id, code]));
  const judge = (seen: readonly Seen[], when: 'ever' | 'last') =>
    judgeEndpoints(
      seen.flatMap(({ system }) => endpointsOf(system)),
      seen.flatMap(({ runs }) => runs),
      window,
      when,
    );
  const proofOf = ({ by }: EndpointVerdict): FactEvidence => {
    const endpoints = by.map((run) => endpointProof(run, codes.get(run.recordId) ?? ''));
    return { of: 'endpoints', at: sights.at, endpoints };
  };
  const all = systems.map((system): Seen => {
    const runs = endpointsOf(system).flatMap((one) => context.store.endpointChecks.touching(one, window));
    const isAnswered = runs.some((run) => run.outcome === 'answer') ? true : null;
    return { system, runs, isProven: isAnswered ?? hostSeen(system, sights, window.from) };
  });
  for (const seen of all) {
    const { id, code, endpoints } = seen.system;
    const subject = { subjectKind: 'hosted_system', subjectId: id, name: `hosted_system ${code}` } as const;
    const verdict = judge([seen], 'last');
    if (endpoints.length === 0) unobserve(context, subject, day, measuredFacts.systemAnswering);
    if (verdict === null) continue;
    const found = { value: verdict.isAnswering, evidence: proofOf(verdict) };
    observe(context, subject, day, { fact: measuredFacts.systemAnswering, ...found });
  }
  const byOwner = Map.groupBy(all, ({ system }) => system.ownerId);
  const countHosted = (subject: ObservedSubject, seen: readonly Seen[]): void => {
    const { hostedSystems } = measuredFacts;
    const { recorded, counted } = count(seen);
    if (recorded.length === 0) unobserve(context, subject, day, hostedSystems);
    else if (counted !== null) {
      const evidence: FactEvidence = {
        of: 'systems',
        at: sights.at,
        counted: counted.length,
        recorded: recorded.length,
      };
      observe(context, subject, day, { fact: hostedSystems, value: counted.length, evidence });
    }
  };
  return {
    ofOwner(subject) {
      const own = byOwner.get(subject.subjectId) ?? [];
      const websites = own.filter(({ system }) => isWebsite(system) && system.endpoints.length > 0);
      const verdict = judge(websites, 'ever');
      if (websites.length === 0) unobserve(context, subject, day, measuredFacts.hasWebsite);
      if (verdict !== null) {
        const found = { value: verdict.isAnswering, evidence: proofOf(verdict) };
        observe(context, subject, day, { fact: measuredFacts.hasWebsite, ...found });
      }
      countHosted(subject, own);
    },
    ofProvince() {
      const subject = { subjectKind: 'province', subjectId: 0, name: 'province' } as const;
      countHosted(subject, all);
      const { recorded, counted } = count(all);
      const { hostingAgencies } = measuredFacts;
      if (recorded.length === 0) unobserve(context, subject, day, hostingAgencies);
      else if (counted !== null) {
        const owners = new Set(counted.map(({ system }) => system.ownerId)).size;
        const evidence: FactEvidence = {
          of: 'systems',
          at: sights.at,
          counted: counted.length,
          recorded: recorded.length,
        };
        observe(context, subject, day, { fact: hostingAgencies, value: owners, evidence });
      }
    },
  };
}

/** Systems said to be in the data centre on hosts that are known, and those of them that were seen; null = none was asked. */
function count(seen: readonly Seen[]): {
  readonly recorded: readonly Seen[];
  readonly counted: readonly Seen[] | null;
} {
  const recorded = seen.filter(({ system }) => system.isInDataCenter === true && system.hostIds.length > 0);
  const isAnyAsked = recorded.some(({ isProven }) => isProven !== null);
  return { recorded, counted: isAnyAsked ? recorded.filter(({ isProven }) => isProven === true) : null };
}

function hostSeen({ hostIds }: HostedSystem, sights: Sights, from: number): boolean | null {
  if (hostIds.some((id) => sights.lastAnswer(id, from) !== null)) return true;
  return hostIds.some((id) => sights.wasAsked(id, from)) ? false : null;
}

function endpointProof(run: EndpointRun, system: string): EndpointProof {
  const { endpoint, outcome, reason, httpStatus, firstAt, lastAt, checks } = run;
  return { system, endpoint, outcome, reason, httpStatus, firstAt, lastAt, checks };
}
