import { describe, expect, test } from 'vitest';
import { type Scope, scopeOf, wholeTree } from '../../src/access/scope.ts';
import type { ReadStore } from '../../src/store/read-store.ts';
import { addHousehold, evidenceHash } from './cast.ts';
import { tempStore } from './temp-store.ts';

const AT = 1_000;
const known = { asOf: '2026-06-01', knownSeq: Number.MAX_SAFE_INTEGER };
const later = { asOf: '2027-06-01', knownSeq: Number.MAX_SAFE_INTEGER };
const window = { from: 0, to: 1e6 };
const ids = [1, 2];
const codes = ['X1', 'X2'];

const sites = codes.map((code) => ({ kind: 'site', code: `${code}/Trụ sở` }) as const);

const declared = (agencyId: number) => ({ agencyId, form: 'f', periodFrom: '2026-01-01' });

type Found = readonly (number | null | undefined)[];

/** Every read that takes a scope, asked for all it can give of both agencies: the agency of each row it gives. */
const reads: Record<string, (read: ReadStore, scope: Scope) => Found> = {
  'agencies.newest': (read, scope) => read.agencies.newest(scope).map((one) => one.id),
  'agencies.list': (read, scope) => read.agencies.list(scope, known).map((one) => one.id),
  'agencies.periods': (read, scope) => read.agencies.periods(scope, known.knownSeq).map((one) => one.id),
  'agencies.byCode': (read, scope) => codes.map((code) => read.agencies.byCode(scope, code, known)?.id),
  'agencies.idOf': (read, scope) => codes.map((code) => read.agencies.idOf(scope, code)),
  'devices.list': (read, scope) => read.devices.list(scope).map((one) => one.agencyId),
  'devices.byId': (read, scope) => ids.map((id) => read.devices.byId(scope, id)?.agencyId),
  'devices.byName': (read, scope) => ids.map((id) => read.devices.byName(scope, id, 'r1')?.agencyId),
  'prefixes.list': (read, scope) => read.prefixes.list(scope).map((one) => one.agencyId),
  'prefixes.byId': (read, scope) => ids.map((id) => read.prefixes.byId(scope, id)?.agencyId),
  'prefixes.byCidr': (read, scope) => ids.map((id) => read.prefixes.byCidr(scope, `10.${id}.0.0/16`)?.agencyId),
  'facts.asKnown': (read, scope) => read.facts.asKnown(scope, known).map((one) => one.subjectId),
  'facts.historyOf': (read, scope) =>
    ids.flatMap((id) =>
      read.facts
        .historyOf(scope, id)
        .slice(0, 1)
        .map((one) => one.subjectId),
    ),
  'facts.ofSubjects': (read, scope) => read.facts.ofSubjects(scope, known, 'agency').map((one) => one.subjectId),
  'newestFacts.declared': (read, scope) =>
    read.newestFacts.declared(scope, later, ['officials']).map((one) => one.subjectId),
  'newestFacts.observed': (read, scope) =>
    read.newestFacts.observed(scope, later, ['on_wan'], 's').map((one) => one.subjectId),
  'endpointChecks.newest': (read, scope) => read.endpointChecks.newest(scope).map((one) => one.ownerId),
  'endpointChecks.runs': (read, scope) => read.endpointChecks.runs(scope, { limit: 9 }).map((one) => one.ownerId),
  'records.list': (read, scope) => read.records.list(scope, 'site', known).map((one) => one.agencyId),
  'records.newest': (read, scope) => read.records.newest(scope, 'site').map((one) => one.agencyId),
  'records.periods': (read, scope) => read.records.periods(scope, 'site', known.knownSeq).map((one) => one.agencyId),
  'records.byCode': (read, scope) => sites.map((ref) => read.records.byCode(scope, ref, known)?.agencyId),
  'records.last': (read, scope) => sites.map((ref) => read.records.last(scope, ref)?.agencyId),
  'records.lastById': (read, scope) => ids.map((id) => read.records.lastById(scope, id)?.agencyId),
  'contacts.list': (read, scope) => read.contacts.list(scope).map((one) => one.agencyId),
  'contacts.byId': (read, scope) => ids.map((id) => read.contacts.byId(scope, id)?.agencyId),
  'imports.list': (read, scope) => read.imports.list(scope, { limit: 9 }).map((one) => one.id),
  'imports.byId': (read, scope) => ids.map((id) => read.imports.byId(scope, id)?.id),
  'imports.ofFile': (read, scope) => codes.map((code) => read.imports.ofFile(scope, code)?.id),
  'declarations.byId': (read, scope) => ids.map((id) => read.declarations.byId(scope, id)?.agencyId),
  'declarations.revisions': (read, scope) =>
    ids.flatMap((id) => read.declarations.revisions(scope, declared(id)).map((one) => one.agencyId)),
  'declarations.list': (read, scope) => read.declarations.list(scope, { limit: 9 }).map((one) => one.agencyId),
  'declarations.figures': (read, scope) => ids.filter((id) => read.declarations.figures(scope, id).size > 0),
  'declarations.events': (read, scope) => ids.filter((id) => read.declarations.events(scope, id).length > 0),
  'declarations.submitted': (read, scope) => ids.filter((id) => read.declarations.submitted(scope, id) !== null),
  'declarations.approved': (read, scope) =>
    ids.filter((id) => read.declarations.approved(scope, declared(id)) !== null),
  'declarations.records': (read, scope) =>
    read.declarations.records(scope, 'f', '2026-01-01').map((one) => one.agencyId),
  'declarations.agenciesOf': (read, scope) => read.declarations.agenciesOf(scope, 'f', '2026-01-01'),
  'attachments.list': (read, scope) => ids.filter((id) => read.attachments.list(scope, id).length > 0),
  'attachments.content': (read, scope) =>
    ids.filter((id) => read.attachments.content(scope, id, evidenceHash) !== null),
  'reminders.list': (read, scope) => read.reminders.list(scope, { limit: 9 }).map((one) => one.agencyId),
  'reminders.ofPeriod': (read, scope) => read.reminders.ofPeriod(scope, 'f', '2026-01-01').map((one) => one.agencyId),
  'targets.list': (read, scope) => read.targets.list(scope).map((one) => one.deviceId),
  'targets.ofDevice': (read, scope) => ids.flatMap((id) => read.targets.ofDevice(scope, id).map((one) => one.deviceId)),
  'targets.changes': (read, scope) => ids.flatMap((id) => read.targets.changes(scope, id, 'icmp', 1e6).map(() => id)),
  'targets.gaps': (read, scope) => ids.flatMap((id) => read.targets.gaps(scope, id, 'icmp', window).map(() => id)),
  'targets.outages': (read, scope) => read.targets.outages(scope, { limit: 9 }).map((one) => one.target.id),
  'targets.outageById': (read, scope) => ids.map((id) => read.targets.outageById(scope, id)?.target.id),
  'targets.outageCount': (read, scope) => ids.slice(0, read.targets.outageCount(scope)),
  'observations.list': (read, scope) =>
    ids.flatMap((id) => read.observations.list(scope, { deviceId: id, limit: 9 }).map((one) => one.deviceId)),
  'observations.latest': (read, scope) => read.observations.latest(scope).map((one) => one.deviceId),
  'readings.systems': (read, scope) => read.readings.systems(scope).map((one) => one.deviceId),
  'readings.interfaces': (read, scope) => read.readings.interfaces(scope).map((one) => one.deviceId),
  'readings.storages': (read, scope) => read.readings.storages(scope).map((one) => one.deviceId),
  'readings.processors': (read, scope) => read.readings.processors(scope).map((one) => one.deviceId),
};

