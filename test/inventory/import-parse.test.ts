import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';
import { checkImport } from '../../src/inventory/import-check.ts';
import type { ImportFault } from '../../src/inventory/import-entry.ts';
import { guessKind, type TableKind } from '../../src/inventory/import-header.ts';
import { type ImportTable, parseImportDocument, parseImportTables } from '../../src/inventory/import-parse.ts';
import { catalogues } from '../support/catalogues.ts';

const examples = path.join(import.meta.dirname, '../../config/examples');

const nothing = {
  today: '2026-11-22',
  agencies: [],
  devices: [],
  credentials: [],
  prefixes: [],
  catalogue: catalogues.records,
  facts: catalogues.facts,
  stored: () => [],
};

function parseYaml(text: string) {
  return parseImportDocument(locateYaml(text, 'in.yaml'), () => null, catalogues);
}

/** A sheet without quotes or commas in its cells. */
function sheet(text: string, kind?: TableKind, file = 'in.csv'): ImportTable {
  const [header = [], ...rows] = text.split('\n').map((line) => line.split(','));
  return {
    file,
    kind: kind ?? guessKind(header),
    header,
    rows: rows.map((cells, at) => ({
      row: at + 2,
      cells: Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])),
    })),
  };
}

function parseSheet(text: string, kind?: TableKind) {
  return parseImportTables([sheet(text, kind)], catalogues);
}

/** `row column code` of each fault: what the tests below look at. */
function brief(faults: readonly ImportFault[]): string[] {
  return faults.map((fault) => `${fault.place.row} ${fault.column} ${fault.code}`);
}

describe('a YAML document', () => {
  const text = `
agencies:
  - {code: "H99", name: "  Trung ta\u0302m ", block: public_service}
  - {code: "00004", name: B, block: Commune, parent: "H99", valid_from: 2025-07-01, valid_to: 2030-01-01}
devices:
  - {agency: "H99", name: core, role: router, address: "2001:DB8:0::1"}
  - agency: "00004"
    name: wan
    role: router
    address: 192.0.2.4
    snmp_port: 1161
    tcp_port: 22
    reachability: tcp
    credential: c
    parents: ["H99/core", local]
    lifecycle: planned
prefixes:
  - {agency: "00004", cidr: "198.51.100.0/26"}
facts:
  - {agency: "00004", fact: officials, value: 42, valid_from: 2026-01-01}
credentials:
`;

  test('gives entries with their defaults, codes with their zeros, names in NFC, addresses in one spelling', () => {
    const { entries, faults } = parseYaml(text);
    expect(faults).toEqual([]);
    expect(entries.agencies).toEqual([
      {
        place: { file: 'in.yaml', row: 3, path: 'agencies[0]' },
        code: 'H99',
        name: 'Trung tâm',
        block: 'public_service',
        parent: null,
        validFrom: null,
        validTo: null,
      },
      {
        place: { file: 'in.yaml', row: 4, path: 'agencies[1]' },
        code: '00004',
        name: 'B',
        block: 'commune',
        parent: 'H99',
        validFrom: '2025-07-01',
        validTo: '2030-01-01',
      },
    ]);
    expect(entries.devices).toEqual([
      {
        place: { file: 'in.yaml', row: 6, path: 'devices[0]' },
        agency: 'H99',
        name: 'core',
        role: 'router',
        address: '2001:db8::1',
        snmpPort: 161,
        tcpPort: null,
        credential: null,
        reachability: 'icmp',
        parents: [],
        lifecycle: 'active',
      },
      {
        place: { file: 'in.yaml', row: 7, path: 'devices[1]' },
        agency: '00004',
        name: 'wan',
        role: 'router',
        address: '192.0.2.4',
        snmpPort: 1161,
        tcpPort: 22,
        credential: 'c',
        reachability: 'tcp',
        parents: [
          { agency: 'H99', name: 'core' },
          { agency: '00004', name: 'local' },
        ],
        lifecycle: 'planned',
      },
    ]);
    expect(entries.prefixes).toMatchObject([{ agency: '00004', cidr: '198.51.100.0/26' }]);
    expect(entries.facts).toMatchObject([
      {
        subject: { kind: 'agency', code: '00004' },
        fact: 'officials',
        value: 42,
        validFrom: '2026-01-01',
        validTo: null,
      },
    ]);
  });

  test('every fault is told at once with path and line, and only sound entries remain', () => {
    const { entries, faults } = parseYaml(`agencies:
  - code: 00004
    name: A
    block: comune
  - code: "01"
    name: B
    block: commune
    parrent: "02"
  - just text
devices:
  - {agency: "01", name: a/b, role: router, address: router.example.vn, snmp_port: 0}
prefixes: none
things: []
facts:
  - {agency: "01", fact: wan_channels_alive, value: 1.5, valid_from: 22/11/2026}
`);
    expect(faults.map((fault) => `${fault.place.row} ${fault.place.path} ${fault.code}`)).toEqual([
      '2 agencies[0].code code-needs-quotes',
      '4 agencies[0].block choice',
      '8 agencies[1].parrent unknown-column',
      '9 agencies[2] not-a-mapping',
      '11 devices[0].name device-name-slash',
      '11 devices[0].address address-malformed',
      '11 devices[0].snmp_port number-out-of-range',
      '12 prefixes not-a-list',
      '13 things unknown-column',
      '15 facts[0].fact fact-observed',
      '15 facts[0].valid_from date-form',
      '15 facts[0].value whole-number',
    ]);
    expect(faults[1]?.params).toMatchObject({ text: 'comune', nearest: 'commune' });
    expect(faults[2]?.params).toMatchObject({ name: 'parrent', nearest: 'parent' });
    expect(faults[10]?.params).toMatchObject({ write: '2026-11-22' });
    expect(Object.values(entries).flat()).toEqual([]);
  });

  test('what is no YAML, and what is no mapping, is told as such', () => {
    expect(brief(parseYaml('agencies: [\n').faults)).toEqual([expect.stringContaining('document-unreadable')]);
    expect(brief(parseYaml('a: 1\na: 2\n').faults)).toEqual(['2 null document-unreadable']);
    expect(brief(parseYaml('').faults)).toEqual(['1 null not-a-mapping']);
    expect(brief(parseYaml('- 1').faults)).toEqual(['1 null not-a-mapping']);
  });

  test('the shipped example is sound and fits an empty inventory', () => {
    const text = readFileSync(path.join(examples, 'first-router.yaml'), 'utf8');
    const { entries, faults } = parseYaml(text);
    expect(faults).toEqual([]);
    expect(checkImport(entries, nothing)).toEqual([]);
    expect(entries.devices.map((device) => device.name)).toEqual(['core-router', 'wan-router']);
  });
});

