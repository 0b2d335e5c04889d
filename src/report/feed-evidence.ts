import type {
  DeclarationEvidence,
  DeviceEvidence,
  EndpointEvidence,
  EndpointProof,
  FactEvidence,
  HostEvidence,
  HostProof,
  LinkEvidence,
  LinkProof,
  SystemEvidence,
} from '../inventory/fact-evidence.ts';

type Told<T, Instants extends keyof T> = Omit<T, Instants> & {
  readonly [K in Instants]: null extends T[K] ? string | null : string;
};

/**
 * What proves a fact, with its instants as ISO 8601 UTC. A device's has no `of`: so it has been told since the
 * first edition of the feed.
 */
export type FeedEvidence =
  | Told<Omit<DeviceEvidence, 'of'>, 'at' | 'stateSince' | 'observedAt'>
  | (Told<Omit<LinkEvidence, 'links'>, 'at'> & { readonly links: readonly FeedLink[] })
  | (Told<Omit<HostEvidence, 'hosts'>, 'at' | 'since'> & { readonly hosts: readonly FeedHost[] })
  | (Told<Omit<EndpointEvidence, 'endpoints'>, 'at'> & { readonly endpoints: readonly FeedEndpoint[] })
  | Told<SystemEvidence, 'at'>
  | DeclarationEvidence;

type FeedLink = Told<LinkProof, 'stateSince' | 'observedAt'>;
type FeedHost = Told<HostProof, 'answeredAt'>;
type FeedEndpoint = Told<EndpointProof, 'firstAt' | 'lastAt'>;

// Named field by field: the hash of the feed must not depend on the order in which the store fills an object.
/** Evidence as the feed tells it. */
export function feedEvidence(evidence: FactEvidence): FeedEvidence {
  switch (evidence.of) {
    case 'device': {
      const { deviceId, device, state, at, stateSince, observedAt, outageId } = evidence;
      return {
        deviceId,
        device,
        state,
        at: iso(at),
        stateSince: iso(stateSince),
        observedAt: isoOrNull(observedAt),
        outageId,
      };
    }
    case 'links': {
      const { of, at, level, demand, links } = evidence;
      const { channels, directions, isFibre } = demand;
      return { of, at: iso(at), level, demand: { channels, directions, isFibre }, links: links.map(feedLink) };
    }
    case 'hosts': {
      const { of, at, since, wanted, hosts } = evidence;
      return { of, at: iso(at), since: iso(since), wanted, hosts: hosts.map(feedHost) };
    }
    case 'endpoints':
      return { of: evidence.of, at: iso(evidence.at), endpoints: evidence.endpoints.map(feedEndpoint) };
    case 'systems': {
      const { of, at, counted, recorded } = evidence;
      return { of, at: iso(at), counted, recorded };
    }
    case 'declaration': {
      const { of, declarationId, revision } = evidence;
      return { of, declarationId, revision };
    }
  }
}

function feedLink(one: LinkProof): FeedLink {
  return {
    link: one.link,
    isAlive: one.isAlive,
    deviceId: one.deviceId,
    device: one.device,
    state: one.state,
    stateSince: isoOrNull(one.stateSince),
    observedAt: isoOrNull(one.observedAt),
    outageId: one.outageId,
    interface: one.interface,
    interfaceStatus: one.interfaceStatus,
    medium: one.medium,
    direction: one.direction,
    mbps: one.mbps,
  };
}

function feedHost({ deviceId, device, role, address, answeredAt }: HostProof): FeedHost {
  return { deviceId, device, role, address, answeredAt: iso(answeredAt) };
}

function feedEndpoint({ firstAt, lastAt, ...one }: EndpointProof): FeedEndpoint {
  const { system, endpoint, outcome, reason, httpStatus, checks } = one;
  return { system, endpoint, outcome, reason, httpStatus, firstAt: iso(firstAt), lastAt: iso(lastAt), checks };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
