import type { FactEvidence, LinkProof } from '../inventory/fact-evidence.ts';
import { measuredFacts } from '../inventory/measured-fact.ts';
import type { WanLink } from '../inventory/wan-link.ts';
import { type DeviceSight, judgeConnection } from '../monitor/connection.ts';
import { isAlive, judgeAccess, type LinkSight } from '../monitor/wan-access.ts';
import type { ObservedSubject, Observer } from './observe.ts';
import type { Sights } from './sight.ts';

/** What decides whether an agency was on the WAN: its links, its routers, and whether a system of level 4 or 5 is its. */
export type WanCase = {
  readonly agencyId: number;
  readonly links: readonly WanLink[];
  readonly routers: readonly DeviceSight[];
  readonly hasCriticalSystem: boolean;
};

/**
 * Observes an agency's access to the WAN on a day.
 * 1. With links on record: whether any is alive, how many are, what they carry together, and whether their access level
 *    is met, all with every link as proof. A link without a terminal device goes by the agency's routers.
 * 2. Without one: on the WAN = a router was up, with that router as proof; what was counted before is taken back.
 */
export function assessWan(observer: Observer, subject: ObservedSubject, sights: Sights, wan: WanCase): void {
  const byRouter = judgeConnection(wan.routers)?.by ?? null;
  const seen = wan.links.map((link) => lookAt(link, sights, byRouter, wan.agencyId));
  const access = judgeAccess(
    seen.map(({ sight }) => sight),
    wan.hasCriticalSystem,
  );
  if (access === null) {
    const connection = judgeConnection(wan.routers);
    for (const fact of counted) observer.unobserve(subject, fact);
    if (connection === null) return;
    const evidence: FactEvidence = { of: 'device', ...connection.by, at: sights.at };
    observer.observe(subject, { fact: measuredFacts.onWan, value: connection.connected, evidence });
    return;
  }
  const { level, demand } = access;
  const evidence: FactEvidence = { of: 'links', at: sights.at, level, demand, links: seen.map(({ proof }) => proof) };
  const found = [
    [measuredFacts.onWan, access.isOnWan],
    [measuredFacts.wanChannelsAlive, access.channels],
    [measuredFacts.wanCapacity, access.mbps],
    [measuredFacts.wanLevelMet, access.isLevelMet],
  ] as const;
  for (const [fact, value] of found) {
    if (value !== null) observer.observe(subject, { fact, value, evidence });
  }
}

const counted = [measuredFacts.wanChannelsAlive, measuredFacts.wanCapacity, measuredFacts.wanLevelMet];

function lookAt(link: WanLink, sights: Sights, byRouter: DeviceSight | null, agencyId: number) {
  const terminal = link.deviceId === null ? byRouter : sights.of(link.deviceId);
  const isOwn = terminal !== null && sights.device(terminal.deviceId)?.agencyId === agencyId;
  const state = terminal?.state ?? 'unknown';
  // Without a terminal device of its own nobody knows on whose interface the link ends.
  const named = link.deviceId === null ? null : link.interface;
  const readable = terminal !== null && state === 'up' ? terminal.deviceId : null;
  const status = named === null || readable === null ? 'unknown' : sights.interfaceStatus(readable, named);
  const interfaceStatus = named === null ? null : status;
  const sight: LinkSight = { link, state, interfaceStatus };
  const proof: LinkProof = {
    link: link.code,
    isAlive: isAlive(sight),
    deviceId: isOwn ? terminal.deviceId : null,
    device: isOwn ? terminal.device : null,
    state,
    stateSince: state === 'unknown' ? null : (terminal?.stateSince ?? null),
    observedAt: terminal?.observedAt ?? null,
    outageId: isOwn ? terminal.outageId : null,
    interface: named,
    interfaceStatus,
    medium: link.medium,
    direction: link.direction,
    mbps: link.mbps,
  };
  return { sight, proof };
}