/** Methods whose first parameter is called `scope`, as their source says. */
function scopedMethods(read: ReadStore): string[] {
  return Object.entries(read).flatMap(([group, methods]) =>
    typeof methods === 'function'
      ? []
      : Object.entries(methods).flatMap(([name, method]) =>
          /^\w+\(\s*scope\b/.test(String(method)) ? [`${group}.${name}`] : [],
        ),
  );
}

function twoHouseholds(): ReadStore {
  const { store } = tempStore();
  expect(addHousehold(store, 'X1', AT)).toEqual({ agencyId: 1, deviceId: 1 });
  expect(addHousehold(store, 'X2', AT)).toEqual({ agencyId: 2, deviceId: 2 });
  return store.read;
}

const seen = (found: Found) => found.filter((id) => id !== null && id !== undefined).toSorted((a, b) => a - b);

test('the table below names every read that takes a scope', () => {
  expect(Object.keys(reads).toSorted()).toEqual(scopedMethods(twoHouseholds()).toSorted());
});

describe.each(Object.entries(reads))('%s', (name, ask) => {
  test('gives one agency’s caller only what is its own, nobody nothing, and the whole tree everything', () => {
    const read = twoHouseholds();
    expect(seen(ask(read, wholeTree))).toEqual([1, 2]);
    expect(seen(ask(read, scopeOf([])))).toEqual([]);
    expect(seen(ask(read, scopeOf([1, 2])))).toEqual([1, 2]);
    const second = seen(ask(read, scopeOf([2])));
    if (name === 'targets.outageCount') expect(second).toHaveLength(1);
    else expect(second).toEqual([2]);
  });
});
