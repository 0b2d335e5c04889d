import { DAY_MS } from '../calendar/interval.ts';
import type { Device } from '../inventory/device.ts';
import type { FactEvidence } from '../inventory/fact-evidence.ts';
import { measuredFacts } from '../inventory/measured-fact.ts';
import type { Measuring } from '../inventory/measuring.ts';
import type { Prefix } from '../inventory/prefix.ts';
import { prefixTable } from '../inventory/prefix-table.ts';
import { proveLan } from '../monitor/lan-sight.ts';
import type { ObservedSubject, Observer } from './observe.ts';
import type { Sights } from './sight.ts';

/** Switches by the agency they belong to, and hosts by the agency behind whose prefix they stand. */
export type Neighbours = ReadonlyMap<number, readonly Device[]>;

/**
 * Sorts devices by the agency whose LAN they tell of: a switch tells of its own agency; a host of the agency whose prefix
 * its address lies in, of its own where it lies in none. Routers and firewalls stand in front of a LAN and tell nothing.
 */
export function sortNeighbours(devices: readonly Device[], prefixes: readonly Prefix[]): Neighbours {
  const prefixOf = prefixTable(prefixes);
  return Map.groupBy(
    devices.filter(({ role }) => role !== 'router' && role !== 'firewall'),
    (device) => (device.role === 'switch' ? device.agencyId : (prefixOf(device.address)?.agencyId ?? device.agencyId)),
  );
}

/**
 * Observes that an agency has a LAN, by what answered inside it in the days that the installation sets. Where nothing
 * proves it nothing is said: the observation of an earlier day grows old.
 */
export function assessLan(
  observer: Observer,
  subject: ObservedSubject,
  sights: Sights,
  { hosts: wanted, days }: Measuring['lan'],
  neighbours: readonly Device[],
): void {
  const since = sights.at - days * DAY_MS;
  const answering = neighbours.flatMap((device) => {
    const { id: deviceId, address } = device;
    const answeredAt = sights.lastAnswer(deviceId, since);
    return answeredAt === null ? [] : [{ device, deviceId, address, isSwitch: device.role === 'switch', answeredAt }];
  });
  const proof = proveLan(answering, wanted);
  if (proof === null) return;
  const hosts = proof.map(({ device, deviceId, address, answeredAt }) => {
    const isOwn = device.agencyId === subject.subjectId;
    const own = { deviceId, device: sights.nameOf(deviceId) };
    return {
      ...(isOwn ? own : { deviceId: null, device: null }),
      role: device.role,
      address,
      answeredAt,
    };
  });
  const evidence: FactEvidence = { of: 'hosts', at: sights.at, since, wanted, hosts };
  observer.observe(subject, { fact: measuredFacts.hasLan, value: true, evidence });
}
