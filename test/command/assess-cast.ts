import { wholeTree } from '../../src/access/scope.ts';
import type { FactVersion } from '../../src/inventory/fact.ts';
import type { FieldValue, RecordKind } from '../../src/inventory/record.ts';
import type { InterfaceReading, SnmpReading } from '../../src/monitor/reading.ts';
import { agency, type openDesk, TODAY } from './desk.ts';

type Desk = ReturnType<typeof openDesk>;

const place = { file: 'f.yaml', row: null, path: 'x' } as const;

/** A record as a document wants it, from the middle of 2025 on unless told. */
export function record(kind: RecordKind, values: Readonly<Record<string, FieldValue>>, validFrom = '2025-07-01') {
  return { place, kind, values, validFrom, validTo: null } as const;
}

/** A WAN link of level II unless told. */
export function wanLink(agencyCode: string, name: string, more: Readonly<Record<string, FieldValue>> = {}) {
  return record('wan_link', { agency: agencyCode, name, level: 'II', ...more });
}

/** Agencies that stand since the middle of 2025. */
export function agencies(...codes: string[]) {
  return codes.map((code) => agency(code, { validFrom: '2025-07-01' }));
}

/** What the assessment holds true of an agency on a day (null where it says nothing), by fact. */
export function observedOf(desk: Desk, code: string, asOf = TODAY): Record<string, FactVersion['value']> {
  return Object.fromEntries(versionsOf(desk, code, asOf).map(({ fact, value }) => [fact, value]));
}

/** The evidence of one observed fact of an agency. */
export function evidenceOf(desk: Desk, code: string, fact: string, asOf = TODAY) {
  return versionsOf(desk, code, asOf).find((one) => one.fact === fact)?.evidence ?? null;
}

function versionsOf({ store }: Desk, code: string, asOf: string): FactVersion[] {
  const id = store.read.agencies.idOf(wholeTree, code);
  return store.read.facts
    .asKnown(wholeTree, { asOf, knownSeq: Number.MAX_SAFE_INTEGER })
    .filter((one) => one.subjectId === id && one.kind === 'observed' && one.source === 'assessment');
}

const noSystem: SnmpReading['system'] = {
  sysDescr: null,
  sysObjectId: null,
  uptimeTicks: 100,
  sysContact: null,
  sysName: null,
  sysLocation: null,
  engineBoots: null,
};

/** A reading of a device whose interfaces have these ifOperStatus, by name. */
export function portsOf(deviceId: number, at: number, statuses: Readonly<Record<string, number | null>>): SnmpReading {
  const interfaces = Object.entries(statuses).map(([ifName, ifOperStatus], index): InterfaceReading => {
    const unread = {
      ifDescr: `port ${ifName}`,
      ifAlias: null,
      ifType: 6,
      ifPhysAddress: null,
      ifAdminStatus: 1,
    } as const;
    const counters = { speedBps: null, counterBits: null, inOctets: null, outOctets: null } as const;
    const faults = { inErrors: null, outErrors: null, inDiscards: null, outDiscards: null } as const;
    return { ifIndex: index + 1, ifName, ifOperStatus, ...unread, ...counters, ...faults, discontinuityTicks: null };
  });
  return { deviceId, at, system: noSystem, interfaces, storage: [], processors: [], partial: false };
}
