import type { Observation, Purpose, Reason } from '../monitor/observation.ts';
import type { SnmpReading, SystemReading } from '../monitor/reading.ts';
import type { LagWatch } from './lag-watch.ts';
import { scalars } from './oid.ts';
import { hostColumns, readProcessors, readStorage } from './snmp-host.ts';
import {
  interface32BitColumns,
  interfaceCounterColumns,
  interfaceIdentityColumns,
  lacks64Bit,
  readInterfaces,
} from './snmp-interfaces.ts';
import { openSnmp, type SnmpAnswer, type SnmpSession } from './snmp-session.ts';
import type { SnmpTarget } from './snmp-target.ts';
import { oidOf, type SnmpValue, textOf, unsigned32Of } from './snmp-value.ts';
import type { Column, WalkLimits } from './snmp-walk.ts';

/** What to read: `hostResources` adds storage and processors; to `confirm`, one sysUpTime is asked and nothing read. */
export type PollWant = { readonly hostResources: boolean; readonly purpose: Purpose };

/** What a poll came to. `reading` is null when nothing answered, and when it was only to confirm. */
export type PollResult = { readonly observation: Observation; readonly reading: SnmpReading | null };

// Over all tables of one poll together; rows per column.
const pollLimits: WalkLimits = {
  maxRows: 5_000,
  maxBytes: 8_000_000,
  maxRequests: 4_000,
  deadlineMs: 45_000,
};

const SYS_DESCR_LONGEST = 1_024;

/**
 * Polls one device over its own socket, which is closed in the end:
 * 1. the system group: its answer is the answer, its time (`now()`, epoch ms) the time of observation and reading;
 * 2. interface status, speed and counters, 32-bit ones where 64-bit ones are missing; then what the interfaces are called;
 * 3. on servers, storage and processors.
 * Never throws for what the network does; a table cut short makes the reading and the observation `partial`.
 */
export async function pollSnmp(
  target: SnmpTarget,
  want: PollWant,
  now: () => number,
  lag: LagWatch | null = null,
  limits: WalkLimits = pollLimits,
): Promise<PollResult> {
  const session = openSnmp(target, lag);
  try {
    const confirming = want.purpose === 'confirm';
    const answer = await session.get(confirming ? [scalars.sysUpTime] : Object.values(scalars));
    const at = now();
    const observed = { deviceId: target.deviceId, probe: 'snmp', at, purpose: want.purpose, echo: null } as const;
    if (!answer.ok) {
      const { outcome, reason } = answer;
      return { observation: { ...observed, outcome, reason, rttMs: null }, reading: null };
    }
    const seen = { ...observed, outcome: 'answer', rttMs: answer.rttMs } as const;
    if (confirming) return { observation: { ...seen, reason: null }, reading: null };
    const tables = await readTables(session, want.hostResources, limits);
    const partial = tables.partial || answer.reason !== null;
    return {
      observation: { ...seen, reason: partial ? 'partial' : null },
      reading: {
        deviceId: target.deviceId,
        at,
        system: readSystem(answer),
        interfaces: readInterfaces(tables.interfaces),
        storage: readStorage(tables.host),
        processors: readProcessors(tables.host),
        partial,
      },
    };
  } finally {
    session.close();
  }
}

type Tables = {
  readonly interfaces: Map<string, Column>;
  readonly host: Map<string, Column>;
  readonly partial: boolean;
};

/** Reasons that leave the agent reachable: after any other one the remaining tables are not tried. */
const goesOnAfter: ReadonlySet<Reason | null> = new Set([null, 'partial', 'wrong-oid', 'too-big', 'agent-error']);

async function readTables(session: SnmpSession, hostResources: boolean, limits: WalkLimits): Promise<Tables> {
  const endsAt = performance.now() + limits.deadlineMs;
  const interfaces = new Map<string, Column>();
  const host = new Map<string, Column>();
  const left = { maxRequests: limits.maxRequests, maxBytes: limits.maxBytes };
  let partial = false;
  let lost = false;
  const read = async (into: Map<string, Column>, columnOids: readonly string[]) => {
    if (lost) return;
    const { maxRows } = limits;
    const answer = await session.walk(columnOids, { ...left, maxRows, deadlineMs: endsAt - performance.now() });
    for (const [oid, column] of answer.columns) into.set(oid, column);
    left.maxRequests -= answer.requests;
    left.maxBytes -= answer.bytes;
    partial ||= answer.reason !== null;
    lost = !goesOnAfter.has(answer.reason);
  };
  await read(interfaces, interfaceCounterColumns);
  if (lacks64Bit(interfaces)) await read(interfaces, interface32BitColumns);
  await read(interfaces, interfaceIdentityColumns);
  if (hostResources) await read(host, hostColumns);
  return { interfaces, host, partial };
}

function readSystem(answer: SnmpAnswer & { ok: true }): SystemReading {
  const at = (oid: string): SnmpValue | undefined => answer.values.get(oid);
  return {
    sysDescr: textOf(at(scalars.sysDescr), SYS_DESCR_LONGEST),
    sysObjectId: oidOf(at(scalars.sysObjectID)),
    uptimeTicks: unsigned32Of(at(scalars.sysUpTime)),
    sysContact: textOf(at(scalars.sysContact)),
    sysName: textOf(at(scalars.sysName)),
    sysLocation: textOf(at(scalars.sysLocation)),
    engineBoots: answer.engineBoots,
  };
}
