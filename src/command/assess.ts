import { wholeTree } from '../access/scope.ts';
import { addDays, type CivilDate, civilDateOf, startOfDay } from '../calendar/civil.ts';
import { InvalidError } from '../errors.ts';
import type { Device } from '../inventory/device.ts';
import type { FactEvidence } from '../inventory/fact.ts';
import { judgeConnection, type RouterSight } from '../monitor/connection.ts';
import { stateAt, stateAtInstant } from '../monitor/current-state.ts';
import { silenceUntil } from '../monitor/gap.ts';
import type { CommandContext } from './context.ts';

/** What observed facts name as their source. */
const SOURCE = 'assessment';

/**
 * Derives the observed facts of one civil day for every agency.
 * 1. The instant looked at is now for today, the end of the day for a day that is over; a day to come is refused.
 * 2. On the WAN = a router of the agency was up at that instant; with the router, its state and its last observation as
 *    proof. A router retired since counts for the days it was seen; one never seen says nothing.
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
  const routers = Map.groupBy(store.read.devices.list(wholeTree, { role: 'router' }), (device) => device.agencyId);
  for (const agency of store.read.agencies.list(wholeTree, { asOf: day, knownSeq: Number.MAX_SAFE_INTEGER })) {
    const sights = (routers.get(agency.id) ?? []).map((device) => sightOf(context, device, agency.code, at));
    const connection = judgeConnection(sights);
    if (!connection) continue;
    const evidence: FactEvidence = { ...connection.by, at };
    putObserved(context, { id: agency.id, code: agency.code }, day, connection.connected, evidence);
  }
}

function putObserved(
  context: CommandContext,
  agency: { readonly id: number; readonly code: string },
  day: CivilDate,
  value: boolean,
  evidence: FactEvidence,
): void {
  const { store, commit, ledger } = context;
  const key = { agencyId: agency.id, fact: 'on_wan', kind: 'observed', source: SOURCE } as const;
  const current = store.facts.winning({ ...key, asOf: day });
  const id = `${agency.code}/on_wan`;
  const proof = current?.evidence;
  const same =
    current?.value === value &&
    proof?.deviceId === evidence.deviceId &&
    proof.state === evidence.state &&
    proof.stateSince === evidence.stateSince;
  ledger.note('facts', id, same ? 'same' : current ? 'changed' : 'added');
  if (same) return;
  store.facts.append(commit, { ...key, value, validFrom: day, validTo: addDays(day, 1), evidence });
  commit.audit('observe', { kind: 'fact', id }, { value, day, device: evidence.device, state: evidence.state });
}

function sightOf(context: CommandContext, device: Device, agency: string, at: number): RouterSight {
  const { targets } = context.store.read;
  const probe = device.reachability;
  const target = context.store.targets.one(device.id, probe);
  const pastState = () => {
    const openGap = target && silenceUntil(target, context.now);
    const gaps = [
      ...targets.gaps(wholeTree, device.id, probe, { from: at, to: at + 1 }),
      ...(openGap ? [openGap] : []),
    ];
    return stateAtInstant(targets.changes(wholeTree, device.id, probe, at + 1), gaps, at);
  };
  const seen = at === context.now ? stateAt(target, at) : pastState();
  return {
    deviceId: device.id,
    device: `${agency}/${device.name}`,
    state: seen.state,
    stateSince: seen.since ?? at,
    observedAt: context.store.observations.lastConclusive(device.id, probe, at),
    outageId: context.store.targets.outageAt(device.id, probe, at),
  };
}
