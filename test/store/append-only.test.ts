import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { aboutAgency } from '../../src/inventory/fact.ts';
import { openForWriting } from '../../src/store/database.ts';
import { tempStore } from './temp-store.ts';

const actor = { kind: 'cli', name: 'test' } as const;

function written() {
  const temp = tempStore();
  const { store } = temp;
  store.transaction(actor, 1, (commit) => {
    const agencyId = store.agencies.create('X1');
    const values = { name: 'Xã một', block: 'commune', parentId: null } as const;
    store.agencies.say(commit, agencyId, { from: '2025-07-01', to: null, values });
    const fact = { fact: 'officials', kind: 'declared', source: 's', value: 5, evidence: null } as const;
    store.facts.append(commit, {
      ...aboutAgency(agencyId),
      ...fact,
      basis: null,
      qualifier: null,
      validFrom: '2026-01-01',
      validTo: null,
    });
    commit.audit('create', { kind: 'agency', id: 'X1' }, {});
  });
  store.close();
  const { sqlite } = openForWriting(temp.file);
  onTestFinished(() => void sqlite.close());
  return sqlite;
}

test.each(['fact', 'agency_version', 'commit_log', 'audit'])(
  'rows of %s cannot be changed, deleted or replaced',
  (table) => {
    const sqlite = written();
    const before = sqlite.prepare(`select * from ${table}`).all();
    expect(before).toHaveLength(1);
    const key = table === 'commit_log' ? 'seq' : 'id';
    expect(() => sqlite.exec(`update ${table} set ${key} = ${key}`)).toThrow(/append-only/);
    expect(() => sqlite.exec(`delete from ${table}`)).toThrow(/append-only/);
    expect(() => sqlite.exec(`insert or replace into ${table} select * from ${table}`)).toThrow(/append-only/);
    expect(sqlite.prepare(`select * from ${table}`).all()).toEqual(before);
  },
);

test('a target has at most one open outage, and one open gap: the database itself refuses a second', () => {
  const { file, store, reopen } = tempStore();
  store.transaction(actor, 1, (commit) => {
    const agencyId = store.agencies.create('X1');
    const own = { agencyId, name: 'r', role: 'router', address: '10.0.0.1', lifecycle: 'active' } as const;
    const probing = { snmpPort: 161, tcpPort: null, credentialId: null, reachability: 'icmp' } as const;
    const id = store.devices.create(commit, { ...own, ...probing });
    const at = { cause: null, startedAt: 5, lastGoodAt: null, firstBadAt: 5, confirmedAt: 5 };
    store.targets.openOutage(id, 'icmp', at);
    store.targets.addGap(id, 'icmp', { from: 1, to: null });
    expect(() => store.targets.openOutage(id, 'icmp', at)).toThrow(/UNIQUE/);
    expect(() => store.targets.addGap(id, 'icmp', { from: 2, to: null })).toThrow(/UNIQUE/);
    store.targets.closeOutage(id, 'icmp', 9);
    store.targets.openOutage(id, 'icmp', at);
  });
  store.close();
  const db = new Database(file);
  expect(db.prepare('select count(*) from outage').pluck().get()).toBe(2);
  db.close();
  reopen();
});
