import { contentHash } from '../../src/inventory/content-hash.ts';
import { aboutAgency } from '../../src/inventory/fact.ts';
import type { SnmpReading } from '../../src/monitor/reading.ts';
import type { Commit } from '../../src/store/commits.ts';
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
    const site = store.records.create({ kind: 'site', code: `${code}/Trụ sở` });
    const said = { agencyId, values: { agency: code, name: 'Trụ sở' } };
    store.records.say(commit, site, { from: '2025-07-01', to: null, values: said });
    const person = { agencyId, name: 'Nguyễn Văn A', title: null, phone: null, email: null, purpose: 'đầu mối' };
    store.contacts.create(person, at);
    store.imports.add(commit, actor, { source: 'tệp', fileHash: code, scope: [agencyId], tally: {} });
    addDeclaration(store, commit, agencyId);
    const period = { validFrom: '2026-01-01', validTo: null } as const;
    const fact = { fact: 'officials', kind: 'declared', source: 's', value: 5, evidence: null } as const;
    store.facts.append(commit, { ...aboutAgency(agencyId), ...fact, basis: null, qualifier: null, ...period });
    const observed = { fact: 'on_wan', kind: 'observed', source: 's', value: true, evidence: null } as const;
    const later = { basis: null, qualifier: null, validFrom: '2027-01-01', validTo: '2027-01-02' } as const;
    store.facts.append(commit, { ...aboutAgency(agencyId), ...observed, ...later });
    const asked = { recordId: site, endpoint: 'https://x.example/', outcome: 'miss', reason: 'timeout' } as const;
    store.endpointChecks.add({ ...asked, httpStatus: null, durationMs: null, firstAt: at, lastAt: at, checks: 1 });
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

const evidence = new TextEncoder().encode('%PDF-1.4');

/** What both households have attached, kept once. */
export const evidenceHash = contentHash(evidence);

/** An approved declaration with evidence, and a reminder of it. */
function addDeclaration(store: WriteStore, commit: Commit, agencyId: number): void {
  const key = { agencyId, form: 'f', periodFrom: '2026-01-01' };
  const id = store.declarations.create({ ...key, periodTo: '2027-01-01', revision: 1, changedAt: commit.at });
  const content = {
    block: 'commune',
    figures: { officials: { value: 5, reason: null } },
    attachments: [],
    catalogues: { facts: '', forms: '' },
  } as const;
  const by = { at: commit.at, actor: 'cli:test', note: null };
  store.declarations.putFigure(id, 'officials', { value: 5, reason: null });
  store.declarations.addEvent(commit, id, { ...by, action: 'open' }, 'draft');
  store.declarations.addEvent(commit, id, { ...by, action: 'submit' }, 'submitted', content);
  store.declarations.addEvent(commit, id, { ...by, action: 'approve' }, 'approved');
  const file = { hash: evidenceHash, name: 'a.pdf', mediaType: 'application/pdf', sizeBytes: evidence.length };
  store.attachments.keep(file, evidence, commit.at);
  store.attachments.attach(id, file, 'cli:test', commit.at);
  const reminder = { key: `f/2026-01-01/${agencyId}/1`, kind: 'due', dueOn: '2027-01-15', daysLeft: 1 } as const;
  store.reminders.add({ ...reminder, ...key }, commit.at);
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