describe('sheets', () => {
  test('the shipped example sheets are sound and fit together', () => {
    const files = ['agencies.csv', 'devices.csv', 'facts.csv'];
    const tables = files.map((file) => sheet(readFileSync(path.join(examples, file), 'utf8').trim(), undefined, file));
    const { entries, faults } = parseImportTables(tables, catalogues);
    expect(faults).toEqual([]);
    const known = { ...nothing, credentials: [{ name: 'wan-v2c' }] };
    expect(checkImport(entries, known)).toEqual([]);
    expect(entries.facts).toHaveLength(10);
  });

  test('wide facts say one fact for each filled cell, long facts one for each row', () => {
    const wide = parseSheet('agency,valid_from,officials,workstations\n01,2026-01-01,5,\n02,2026-01-01,6,7');
    const long = parseSheet(
      'Agency,Fact,Value,Valid From\n01,officials,5,2026-01-01\n02,officials,6,2026-01-01\n02,workstations,7,2026-01-01',
    );
    expect(wide.faults.concat(long.faults)).toEqual([]);
    const facts = (list: typeof wide) =>
      list.entries.facts.map((one) => [one.subject.code, one.fact, one.value, one.validFrom]);
    expect(facts(wide)).toEqual(facts(long));
    expect(wide.entries.facts.map((one) => one.place.row)).toEqual([2, 3, 3]);
  });

  test('parents are separated by semicolons', () => {
    const { entries } = parseSheet('agency,name,role,address,parents\n01,a,router,10.0.0.1, b ; 02/c ;');
    expect(entries.devices[0]?.parents).toEqual([
      { agency: '01', name: 'b' },
      { agency: '02', name: 'c' },
    ]);
  });

  test('every fault of every row is told with its row and column', () => {
    const { faults, entries } = parseSheet(
      'agency,name,role,address,snmp_port,lifecycle\n' +
        '01,a,router,10.0.0.1,161,active\n' +
        ',b,rooter,10.0.0.256,70000,gone\n' +
        '\n' +
        'a b,,router,10.0.0.3,x,active',
    );
    expect(brief(faults)).toEqual([
      '3 agency required',
      '3 role choice',
      '3 address address-malformed',
      '3 snmp_port number-out-of-range',
      '3 lifecycle choice',
      '5 agency code-malformed',
      '5 name required',
      '5 snmp_port whole-number',
    ]);
    expect(entries.devices.map((device) => device.name)).toEqual(['a']);
  });

  test('a missing or unknown column is told once, for the header', () => {
    const { faults } = parseSheet('agency,name,role,adress\n01,a,router,10.0.0.1\n02,b,router,10.0.0.2');
    expect(brief(faults)).toEqual(['1 adress unknown-column', '1 address column-missing']);
    expect(faults[0]?.params).toMatchObject({ nearest: 'address' });
  });

  test('a column twice, facts in both forms and a measured fact are faults of the header', () => {
    expect(brief(parseSheet('agency,cidr,CIDR\n01,10.0.0.0/8,').faults)).toContain('1 cidr column-repeated');
    expect(brief(parseSheet('agency,fact,value,valid_from,officials\n').faults)).toEqual(['1 null fact-columns-mixed']);
    expect(brief(parseSheet('agency,valid_from,on_wan\n01,2026-01-01,1').faults)).toEqual(['1 on_wan fact-observed']);
    expect(brief(parseSheet('agency,what\n01,1').faults)).toEqual(['1 null table-kind-unknown']);
  });

  test('an empty column at the right is passed over unless somebody wrote into it', () => {
    expect(parseSheet('agency,cidr,\n01,10.0.0.0/8,').faults).toEqual([]);
    expect(brief(parseSheet('agency,cidr,\n01,10.0.0.0/8,x').faults)).toEqual(['1  unknown-column']);
  });

  test.each([
    ['code,name,block,parent', 'agencies'],
    ['agency,name,role,address', 'devices'],
    ['agency,name,role,adress', 'devices'],
    ['agency,cidr', 'prefixes'],
    ['agency,fact,value,valid_from', 'facts'],
    ['agency,valid_from,officials', 'facts'],
    ['Agency,Valid From,Offices With LAN', 'facts'],
    ['agency', null],
    ['x,y', null],
    ['', null],
  ])('the header %s means %s', (header, kind) => {
    expect(guessKind(header.split(','))).toBe(kind);
  });
});

