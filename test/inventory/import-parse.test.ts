import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';
import { checkImport } from '../../src/inventory/import-check.ts';
import type { ImportFault } from '../../src/inventory/import-entry.ts';
import { parseImportDocument } from '../../src/inventory/import-parse.ts';
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

function parseFact(text: string) {
  return parseYaml(`facts: [{agency: "01", ${text}, valid_from: 2026-01-01}]`);
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
      '15 facts[0].valid_from date-form',
      '15 facts[0].fact fact-observed',
      '15 facts[0].value whole-number',
    ]);
    expect(faults[1]?.params).toMatchObject({ text: 'comune', nearest: 'commune' });
    expect(faults[2]?.params).toMatchObject({ name: 'parrent', nearest: 'parent' });
    expect(faults[9]?.params).toMatchObject({ write: '2026-11-22' });
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

describe('numbers are plain whole numbers', () => {
  test.each([
    ['0', 0],
    ['1234', 1234],
    ['" 7 "', 7],
    ['"1.234"', 'grouped-number 1234'],
    ['"12 345"', 'grouped-number 12345'],
    ['"1.234.567"', 'grouped-number 1234567'],
    ['"1,234"', 'grouped-number 1234'],
    ['12.5', 'whole-number'],
    ['"1e3"', 'whole-number'],
    ['"0x10"', 'whole-number'],
    ['-1', 'number-out-of-range'],
    ['"99999999999999999999"', 'number-out-of-range'],
    ['.nan', 'whole-number'],
    ['.inf', 'whole-number'],
    ['mười', 'whole-number'],
  ])('%s', (text, expected) => {
    const { entries, faults } = parseFact(`fact: officials, value: ${text}`);
    const told = faults.map((fault) => [fault.code, fault.params.write].filter((part) => part !== undefined).join(' '));
    expect(entries.facts[0]?.value ?? told[0]).toBe(expected);
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
    ['"2026-01-01T00:00:00Z"', 'date-invalid'],
  ])('%s', (text, code) => {
    const { faults } = parseYaml(`facts: [{agency: "01", fact: officials, value: 1, valid_from: ${text}}]`);
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
    const { faults } = parseYaml(`agencies: [{code: "${code}", name: n, block: commune}]`);
    expect(faults[0]?.code ?? null).toBe(expected);
  });

  test.each([
    ['a'.repeat(80), null],
    ['a'.repeat(81), 'text-too-long'],
    ['a\\u0007b', 'control-characters'],
    ['a\\u200bb', 'control-characters'],
    ['a\\u202eb', 'control-characters'],
    ['a/b', 'device-name-slash'],
  ])('device name %j', (name, expected) => {
    const { faults } = parseYaml(`devices: [{agency: "01", name: "${name}", role: router, address: 10.0.0.1}]`);
    expect(faults[0]?.code ?? null).toBe(expected);
  });

  test.each(['a/b/c', '/b', 'a b/c', '01/'])('parent %s names no device', (parent) => {
    const { faults } = parseYaml(
      `devices: [{agency: "01", name: a, role: router, address: 10.0.0.1, parents: "${parent}"}]`,
    );
    expect(brief(faults)).toEqual(['1 parents parent-malformed']);
  });

  test('parents are separated by semicolons, and need no list', () => {
    const { entries } = parseYaml(
      'devices: [{agency: "01", name: a, role: router, address: 10.0.0.1, parents: " b ; 02/c ;"}]',
    );
    expect(entries.devices[0]?.parents).toEqual([
      { agency: '01', name: 'b' },
      { agency: '02', name: 'c' },
    ]);
  });

  test('spaces that do not break are plain ones', () => {
    const { entries } = parseYaml('agencies: [{code: "01", name: "Sở\\u00a0A", block: department}]');
    expect(entries.agencies[0]?.name).toBe('Sở A');
  });
});

describe('facts', () => {
  test('are of agencies unless they say what else they are about; what narrows them has one form', () => {
    const { entries, faults } = parseYaml(`facts:
  - {agency: "01", fact: has_lan, value: true, valid_from: 2026-01-01}
  - {subject_kind: site, subject: 01/Trụ sở, fact: workstations, value: 5, valid_from: 2026-01-01}
  - {subject_kind: province, fact: officials, value: 5, valid_from: 2026-01-01, dimensions: {goal: true, block: commune}, kind: external, basis: printed, qualifier: gt, source: "article:x"}
  - {subject_kind: province, fact: officials, value: 5, valid_from: 2026-01-01, dimensions: "goal=true; block = commune"}
`);
    expect(faults).toEqual([]);
    expect(
      entries.facts.map(({ subject, value, dimensions, kind, basis, source }) => [
        subject,
        value,
        dimensions,
        kind,
        basis,
        source,
      ]),
    ).toEqual([
      [{ kind: 'agency', code: '01' }, true, '', 'declared', null, undefined],
      [{ kind: 'site', code: '01/Trụ sở' }, 5, '', 'declared', null, undefined],
      [{ kind: 'province', code: '' }, 5, '{"block":"commune","goal":"true"}', 'external', 'printed', 'article:x'],
      [{ kind: 'province', code: '' }, 5, '{"block":"commune","goal":"true"}', 'declared', null, undefined],
    ]);
  });

  test.each([
    ['fact: oficials, value: 5', 'fact-unknown'],
    ['fact: has_lan, value: có lẽ', 'flag-unclear'],
    ['fact: wan_channels_alive, value: 2', 'fact-observed'],
    ['fact: officials, value: 5, kind: observed', 'fact-observed'],
    ['fact: officials, value: 5, dimensions: block', 'dimensions-malformed'],
    ['fact: officials, value: 5, dimensions: scheme=pci', 'dimension-unknown'],
    ['fact: officials, value: 5, dimensions: block=tỉnh', 'dimension-value-unknown'],
    ['fact: officials, value: 5, subject_kind: device, subject: 01/a', 'fact-subject'],
    ['fact: officials, value: 5, basis: guessed', 'choice'],
  ])('%s is a fault', (text, code) => {
    expect(parseFact(text).faults.map((fault) => fault.code)).toEqual([code]);
  });
});

test('what refers to a record with faults of its own is not blamed for it', () => {
  const parsed = parseYaml(`
agencies: [{code: "01", name: A, block: commune}]
hosted_systems:
  - {code: HT-1, name: Một, kind: nothing, owner: "01"}
  - {code: HT-2, name: Hai, kind: portal, owner: "01"}
sites: [{agency: "01", name: S, main: perhaps}]
wan_links: [{agency: "01", name: L, level: I, site: 01/S}]
deployments: [{system: HT-1, agency: "01"}, {system: HT-2, agency: "01"}, {system: HT-3, agency: "01"}]
facts: [{subject_kind: site, subject: 01/S, fact: workstations, value: 5, valid_from: 2026-01-01}]
`);
  expect(brief(parsed.faults)).toEqual(['4 kind choice', '6 main flag-unclear']);
  expect(brief(checkImport(parsed.entries, nothing, parsed.unsound))).toEqual(['8 system record-unknown']);
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
