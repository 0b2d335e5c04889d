import type { SnmpReading } from '../../src/monitor/reading.ts';
import type { WriteStore } from '../../src/store/write-store.ts';

const actor = { kind: 'cli', name: 'test' } as const;

/** An agency of that code with one of everything that can belong to an agency; all ids are the same number. */
export function addHousehold(store: WriteStore, code: string, at: number): { agencyId: number; deviceId: number } {
  return store.transaction(actor, at, (commit) => {
    const agencyId = store.agencies.create(code);
    const values = { name: `Cơ quan ${code}`, block: 'commune', parentId: null } as const;
    store.agencies.say(commit, agencyId, { from: '2025-07-01', to: null, values });
    const own = { agencyId, name: 'r1', role: 'router', address: `10.0.0.${agencyId}`, lifecycle: 'active' } as const;
    const probing = { snmpPort: 161, tcpPort: null, credentialId: null, reachability: 'icmp' } as const;
    const deviceId = store.devices.create(commit, { ...own, ...probing });
    store.prefixes.create(agencyId, `10.${agencyId}.0.0/16`);
    const period = { validFrom: '2026-01-01', validTo: null } as const;
    const fact = { agencyId, fact: 'officials', kind: 'declared', source: 's', value: 5, evidence: null } as const;
    store.facts.append(commit, { ...fact, ...period });
    const seen = { deviceId, probe: 'icmp', at, purpose: 'round', rttMs: null, echo: null } as const;
    const observationId = store.observations.add({ ...seen, outcome: 'miss', reason: 'timeout' });
    const run = { lastGoodAt: null, firstMissAt: at, misses: 1, intervalMs: 60_000, reason: 'timeout' } as const;
    const state = { state: 'down', since: at, lastObservedAt: at } as const;
    store.targets.put({ deviceId, probe: 'icmp', ...state, ...run, observationId });
    store.targets.addChange(deviceId, 'icmp', { at, decidedAt: at, state: 'down' });
    store.targets.addGap(deviceId, 'icmp', { from: at, to: at + 5 });
    const outage = { cause: null, startedAt: at, lastGoodAt: null, firstBadAt: at, confirmedAt: at };
    store.targets.openOutage(deviceId, 'icmp', outage);
    store.readings.putSystem({ deviceId, at, partial: false, ...noSystem });
    store.readings.addInterface({ deviceId, ...anInterface, readAt: at, firstSeenAt: at });
    store.readings.putStorages(deviceId, at, [storage], false);
    store.readings.putProcessors(deviceId, at, [{ hrDeviceIndex: 1, loadPercent: 5 }], false);
    return { agencyId, deviceId };
  });
}

const noSystem: SnmpReading['system'] = {
  sysDescr: null,
  sysObjectId: null,
  uptimeTicks: null,
  sysContact: null,
  sysName: null,
  sysLocation: null,
  engineBoots: null,
};

const storage = { hrStorageIndex: 1, hrStorageType: null, hrStorageDescr: '/', sizeBytes: 10, usedBytes: 5 };

/** An interface at which nothing was counted. */
export const anInterface = {
  ifIndex: 1,
  ifName: 'ge0',
  ifDescr: null,
  ifAlias: null,
  ifType: null,
  ifPhysAddress: null,
  ifAdminStatus: null,
  ifOperStatus: null,
  speedBps: null,
  counterBits: null,
  inOctets: null,
  outOctets: null,
  inErrors: null,
  outErrors: null,
  inDiscards: null,
  outDiscards: null,
  discontinuityTicks: null,
  uptimeTicks: null,
  engineBoots: null,
  inBps: null,
  outBps: null,
  rateDropped: null,
  goneAt: null,
} as const;