describe('numbers are plain whole numbers', () => {
  test.each([
    ['0', 0],
    ['1234', 1234],
    [' 7 ', 7],
    ['1.234', 'grouped-number 1234'],
    ['12 345', 'grouped-number 12345'],
    ['1.234.567', 'grouped-number 1234567'],
    ['12.5', 'whole-number'],
    ['1.2', 'whole-number'],
    ['1e3', 'whole-number'],
    ['0x10', 'whole-number'],
    ['-1', 'number-out-of-range'],
    ['99999999999999999999', 'number-out-of-range'],
    ['mười', 'whole-number'],
  ])('%s', (text, expected) => {
    const { entries, faults } = parseSheet(`agency,fact,value,valid_from\n01,officials,${text},2026-01-01`);
    const told = faults.map((fault) => [fault.code, fault.params.write].filter((part) => part !== undefined).join(' '));
    expect(entries.facts[0]?.value ?? told[0]).toBe(expected);
  });

  test('1,234 in one cell is refused as well', () => {
    const cells = { agency: '01', fact: 'officials', value: '1,234', valid_from: '2026-01-01' };
    const table: ImportTable = { file: 'f', kind: 'facts', header: Object.keys(cells), rows: [{ row: 2, cells }] };
    expect(parseImportTables([table], catalogues).faults).toMatchObject([
      { code: 'grouped-number', params: { write: '1234' } },
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['2026-02-28', null],
    ['2026-02-29', 'date-invalid'],
    ['29/02/2028', 'date-form'],
    ['31/02/2026', 'date-invalid'],
    ['2026-1-1', 'date-invalid'],
    ['46022', 'date-invalid'],
    ['2026-01-01T00:00:00Z', 'date-invalid'],
  ])('%s', (text, code) => {
    const { faults } = parseSheet(`agency,fact,value,valid_from\n01,officials,1,${text}`);
    expect(faults[0]?.code ?? null).toBe(code);
  });
});

describe('codes and names', () => {
  test.each([
    ['00004', null],
    ['H26.12', null],
    ['000.00.00.H26', null],
    ['a'.repeat(35), null],
    ['a'.repeat(36), 'text-too-long'],
    ['.H26', 'code-malformed'],
    ['H26/1', 'code-malformed'],
    ['H 26', 'code-malformed'],
    ['Sở', 'code-malformed'],
  ])('code %s', (code, expected) => {
    const { faults } = parseSheet(`code,name,block\n${code},n,commune`);
    expect(faults[0]?.code ?? null).toBe(expected);
  });

  test.each([
    ['a'.repeat(80), null],
    ['a'.repeat(81), 'text-too-long'],
    ['a\u0007b', 'control-characters'],
    ['a\u200bb', 'control-characters'],
    ['a\u202eb', 'control-characters'],
    ['a/b', 'device-name-slash'],
  ])('device name %j', (name, expected) => {
    const { faults } = parseSheet(`agency,name,role,address\n01,${name},router,10.0.0.1`);
    expect(faults[0]?.code ?? null).toBe(expected);
  });

  test.each(['a/b/c', '/b', 'a b/c', '01/'])('parent %s names no device', (parent) => {
    const { faults } = parseSheet(`agency,name,role,address,parents\n01,a,router,10.0.0.1,${parent}`);
    expect(brief(faults)).toEqual(['2 parents parent-malformed']);
  });
});

test('an entry with a fault leaves its name, so that what refers to it is not blamed', () => {
  const parsed = parseYaml(`
agencies: [{code: "01", name: A, block: nothing}]
credentials: [{name: c, version: v2c}]
devices:
  - {agency: "01", name: a, role: router, address: x}
  - {agency: "01", name: b, role: router, address: 10.0.0.1, credential: c, parents: [a]}
`);
  const known = nothing;
  expect(parsed.faults).toHaveLength(3);
  expect(checkImport(parsed.entries, known, parsed.unsound)).toEqual([]);
  expect(checkImport(parsed.entries, known)).toHaveLength(3);
});
