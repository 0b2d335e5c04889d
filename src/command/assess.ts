import { wholeTree } from '../access/scope.ts';
import { addDays, type CivilDate, civilDateOf, startOfDay } from '../calendar/civil.ts';
import { InvalidError } from '../errors.ts';
import type { Device } from '../inventory/device.ts';
import { type HostedSystem, hostedSystemOf } from '../inventory/hosted-system.ts';
import { wanLinkOf } from '../inventory/wan-link.ts';
import { assessLan, sortNeighbours } from './assess-lan.ts';
import { assessSystems } from './assess-systems.ts';
import { assessWan } from './assess-wan.ts';
import type { CommandContext } from './context.ts';
import { openObserver } from './observe.ts';
import { openSights } from './sight.ts';

/**
 * Derives the observed facts of one civil day for every agency, every hosted system and the province.
 * 1. The instant looked at is now for today, the end of the day for a day that is over; a day to come is refused.
 * 2. Records (WAN links, hosted systems) are those in being on the day, as known now; devices are those there are. A
 *    device retired since counts for the days it was seen; one never seen says nothing.
 * 3. Where nothing is known no fact is written; where the day's fact already says the same on the same proof, neither.
 */
export function assessDay(context: CommandContext, date: CivilDate | null): void {
  const { store, now } = context;
  const today = civilDateOf(now);
  const day = date ?? today;
  if (day > today) {
    throw new InvalidError(`${day}: chưa tới ngày này / that day has not come`, [
      { path: '/date', message: `không sau ${today} / not after ${today}` },
    ]);
  }
  const at = day === today ? now : startOfDay(addDays(day, 1)) - 1;
  const known = { asOf: day, knownSeq: Number.MAX_SAFE_INTEGER };
  const devices = store.read.devices.list(wholeTree);
  const agencies = store.read.agencies.list(wholeTree, known);
  const codes = new Map(store.read.agencies.newest(wholeTree).map(({ id, code }) => [id, code]));
  const sights = openSights(context, devices, (id) => codes.get(id) ?? String(id), at);
  const routers = Map.groupBy(
    devices.filter(({ role }) => role === 'router'),
    ({ agencyId }) => agencyId,
  );
  const neighbours = sortNeighbours(devices, store.read.prefixes.list(wholeTree));
  const links = Map.groupBy(
    store.read.records.list(wholeTree, 'wan_link', known).flatMap((record) => wanLinkOf(record, day) ?? []),
    ({ agencyId }) => agencyId,
  );
  const systems = store.read.records.list(wholeTree, 'hosted_system', known).map(hostedSystemOf);
  const critical = criticalAgencies(systems, devices);
  const observer = openObserver(context, day);
  const findings = assessSystems(context, observer, systems, sights);
  for (const { id, code } of agencies) {
    const subject = { subjectKind: 'agency', subjectId: id, name: code } as const;
    assessWan(observer, subject, sights, {
      agencyId: id,
      links: links.get(id) ?? [],
      routers: (routers.get(id) ?? []).flatMap((device) => sights.of(device.id) ?? []),
      hasCriticalSystem: critical.has(id),
    });
    assessLan(observer, subject, sights, context.catalogues.measuring.lan, neighbours.get(id) ?? []);
    findings.ofOwner(subject);
  }
  findings.ofProvince();
  observer.finish();
}

/** Agencies that own a system of security level 4 or 5, or have a device that one runs on. */
function criticalAgencies(systems: readonly HostedSystem[], devices: readonly Device[]): ReadonlySet<number> {
  const owners = new Map(devices.map(({ id, agencyId }) => [id, agencyId]));
  const critical = systems.filter(({ securityLevel }) => (securityLevel ?? 0) >= CRITICAL_LEVEL);
  return new Set(
    critical.flatMap(({ ownerId, hostIds }) => [ownerId ?? [], ...hostIds.map((id) => owners.get(id) ?? [])].flat()),
  );
}

const CRITICAL_LEVEL = 4;
