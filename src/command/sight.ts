import { wholeTree } from '../access/scope.ts';
import { HOUR_MS } from '../calendar/interval.ts';
import type { Device } from '../inventory/device.ts';
import type { DeviceSight } from '../monitor/connection.ts';
import { stateAt, stateAtInstant } from '../monitor/current-state.ts';
import { silenceUntil } from '../monitor/gap.ts';
import type { InterfaceStatus } from '../monitor/wan-access.ts';
import type { StoredInterface } from '../store/readings.ts';
import type { CommandContext } from './context.ts';

/** What is known of devices at one instant, by the probe that judges each. */
export type Sights = {
  /** Epoch ms. */
  readonly at: number;
  device(id: number): Device | null;
  /** `AGENCY/name`; null for one that does not exist. */
  nameOf(id: number): string | null;
  /** The device's state then; null for one that does not exist. */
  of(id: number): DeviceSight | null;
  /**
   * Whether the interface of that name (else of that description) was up, by the newest reading taken within an hour of
   * the instant; `unknown` when there is none, when several have the name, or when the agent itself does not know.
   */
  interfaceStatus(id: number, name: string): InterfaceStatus;
  /** When it last answered in [from, at], epoch ms; null when it did not. */
  lastAnswer(id: number, from: number): number | null;
  /** Whether it answered or missed in [from, at]. */
  wasAsked(id: number, from: number): boolean;
};

/** Looks at devices as they stood at an instant not after now; each is looked up once. `codeOf` names their agencies. */
export function openSights(
  context: CommandContext,
  devices: readonly Device[],
  codeOf: (agencyId: number) => string,
  at: number,
): Sights {
  const known = new Map(devices.map((device) => [device.id, device]));
  const sights = new Map<number, DeviceSight>();
  const interfaces = new Map<number, readonly StoredInterface[]>();
  const of = (id: number): DeviceSight | null => {
    const device = known.get(id);
    if (device === undefined) return null;
    const sight = sights.get(id) ?? sightOf(context, device, codeOf(device.agencyId), at);
    sights.set(id, sight);
    return sight;
  };
  return {
    at,
    device: (id) => known.get(id) ?? null,
    nameOf(id) {
      const device = known.get(id);
      return device ? `${codeOf(device.agencyId)}/${device.name}` : null;
    },
    of,
    interfaceStatus(id, name) {
      const own = interfaces.get(id) ?? context.store.readings.interfaces(id);
      interfaces.set(id, own);
      return statusOf(own, name, at);
    },
    lastAnswer(id, from) {
      const device = known.get(id);
      return device ? lastAnswer(context, device, from, at) : null;
    },
    wasAsked(id, from) {
      const device = known.get(id);
      const last = device ? context.store.observations.lastConclusive(id, device.reachability, at) : null;
      return last !== null && last >= from;
    },
  };
}

function sightOf(context: CommandContext, device: Device, agency: string, at: number): DeviceSight {
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

// IF-MIB ifOperStatus: up(1), unknown(4).
const OPER_UP = 1;
const OPER_UNKNOWN = 4;

function statusOf(interfaces: readonly StoredInterface[], name: string, at: number): InterfaceStatus {
  const named = interfaces.filter((one) => one.ifName === name);
  const there = (named.length > 0 ? named : interfaces.filter((one) => one.ifDescr === name)).filter(
    (one, _, all) => one.goneAt === null || all.length === 1,
  );
  const [one, other] = there;
  if (one === undefined || other !== undefined) return 'unknown';
  if (one.goneAt !== null) return one.goneAt <= at ? 'down' : 'unknown';
  const { ifOperStatus, readAt } = one;
  const isNear = Math.abs(readAt - at) <= HOUR_MS;
  if (!isNear || ifOperStatus === null || ifOperStatus === OPER_UNKNOWN) return 'unknown';
  return ifOperStatus === OPER_UP ? 'up' : 'down';
}

// The target's own memory tells it at once for now; in an outage the outage does; else the newest answer before is close.
function lastAnswer({ store }: CommandContext, device: Device, from: number, at: number): number | null {
  const { id, reachability: probe } = device;
  const within = (answered: number | null): number | null => (answered !== null && answered >= from ? answered : null);
  const target = store.targets.one(id, probe);
  if (target !== null && (target.lastGoodAt === null || target.lastGoodAt <= at)) return within(target.lastGoodAt);
  const outageId = store.targets.outageAt(id, probe, at);
  const outage = outageId === null ? null : store.read.targets.outageById(wholeTree, outageId);
  if (outage !== null) return within(outage.lastGoodAt);
  return store.deviceAnswers.last(id, probe, from, at);
}
