import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Agency } from '../../src/inventory/agency.ts';
import type { Device } from '../../src/inventory/device.ts';
import { checkImport } from '../../src/inventory/import-check.ts';
import { findCycles } from '../../src/inventory/import-cycle.ts';
import {
  type AgencyEntry,
  type CredentialEntry,
  type DeviceEntry,
  declaredBy,
  type FactEntry,
  type ImportEntries,
  noEntries,
  type Place,
  type PrefixEntry,
} from '../../src/inventory/import-entry.ts';
import type { KnownInventory } from '../../src/inventory/import-known.ts';
import { catalogues } from '../support/catalogues.ts';

const today = '2026-11-22';

function place(row: number): Place {
  return { file: 'f.csv', row, path: null };
}

function agency(row: number, code: string, more: Partial<AgencyEntry> = {}): AgencyEntry {
  return {
    place: place(row),
    code,
    name: code,
    block: 'commune',
    parent: null,
    validFrom: null,
    validTo: null,
    ...more,
  };
}

function device(row: number, key: string, more: Partial<DeviceEntry> = {}): DeviceEntry {
  const [owner = '', name = ''] = key.split('/');
  return {
    place: place(row),
    agency: owner,
    name,
    role: 'router',
    address: `10.0.0.${row}`,
    snmpPort: 161,
    tcpPort: null,
    credential: null,
    reachability: 'icmp',
    parents: [],
    lifecycle: 'active',
    ...more,
  };
}

function parents(...keys: string[]): Pick<DeviceEntry, 'parents'> {
  return {
    parents: keys.map((key) => {
      const [owner = '', name = ''] = key.split('/');
      return { agency: owner, name };
    }),
  };
}

function fact(
  row: number,
  owner: string,
  key: FactEntry['fact'],
  value: number,
  more: Partial<FactEntry> = {},
): FactEntry {
  return { place: place(row), ...declaredBy(owner), fact: key, value, validFrom: '2026-01-01', validTo: null, ...more };
}

function prefix(row: number, owner: string, cidr: string): PrefixEntry {
  return { place: place(row), agency: owner, cidr };
}

function stored(id: number, code: string, more: Partial<Agency> = {}): Agency {
  const rest = { parentId: null, parent: null, validFrom: '2020-01-01', validTo: null, knownSeq: 1 };
  return { id, code, name: code, block: 'commune', ...rest, ...more };
}

function storedDevice(id: number, agencyId: number, name: string, more: Partial<Device> = {}): Device {
  return {
    id,
    agencyId,
    name,
    role: 'router',
    address: `10.9.0.${id}`,
    snmpPort: 161,
    tcpPort: null,
    credentialId: null,
    reachability: 'icmp',
    parentIds: [],
    lifecycle: 'active',
    createdAt: 0,
    changedSeq: 1,
    ...more,
  };
}

const nothing = {
  today,
  agencies: [],
  devices: [],
  credentials: [],
  prefixes: [],
  catalogue: catalogues.records,
  facts: catalogues.facts,
  stored: () => [],
};

/** `row column code` of each fault of the entries against what is stored. */
function check(entries: Partial<ImportEntries>, known: Partial<KnownInventory> = {}): string[] {
  const all = { ...noEntries, ...entries };
  const faults = checkImport(all, { ...nothing, ...known });
  return faults.map((fault) => `${fault.place.row} ${fault.column} ${fault.code}`);
}

const two = { agencies: [stored(1, '01'), stored(2, '02')] };

