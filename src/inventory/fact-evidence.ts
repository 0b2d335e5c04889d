type State = 'up' | 'down' | 'shadowed' | 'unknown';

/** The device looked at, its state then, and the observation that said so. Rows of earlier releases lack `of`. */
export type DeviceEvidence = {
  readonly of: 'device';
  readonly deviceId: number;
  readonly device: string;
  readonly state: State;
  /** Instant at which the state was read, epoch ms. */
  readonly at: number;
  readonly stateSince: number;
  /** Instant of the last conclusive observation before `at`, epoch ms. */
  readonly observedAt: number | null;
  readonly outageId: number | null;
};

/**
 * One WAN link as it stood: `isAlive` null = not known. Its terminal device is named where it is the agency's own; for
 * another's only the state is told.
 */
export type LinkProof = {
  readonly link: string;
  readonly isAlive: boolean | null;
  readonly deviceId: number | null;
  readonly device: string | null;
  readonly state: State;
  /** Null while the state is unknown. */
  readonly stateSince: number | null;
  readonly observedAt: number | null;
  readonly outageId: number | null;
  /** Name of the interface that is looked at; null where the link names none. */
  readonly interface: string | null;
  readonly interfaceStatus: 'up' | 'down' | 'unknown' | null;
  readonly medium: string | null;
  readonly direction: string | null;
  /** The smaller of both directions' capacities. */
  readonly mbps: number | null;
};

/** The agency's WAN links, and what the circular demands of an agency of their access level. */
export type LinkEvidence = {
  readonly of: 'links';
  readonly at: number;
  readonly level: 'I' | 'II' | 'data_center';
  readonly demand: { readonly channels: number; readonly directions: number; readonly isFibre: boolean };
  readonly links: readonly LinkProof[];
};

/** A switch or a host that answered; named where it is the agency's own. */
export type HostProof = {
  readonly deviceId: number | null;
  readonly device: string | null;
  readonly role: string;
  readonly address: string;
  readonly answeredAt: number;
};

/** What answered inside the agency from `since` on; as many as prove it, `wanted` hosts or one switch. */
export type HostEvidence = {
  readonly of: 'hosts';
  readonly at: number;
  readonly since: number;
  readonly wanted: number;
  readonly hosts: readonly HostProof[];
};

/** One run of equal answers of an endpoint. */
export type EndpointProof = {
  readonly system: string;
  readonly endpoint: string;
  readonly outcome: 'answer' | 'miss' | 'inconclusive';
  readonly reason: string | null;
  readonly httpStatus: number | null;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly checks: number;
};

/** What came of asking endpoints. */
export type EndpointEvidence = {
  readonly of: 'endpoints';
  readonly at: number;
  readonly endpoints: readonly EndpointProof[];
};

/** How many systems said to be in the data centre were counted because they answered; names none, everybody may see it. */
export type SystemEvidence = {
  readonly of: 'systems';
  readonly at: number;
  readonly counted: number;
  readonly recorded: number;
};

/** The declaration that was approved, and which revision of it. */
export type DeclarationEvidence = {
  readonly of: 'declaration';
  readonly declarationId: number;
  readonly revision: number;
};

/** What proves a fact: what was seen, for an observed one, or who declared it; instants are epoch ms. */
export type FactEvidence =
  | DeviceEvidence
  | LinkEvidence
  | HostEvidence
  | EndpointEvidence
  | SystemEvidence
  | DeclarationEvidence;

/** Whether two proofs say the same: what only tells when somebody last looked does not count. */
export function sameProof(a: FactEvidence | null, b: FactEvidence | null): boolean {
  return JSON.stringify(a && essence(a)) === JSON.stringify(b && essence(b));
}

function essence(evidence: FactEvidence): readonly unknown[] {
  switch (evidence.of) {
    case 'device':
      return [evidence.of, evidence.deviceId, evidence.state, evidence.stateSince];
    case 'links': {
      const { level, demand } = evidence;
      return [
        evidence.of,
        level,
        demand.channels,
        demand.directions,
        demand.isFibre,
        ...evidence.links.map(linkEssence),
      ];
    }
    case 'hosts':
      return [evidence.of, evidence.wanted, ...evidence.hosts.map((one) => one.address)];
    case 'endpoints':
      return [
        evidence.of,
        ...evidence.endpoints.map((one) => [
          one.system,
          one.endpoint,
          one.outcome,
          one.reason,
          one.httpStatus,
          one.firstAt,
        ]),
      ];
    case 'systems':
      return [evidence.of, evidence.counted, evidence.recorded];
    case 'declaration':
      return [evidence.of, evidence.declarationId, evidence.revision];
  }
}

function linkEssence(one: LinkProof): readonly unknown[] {
  const { link, isAlive, deviceId, state, stateSince, interfaceStatus, medium, direction, mbps } = one;
  return [link, isAlive, deviceId, one.interface, state, stateSince, interfaceStatus, medium, direction, mbps];
}
