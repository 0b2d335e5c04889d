import { wholeTree } from '../access/scope.ts';
import { HOUR_MS, type Interval } from '../calendar/interval.ts';
import type { Device } from '../inventory/device.ts';
import type { DeviceSight } from '../monitor/connection.ts';
import { stateAt, stateAtInstant } from '../monitor/current-state.ts';
import { silenceUntil } from '../monitor/gap.ts';
import type { InterfaceStatus } from '../monitor/wan-access.ts';
import type { StoredInterface } from '../store/readings.ts';
import type { StoredTarget } from '../store/targets.ts';
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
  const { store } = context;
  const known = new Map(devices.map((device) => [device.id, device]));
  const targets = new Map(store.read.targets.list(wholeTree).map((one) => [`${one.deviceId} ${one.probe}`, one]));
  const targetOf = ({ id, reachability }: Device) => targets.get(`${id} ${reachability}`) ?? null;
  const nameOf = ({ agencyId, name }: Device) => `${codeOf(agencyId)}/${name}`;
  const sights = new Map<number, DeviceSight>();
  const interfaces = new Map<number, readonly StoredInterface[]>();
  const of = (id: number): DeviceSight | null => {
    const device = known.get(id);
    if (device === undefined) return null;
    const sight = sights.get(id) ?? { ...sightOf(context, device, targetOf(device), at), device: nameOf(device) };
    sights.set(id, sight);
    return sight;
  };
  return {
    at,
    device: (id) => known.get(id) ?? null,
    nameOf(id) {
      const device = known.get(id);
      return device ? nameOf(device) : null;
    },
    of,
    interfaceStatus(id, name) {
      const own = interfaces.get(id) ?? store.readings.interfaces(id);
      interfaces.set(id, own);
      return statusOf(own, name, at);
    },
    lastAnswer(id, from) {
      const device = known.get(id);
      return device ? lastAnswer(context, device, targetOf(device), { from, to: at }) : null;
    },
    wasAsked(id, from) {
      const device = known.get(id);
      const last = device ? lastConclusive(context, device, targetOf(device), at) : null;
      return last !== null && last >= from;
    },
  };
}

type Target = StoredTarget | null;

function sightOf(context: CommandContext, device: Device, target: Target, at: number): Omit<DeviceSight, 'device'> {
  const { id, reachability: probe } = device;
  const { targets } = context.store.read;
  const pastState = () => {
    const openGap = target && silenceUntil(target, context.now);
    const gaps = [...targets.gaps(wholeTree, id, probe, { from: at, to: at + 1 }), ...(openGap ? [openGap] : [])];
    return stateAtInstant(targets.changes(wholeTree, id, probe, at + 1), gaps, at);
  };
  const seen = at === context.now ? stateAt(target, at) : pastState();
  return {
    deviceId: id,
    state: seen.state,
    stateSince: seen.since ?? at,
    observedAt: lastConclusive(context, device, target, at),
    outageId: seen.state === 'up' ? null : context.store.targets.outageAt(id, probe, at),
  };
}

// The target's own memory tells it at once, unless something was observed since.
function lastConclusive({ store }: CommandContext, device: Device, target: Target, at: number): number | null {
  const last = target?.lastObservedAt ?? null;
  return last !== null && last <= at ? last : store.observations.lastConclusive(device.id, device.reachability, at);
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
function lastAnswer({ store }: CommandContext, device: Device, target: Target, { from, to }: Interval): number | null {
  const { id, reachability: probe } = device;
  const within = (answered: number | null): number | null => (answered !== null && answered >= from ? answered : null);
  if (target !== null && (target.lastGoodAt === null || target.lastGoodAt <= to)) return within(target.lastGoodAt);
  const outageId = store.targets.outageAt(id, probe, to);
  const outage = outageId === null ? null : store.read.targets.outageById(wholeTree, outageId);
  return outage === null ? store.deviceAnswers.last(id, probe, from, to) : within(outage.lastGoodAt);
}