describe('names', () => {
  test('the same thing twice is told at the second, naming the first', () => {
    const credential: CredentialEntry = { place: place(4), name: 'c', credential: { version: 'v2c', community: 'x' } };
    const entries = {
      agencies: [agency(2, '01'), agency(3, '01')],
      credentials: [credential, { ...credential, place: place(5) }],
      devices: [device(6, '01/a'), device(7, '01/a')],
      prefixes: [prefix(8, '01', '10.0.0.0/8'), prefix(9, '01', '10.0.0.0/8')],
      facts: [fact(10, '01', 'officials', 1), fact(11, '01', 'officials', 1)],
    };
    expect(check(entries)).toEqual([
      '3 code duplicate',
      '5 name duplicate',
      '7 name duplicate',
      '9 cidr duplicate',
      '11 fact duplicate',
    ]);
    expect(checkImport({ ...noEntries, ...entries }, nothing)[0]?.params).toEqual({ what: '01', at: 'f.csv:2' });
  });

  test('the same name in two agencies, and the same fact on two dates, are no duplicates', () => {
    const entries = {
      devices: [device(2, '01/a'), device(3, '02/a')],
      facts: [fact(4, '01', 'offices', 1), fact(5, '01', 'offices', 1, { validFrom: '2026-02-01' })],
    };
    expect(check(entries, two)).toEqual([]);
  });

  test('an agency may stand in the file or in the store, but must stand somewhere', () => {
    const entries = {
      agencies: [agency(2, '03', { parent: '01' }), agency(3, '04', { parent: '99' })],
      devices: [device(4, '03/a'), device(5, '98/a')],
      prefixes: [prefix(6, '97', '10.0.0.0/8')],
      facts: [fact(7, '96', 'offices', 1)],
    };
    expect(check(entries, two)).toEqual([
      '3 parent parent-unknown',
      '5 agency agency-unknown',
      '6 agency agency-unknown',
      '7 agency agency-unknown',
    ]);
  });

  test('parents and credentials of devices may stand in the file or in the store, but must stand somewhere', () => {
    const credential: CredentialEntry = {
      place: place(2),
      name: 'new',
      credential: { version: 'v2c', community: 'x' },
    };
    const entries = {
      credentials: [credential],
      devices: [
        device(3, '01/a', { credential: 'new', ...parents('01/old', '02/b') }),
        device(4, '02/b', { credential: 'old' }),
        device(5, '02/c', { credential: 'none', ...parents('02/old') }),
      ],
    };
    const known = { ...two, devices: [storedDevice(1, 1, 'old')], credentials: [{ name: 'old' }] };
    expect(check(entries, known)).toEqual(['5 parents device-parent-unknown', '5 credential credential-unknown']);
  });
});

describe('closed agencies', () => {
  const known = { agencies: [stored(1, '01', { validTo: '2025-07-01' }), stored(2, '02')] };

  test('take no live device, prefix, child or fact of a later date', () => {
    const entries = {
      agencies: [agency(2, '03', { parent: '01' })],
      devices: [device(3, '01/a'), device(4, '01/b', { lifecycle: 'planned' })],
      prefixes: [prefix(5, '01', '10.0.0.0/8')],
      facts: [fact(6, '01', 'offices', 1, { validFrom: '2025-07-01' })],
    };
    expect(check(entries, known)).toEqual([
      '2 parent agency-closed',
      '3 agency agency-closed',
      '4 agency agency-closed',
      '5 agency agency-closed',
      '6 agency agency-closed',
    ]);
  });

  test('keep retired devices, closed children and facts of their own time', () => {
    const entries = {
      agencies: [agency(2, '03', { parent: '01', validFrom: '2021-01-01', validTo: '2025-07-01' })],
      devices: [device(3, '01/a', { lifecycle: 'retired' })],
      facts: [fact(4, '01', 'offices', 1, { validFrom: '2025-06-30' })],
    };
    expect(check(entries, known)).toEqual([]);
  });

  test('the last day counts: valid_to is the first day on which the agency is no more', () => {
    const ending = (validTo: string) =>
      check({ devices: [device(2, '01/a')] }, { agencies: [stored(1, '01', { validTo })] });
    expect(ending('2026-11-23')).toEqual([]);
    expect(ending('2026-11-22')).toEqual(['2 agency agency-closed']);
  });

  test('what the file says of an agency counts, not what was stored before', () => {
    const entries = {
      agencies: [agency(2, '01'), agency(3, '02', { validTo: '2026-11-01' })],
      devices: [device(4, '01/a'), device(5, '02/a')],
    };
    expect(check(entries, known)).toEqual(['5 agency agency-closed']);
  });
});

test('a period must not be empty', () => {
  const entries = {
    agencies: [
      agency(2, '03', { validFrom: '2026-01-01', validTo: '2026-01-01' }),
      agency(3, '04', { validFrom: '2026-01-01', validTo: '2026-01-02' }),
      agency(4, '01', { validTo: '2019-12-31' }),
      agency(5, '05', { validTo: '2026-11-22' }),
    ],
    facts: [
      fact(6, '02', 'offices', 1, { validTo: '2026-01-01' }),
      fact(7, '02', 'officials', 1, { validTo: '2026-01-02' }),
    ],
  };
  expect(check(entries, two)).toEqual([
    '2 valid_to period-empty',
    '4 valid_to period-empty',
    '5 valid_to period-empty',
    '6 valid_to period-empty',
  ]);
});

