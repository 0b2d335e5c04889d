import { startOfDay } from '../calendar/civil.ts';
import type { EndpointProof, FactEvidence } from '../inventory/fact-evidence.ts';
import { type EndpointTarget, endpointsOf, type HostedSystem, isWebsite } from '../inventory/hosted-system.ts';
import { measuredFacts } from '../inventory/measured-fact.ts';
import { type EndpointRun, type EndpointVerdict, judgeEndpoints } from '../monitor/endpoint.ts';
import type { CommandContext } from './context.ts';
import type { ObservedSubject, Observer } from './observe.ts';
import type { Sights } from './sight.ts';

/** What a day's checks say beyond each system itself. */
export type SystemFindings = {
  /** Observes what follows for an owner: whether its website answered, how many systems it has in the data centre. */
  ofOwner(subject: ObservedSubject): void;
  /** Observes what follows for the whole province. */
  ofProvince(): void;
};

type Seen = {
  readonly system: HostedSystem;
  readonly endpoints: readonly EndpointTarget[];
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
  { store }: CommandContext,
  observer: Observer,
  systems: readonly HostedSystem[],
  sights: Sights,
): SystemFindings {
  const window = { from: startOfDay(observer.day), to: sights.at + 1 };
  const codes = new Map(systems.map(({ id, code }) => [id, code]));
  const all = systems.map((system): Seen => {
    const endpoints = endpointsOf(system);
    const runs = endpoints.flatMap((one) => store.endpointChecks.touching(one, window));
    const isProven = runs.some((run) => run.outcome === 'answer') || hostSeen(system, sights, window.from);
    return { system, endpoints, runs, isProven };
  });
  const observeAnswers = (
    subject: ObservedSubject,
    fact: string,
    seen: readonly Seen[],
    when: 'ever' | 'last',
  ): void => {
    const asked = seen.flatMap(({ endpoints }) => endpoints);
    if (asked.length === 0) observer.unobserve(subject, fact);
    const runs = seen.flatMap((one) => one.runs);
    const verdict = judgeEndpoints(asked, runs, window, when);
    if (verdict === null) return;
    observer.observe(subject, { fact, value: verdict.isAnswering, evidence: proofOf(verdict, codes, sights.at) });
  };
  const observeHosted = (subject: ObservedSubject, seen: readonly Seen[], facts: readonly HostedFact[]): void => {
    const recorded = seen.filter(({ system }) => system.isInDataCenter === true && system.hostIds.length > 0);
    const counted = recorded.filter(({ isProven }) => isProven === true);
    const isAnyAsked = recorded.some(({ isProven }) => isProven !== null);
    for (const { fact, count } of facts) {
      if (recorded.length === 0) observer.unobserve(subject, fact);
      if (!isAnyAsked) continue;
      const proof = { of: 'systems', at: sights.at, counted: counted.length, recorded: recorded.length } as const;
      observer.observe(subject, { fact, value: count(counted), evidence: proof });
    }
  };
  for (const seen of all) {
    const { id, code } = seen.system;
    const subject = { subjectKind: 'hosted_system', subjectId: id, name: `hosted_system ${code}` } as const;
    observeAnswers(subject, measuredFacts.systemAnswering, [seen], 'last');
  }
  const byOwner = Map.groupBy(all, ({ system }) => system.ownerId);
  return {
    ofOwner(subject) {
      const own = byOwner.get(subject.subjectId) ?? [];
      const websites = own.filter(({ system }) => isWebsite(system));
      observeAnswers(subject, measuredFacts.hasWebsite, websites, 'ever');
      observeHosted(subject, own, [hostedSystems]);
    },
    ofProvince() {
      const subject = { subjectKind: 'province', subjectId: 0, name: 'province' } as const;
      observeHosted(subject, all, [hostedSystems, hostingAgencies]);
    },
  };
}

type HostedFact = { readonly fact: string; readonly count: (counted: readonly Seen[]) => number };

const hostedSystems: HostedFact = { fact: measuredFacts.hostedSystems, count: (counted) => counted.length };

const hostingAgencies: HostedFact = {
  fact: measuredFacts.hostingAgencies,
  count: (counted) => new Set(counted.map(({ system }) => system.ownerId)).size,
};

function hostSeen({ hostIds }: HostedSystem, sights: Sights, from: number): boolean | null {
  if (hostIds.some((id) => sights.lastAnswer(id, from) !== null)) return true;
  return hostIds.some((id) => sights.wasAsked(id, from)) ? false : null;
}

function proofOf({ by }: EndpointVerdict, codes: ReadonlyMap<number, string>, at: number): FactEvidence {
  const endpoints = by.map((run): EndpointProof => {
    const { endpoint, outcome, reason, httpStatus, firstAt, lastAt, checks } = run;
    return { system: codes.get(run.recordId) ?? '', endpoint, outcome, reason, httpStatus, firstAt, lastAt, checks };
  });
  return { of: 'endpoints', at, endpoints };
}
