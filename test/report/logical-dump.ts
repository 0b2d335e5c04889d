import { wholeTree } from '../../src/access/scope.ts';
import { factTimeline } from '../../src/inventory/fact-timeline.ts';
import { recordKinds } from '../../src/inventory/record.ts';
import { collectInventory } from '../../src/inventory/stored-inventory.ts';
import type { ReadStore } from '../../src/store/read-store.ts';

/** Everything that is held to be true and was not measured, by names instead of ids, whatever the way it came there. */
export function logicalDump(read: ReadStore) {
  const { agencies, devices, credentials, prefixes, records, facts, contacts } = collectInventory(read, wholeTree);
  const codes = new Map(agencies.map(({ id, code }) => [id, code]));
  const deviceName = (id: unknown) => {
    const device = devices.find((one) => one.id === id);
    return device ? `${codes.get(device.agencyId)}/${device.name}` : id;
  };
  const credentialNames = new Map(credentials.map(({ id, name }) => [id, name]));
  const subject = (kind: string, id: number) => {
    if (kind === 'agency') return codes.get(id);
    if (kind === 'device') return deviceName(id);
    return [...records.values()].flat().find((one) => one.id === id)?.code ?? '';
  };
  const told = (values: object) =>
    Object.fromEntries(
      Object.entries(values)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [
          key,
          key === 'device' || key === 'hosts' ? [value].flat().map(deviceName).toSorted() : value,
        ]),
    );
  const identities = Map.groupBy(facts, (one) =>
    JSON.stringify([
      one.subjectKind,
      subject(one.subjectKind, one.subjectId),
      one.fact,
      one.dimensions,
      one.kind,
      one.source,
    ]),
  );
  return {
    agencies: sorted(agencies.map(({ id: _i, parentId: _p, knownSeq: _k, ...rest }) => rest)),
    devices: sorted(
      devices.map(({ id: _i, agencyId, credentialId, parentIds, createdAt: _c, changedSeq: _s, ...rest }) => ({
        ...rest,
        agency: codes.get(agencyId),
        credential: credentialNames.get(credentialId ?? 0) ?? null,
        parents: parentIds.map(deviceName).toSorted(),
      })),
    ),
    prefixes: sorted(prefixes.map(({ agencyId, cidr }) => [codes.get(agencyId), cidr])),
    records: recordKinds.map((kind) =>
      sorted(
        (records.get(kind) ?? []).map(({ id: _i, agencyId, code: _c, values, knownSeq: _k, ...rest }) => ({
          ...rest,
          agency: agencyId === null ? null : codes.get(agencyId),
          values: told(values),
        })),
      ),
    ),
    facts: sorted(
      [...identities].map(([identity, versions]) => [
        identity,
        factTimeline(versions).map(({ from, to, values: { value, basis, qualifier } }) => ({
          from,
          to,
          value,
          basis,
          qualifier,
        })),
      ]),
    ).filter(([, periods]) => Array.isArray(periods) && periods.length > 0),
    contacts: sorted(
      contacts.map(({ id: _i, agencyId, createdAt: _c, changedAt: _a, ...rest }) => ({
        ...rest,
        agency: codes.get(agencyId),
      })),
    ),
  };
}

function sorted<T>(things: readonly T[]): T[] {
  return things.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