describe('rings', () => {
  test('of agencies are found through file and store, and told once', () => {
    const entries = {
      agencies: [
        agency(2, '01', { parent: '03' }),
        agency(3, '04', { parent: '04' }),
        agency(4, '05', { parent: '01' }),
      ],
    };
    const known = {
      agencies: [
        stored(1, '01'),
        stored(2, '02', { parent: '01', parentId: 1 }),
        stored(3, '03', { parent: '02', parentId: 2 }),
      ],
    };
    expect(check(entries, known)).toEqual(['2 parent agency-cycle', '3 parent agency-cycle']);
    const [first] = checkImport({ ...noEntries, ...entries }, { ...nothing, ...known });
    expect(first?.params).toEqual({ cycle: '01 → 03 → 02 → 01' });
  });

  test('of devices are found through file and store', () => {
    const known = { ...two, devices: [storedDevice(1, 1, 'a'), storedDevice(2, 2, 'b', { parentIds: [1] })] };
    expect(check({ devices: [device(2, '01/a', parents('02/b'))] }, known)).toEqual(['2 parents device-cycle']);
    expect(check({ devices: [device(2, '01/c', parents('02/b', '01/a'))] }, known)).toEqual([]);
  });

  test('a stored ring that the file opens again is none', () => {
    const known = {
      ...two,
      devices: [storedDevice(1, 1, 'a', { parentIds: [2] }), storedDevice(2, 1, 'b', { parentIds: [1] })],
    };
    expect(check({ devices: [device(2, '01/a')] }, known)).toEqual([]);
  });

  test('are found exactly when there is one', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const graphs = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 10 });
    fc.assert(
      fc.property(graphs, (edges) => {
        const parentsOf = (name: string) => edges.filter(([child]) => child === name).map(([, parent]) => parent);
        const cycles = findCycles(names, parentsOf);
        for (const cycle of cycles) {
          expect(cycle[0]).toBe(cycle.at(-1));
          cycle.slice(1).forEach((parent, at) => {
            expect(parentsOf(cycle[at] ?? '')).toContain(parent);
          });
        }
        expect(cycles.length > 0).toBe(names.some((name) => reaches(name, name, edges)));
      }),
    );
  });

  test('a chain of fifty thousand is walked without running out of stack', () => {
    const parentsOf = (name: string) => (Number(name) < 50_000 ? [String(Number(name) + 1)] : []);
    expect(findCycles(['0'], parentsOf)).toEqual([]);
  });
});

test('each way of judging reachability has what it needs, and a port only where it is used', () => {
  const entries = {
    devices: [
      device(2, '01/a', { reachability: 'snmp' }),
      device(3, '01/b', { reachability: 'snmp', credential: 'c' }),
      device(4, '01/c', { reachability: 'tcp' }),
      device(5, '01/d', { reachability: 'tcp', tcpPort: 22 }),
      device(6, '01/e', { reachability: 'icmp', tcpPort: 22 }),
      device(7, '01/f', { reachability: 'icmp' }),
    ],
  };
  expect(check(entries, { ...two, credentials: [{ name: 'c' }] })).toEqual([
    '2 credential credential-required',
    '4 tcp_port tcp-port-required',
    '6 tcp_port tcp-port-unused',
  ]);
});

describe('addresses', () => {
  const known = { ...two, devices: [storedDevice(1, 1, 'old', { address: '10.0.0.1' })] };
  const at = (row: number, key: string, more: Partial<DeviceEntry> = {}) =>
    device(row, key, { address: '10.0.0.1', ...more });

  test('of one active device cannot be those of another, in the file or in the store', () => {
    expect(check({ devices: [at(2, '02/new')] }, known)).toEqual(['2 address address-taken']);
    expect(check({ devices: [at(2, '02/x'), at(3, '02/y')] }, two)).toEqual(['3 address address-taken']);
  });

  test('may be shared over other ports, with devices not in use, and with what the device was before', () => {
    expect(check({ devices: [at(2, '02/new', { snmpPort: 1161 })] }, known)).toEqual([]);
    expect(check({ devices: [at(2, '02/new', { lifecycle: 'planned' })] }, known)).toEqual([]);
    expect(check({ devices: [at(2, '01/old')] }, known)).toEqual([]);
    expect(check({ devices: [at(2, '01/old', { lifecycle: 'retired' }), at(3, '02/new')] }, known)).toEqual([]);
    expect(check({ devices: [at(2, '02/new'), device(3, '01/old', { address: '10.0.0.3' })] }, known)).toEqual([]);
  });
});

test('a prefix belongs to one agency', () => {
  const known = { ...two, prefixes: [{ agencyId: 1, cidr: '10.1.0.0/16' }] };
  expect(check({ prefixes: [prefix(2, '02', '10.1.0.0/16')] }, known)).toEqual(['2 cidr prefix-taken']);
  expect(check({ prefixes: [prefix(2, '01', '10.1.0.0/16'), prefix(3, '02', '10.1.2.0/24')] }, known)).toEqual([]);
  expect(check({ prefixes: [prefix(2, '01', '10.2.0.0/16'), prefix(3, '02', '10.2.0.0/16')] }, known)).toEqual([
    '3 cidr prefix-taken',
  ]);
});

test('a part is not more than its whole on the same date of the same agency', () => {
  const entries = {
    facts: [
      fact(2, '01', 'offices', 0),
      fact(3, '01', 'offices_with_lan', 1),
      fact(4, '01', 'officials', 10),
      fact(5, '01', 'officials_needing_workstation', 10),
      fact(6, '02', 'offices_with_lan', 9),
      fact(7, '01', 'offices_with_lan', 9, { validFrom: '2027-01-01' }),
    ],
  };
  expect(check(entries, two)).toEqual(['3 offices_with_lan rule-more-than-whole']);
});

test('facts 0 and more are no whole; what only asks for a reason, or may be stored already, is no fault', () => {
  const of = (row: number, key: FactEntry['fact'], value: number | boolean, more: Partial<FactEntry> = {}) => ({
    ...fact(row, '01', key, 0, more),
    value,
  });
  const broken = (...facts: FactEntry[]) => check({ facts }, two);
  expect(broken(of(2, 'officials', 0), of(3, 'workstations', 5))).toEqual(['3 workstations rule-not-zero']);
  expect(broken(of(2, 'officials', 1), of(3, 'workstations', 50))).toEqual([]);
  expect(broken(of(2, 'officials', 5), of(3, 'lan_to_every_office', true))).toEqual([]);
  expect(broken(of(2, 'has_lan', false), of(3, 'lan_to_every_office', true))).toEqual([
    '3 lan_to_every_office rule-needs',
  ]);
  expect(broken(of(2, 'officials', 0), of(3, 'workstations', 5, { source: 'article:x' }))).toEqual([]);
  expect(broken(of(2, 'officials', 0, { dimensions: '{"goal":"true"}' }), of(3, 'workstations', 5))).toEqual([]);
});

describe('rows that tell the history of one agency', () => {
  const rows = [
    agency(2, '01', { validFrom: '2025-07-01', name: 'mới' }),
    agency(3, '01', { validFrom: '2020-01-01', validTo: '2025-07-01', name: 'cũ' }),
  ];

  test('may stand in any order; the last day counts for what hangs on the agency today', () => {
    expect(check({ agencies: rows, prefixes: [prefix(4, '01', '10.0.0.0/8')] })).toEqual([]);
    expect(check({ agencies: rows.toReversed(), prefixes: [prefix(4, '01', '10.0.0.0/8')] })).toEqual([]);
  });

  test('each have an end after their own beginning', () => {
    const empty = agency(4, '02', { validFrom: '2025-07-01', validTo: '2025-07-01' });
    expect(check({ agencies: [...rows, empty] })).toEqual(['4 valid_to period-empty']);
    const later = agency(5, '03', { validFrom: '2025-01-01', validTo: '2025-06-01' });
    expect(check({ agencies: [later, agency(6, '03', { validFrom: '2025-07-01' })] })).toEqual([]);
  });
});

test('a closed agency is told with those that may have taken its place', () => {
  const known = {
    agencies: [
      stored(1, '01', { name: 'UBND phường Láng', validTo: '2025-07-01' }),
      stored(2, '02', { name: 'UBND xã Láng' }),
    ],
  };
  const faults = checkImport({ ...noEntries, prefixes: [prefix(2, '01', '10.0.0.0/8')] }, { ...nothing, ...known });
  expect(faults).toMatchObject([
    { code: 'agency-succeeded', params: { agency: '01', on: '2025-07-01', successors: '02 UBND xã Láng' } },
  ]);
});

function reaches(from: string, to: string, edges: readonly (readonly [string, string])[]): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const [child, parent] of edges) {
      if (child !== name || seen.has(parent)) continue;
      if (parent === to) return true;
      seen.add(parent);
      open.push(parent);
    }
  }
  return false;
}
