import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';
import { canonicalJson, contentHash } from '../../src/inventory/content-hash.ts';
import { parseFactCatalogue } from '../../src/inventory/fact-catalogue.ts';
import { acceptsKind, mayDeclare } from '../../src/inventory/fact-definition.ts';
import { headersOf } from '../../src/inventory/fact-headers.ts';
import { fact, facts, must, shippedText } from './shipped.ts';

const small = `units:
  person: {name_vi: người, name_en: people}
dimensions:
  block: {name_vi: Khối, name_en: Block, kind: choices, values: [a, b]}
  about: {name_vi: Về, name_en: About, kind: fact}
facts:
  staff: {name_vi: Người, name_en: Staff, unit: person, type: count, subjects: [agency, site], kind: declared, declared_by: [commune]}
  trained: {name_vi: Học, name_en: Trained, unit: person, type: count, subjects: [agency], kind: declared, declared_by: [reporter]}
  is_open: {name_vi: Mở, name_en: Open, unit: person, type: flag, subjects: [agency], kind: observed, observed_how: website}
  opened_on: {name_vi: Ngày mở, name_en: Opened, unit: person, type: date, subjects: [province], kind: external}
rules:
  - {part: trained, whole: staff}
`;

function parse(text: string) {
  return parseFactCatalogue(locateYaml(text, 'facts.yaml'));
}

/** `line path code` of each fault of the small catalogue with one text put in the place of another. */
function faultsWith(before: string, after: string): string[] {
  expect(small).toContain(before);
  return parse(small.replace(before, after)).faults.map((one) => `${one.line} ${one.path} ${one.code}`);
}

describe('a catalogue of facts', () => {
  test('is read with its defaults', () => {
    const { catalogue, faults } = parse(small);
    expect(faults).toEqual([]);
    expect(catalogue?.facts.get('staff')).toEqual({
      key: 'staff',
      nameVi: 'Người',
      nameEn: 'Staff',
      unit: 'person',
      type: 'count',
      range: { min: 0, max: 10_000_000 },
      subjects: ['agency', 'site'],
      kind: 'declared',
      declaredBy: { blocks: ['commune'], roles: [] },
      observedHow: null,
      dimensions: [],
      aliases: [],
      rollup: 'none',
    });
    expect(catalogue?.rules).toEqual([
      { kind: 'part_of_whole', fact: 'trained', other: 'staff', factor: 1, severity: 'error' },
    ]);
    expect(catalogue?.facts.get('is_open')?.range).toBeNull();
  });

  test.each([
    [
      'a unit that does not exist',
      'unit: person, type: date',
      'unit: persn, type: date',
      ['10 facts.opened_on.unit catalogue-choice'],
    ],
    ['an unknown type', 'type: date', 'type: day', ['10 facts.opened_on.type catalogue-choice']],
    ['an unknown subject', '[province]', '[provinces]', ['10 facts.opened_on.subjects.0 catalogue-choice']],
    ['no subject', '[province]', '[]', ['10 facts.opened_on.subjects catalogue-required']],
    ['an unknown key', 'kind: external', 'kind: external, knd: 1', ['10 facts.opened_on.knd catalogue-key-unknown']],
    [
      'an unknown key named like a part of every object',
      'kind: external',
      'kind: external, constructor: 1',
      ['10 facts.opened_on.constructor catalogue-key-unknown'],
    ],
    ['an unknown section', 'rules:', 'rulez:', ['11 rulez catalogue-key-unknown']],
    ['a name in capitals', '  opened_on:', '  Opened:', ['10 facts.Opened catalogue-name-malformed']],
    [
      'a name that would change every object',
      '  opened_on:',
      '  __proto__:',
      ['10 facts.__proto__ catalogue-name-malformed'],
    ],
    ['a missing name', 'name_vi: Ngày mở, ', '', ['10 facts.opened_on.name_vi catalogue-required']],
    ['a blank name', 'Ngày mở', '"  "', ['10 facts.opened_on.name_vi catalogue-required']],
    ['a name that is a number', 'Ngày mở', '7', ['10 facts.opened_on.name_vi catalogue-text-expected']],
    ['a name without end', 'Ngày mở', 'x'.repeat(121), ['10 facts.opened_on.name_vi catalogue-too-long']],
    [
      'an empty entry',
      'staff: {name_vi: Người, name_en: Staff, unit: person, type: count, subjects: [agency, site], kind: declared, declared_by: [commune]}',
      'staff:',
      ['7 facts.staff catalogue-required'],
    ],
    [
      'a list for a mapping',
      'units:\n  person: {name_vi: người, name_en: people}',
      'units: [1]',
      ['1 units catalogue-mapping-expected'],
    ],
    [
      'a mapping for a list',
      'rules:\n  - {part: trained, whole: staff}',
      'rules: {part: trained}',
      ['11 rules catalogue-list-expected'],
    ],
    ['somebody unknown who declares', '[commune]', '[comune]', ['7 facts.staff.declared_by.0 catalogue-choice']],
    ['the same twice in a list', '[commune]', '[commune, commune]', ['7 facts.staff.declared_by.1 catalogue-repeated']],
    [
      'an unknown dimension',
      'declared_by: [commune]',
      'declared_by: [commune], dimensions: [blok]',
      ['7 facts.staff.dimensions.0 catalogue-choice'],
    ],
    [
      'declared by nobody, though declarations count',
      ', declared_by: [reporter]',
      '',
      ['8 facts.trained.kind catalogue-kind-impossible'],
    ],
    [
      'observed by nothing, though observations count',
      ', observed_how: website',
      '',
      ['9 facts.is_open.kind catalogue-kind-impossible'],
    ],
    [
      'a range on a flag',
      'type: flag',
      'type: flag, range: {max: 1}',
      ['9 facts.is_open.range catalogue-range-unused'],
    ],
    [
      'a range upside down',
      '[commune]',
      '[commune], range: {min: 9, max: 3}',
      ['7 facts.staff.range catalogue-range-empty'],
    ],
    [
      'a range with decimals for a count',
      '[commune]',
      '[commune], range: {min: 0.5}',
      ['7 facts.staff.range.min catalogue-range-malformed'],
    ],
    [
      'a range without end',
      '[commune]',
      '[commune], range: {max: .inf}',
      ['7 facts.staff.range.max catalogue-range-malformed'],
    ],
    [
      'a range of another type',
      '[commune]',
      '[commune], range: {min: -1}',
      ['7 facts.staff.range.min catalogue-range-outside'],
    ],
    [
      'a range of dates that are none',
      'kind: external',
      'kind: external, range: {min: "2023-02-30"}',
      ['10 facts.opened_on.range.min catalogue-range-malformed'],
    ],
    [
      'an unknown end of a range',
      '[commune]',
      '[commune], range: {mx: 3}',
      ['7 facts.staff.range.mx catalogue-key-unknown'],
    ],
    [
      'a sum of flags',
      'type: flag, subjects: [agency]',
      'type: flag, subjects: [agency, site], rollup: sum',
      ['9 facts.is_open.rollup catalogue-rollup-unfit'],
    ],
    [
      'a roll-up without sites',
      '[reporter]',
      '[reporter], rollup: sum',
      ['8 facts.trained.rollup catalogue-rollup-without-site'],
    ],
    ['a header that means two facts', 'name_vi: Học', 'name_vi: NGUOI', ['8 facts.trained catalogue-header-taken']],
    ['a choice without values', ', values: [a, b]', '', ['4 dimensions.block.values catalogue-dimension-values']],
    [
      'values for a dimension of facts',
      'kind: fact',
      'kind: fact, values: [a]',
      ['5 dimensions.about.values catalogue-dimension-values'],
    ],
    ['a value that could not be joined', '[a, b]', '[a+b]', ['4 dimensions.block.values.0 catalogue-value-malformed']],
    ['a rule of no kind', 'whole: staff', 'hole: staff', ['12 rules.0 catalogue-rule-unknown']],
    ['a rule that is no mapping', '{part: trained, whole: staff}', 'trained', ['12 rules.0 catalogue-rule-unknown']],
    ['a rule about a fact that does not exist', 'part: trained', 'part: traind', ['12 rules.0.part catalogue-choice']],
    [
      'a rule of two kinds',
      'whole: staff',
      'whole: staff, at_most: staff',
      ['12 rules.0.at_most catalogue-key-unknown'],
    ],
    ['a rule of a fact with itself', 'part: trained', 'part: staff', ['12 rules.0 catalogue-rule-same']],
    ['a part that is a flag', 'part: trained', 'part: is_open', ['12 rules.0 catalogue-rule-type']],
    ['a whole that is a flag', 'whole: staff', 'whole: is_open', ['12 rules.0 catalogue-rule-type']],
    [
      'a number that requires',
      '{part: trained, whole: staff}',
      '{fact: trained, requires: staff}',
      ['12 rules.0 catalogue-rule-type'],
    ],
    [
      'a rule between things that are never the same',
      '{part: trained, whole: staff}',
      '{fact: is_open, requires: opened_on}',
      ['12 rules.0 catalogue-rule-subjects'],
    ],
    [
      'a factor of nothing',
      '{part: trained, whole: staff}',
      '{fact: trained, at_most: staff, factor: 0}',
      ['12 rules.0.factor catalogue-too-small'],
    ],
    [
      'a factor in words',
      '{part: trained, whole: staff}',
      '{fact: trained, at_most: staff, factor: two}',
      ['12 rules.0.factor catalogue-number-expected'],
    ],
    ['the same key twice', '  trained:', '  staff:', ['8  catalogue-unreadable']],
  ])('%s is told with its line and path', (_, before, after, faults) => {
    expect(faultsWith(before, after)).toEqual(faults);
  });

  test('tells every fault at once, those of one entry too, in the order of the lines', () => {
    const text = small
      .replace('name_vi: Người, ', 'nam_vi: Người, ')
      .replace('[commune]', '[comune], rollup: any')
      .replace('type: flag', 'type: flg')
      .replace('name_vi: Học', 'name_vi: nguoi')
      .replace('name_vi: Ngày mở', 'name_vi: NGƯỜI')
      .replace('part: trained', 'part: traind');
    expect(parse(text).faults.map((one) => `${one.line} ${one.path} ${one.code}`)).toEqual([
      '7 facts.staff.name_vi catalogue-required',
      '7 facts.staff.declared_by.0 catalogue-choice',
      '7 facts.staff.nam_vi catalogue-key-unknown',
      '9 facts.is_open.type catalogue-choice',
      '10 facts.opened_on catalogue-header-taken',
      '12 rules.0.part catalogue-choice',
    ]);
  });

  test('an unknown key hides nothing else that is wrong with its entry', () => {
    expect(faultsWith('[reporter]', '[reporter], rolup: sum, rollup: sum')).toEqual([
      '8 facts.trained.rolup catalogue-key-unknown',
      '8 facts.trained.rollup catalogue-rollup-without-site',
    ]);
  });

  test('a range may hold a single value', () => {
    expect(faultsWith('[commune]', '[commune], range: {min: 3, max: 3}')).toEqual([]);
  });

  test('names the nearest key, unit and fact', () => {
    const nearest = (before: string, after: string) => parse(small.replace(before, after)).faults[0]?.params.nearest;
    expect(nearest('kind: external', 'kind: external, aliasses: []')).toBe('aliases');
    expect(nearest('unit: person, type: date', 'unit: persn, type: date')).toBe('person');
    expect(nearest('part: trained', 'part: traind')).toBe('trained');
    expect(nearest('[commune]', '[comune]')).toBe('commune');
  });

  test.each([
    '',
    '[]',
    '42',
    'facts: 7',
    'facts: &a {b: *a}',
    'units: &a [*a]',
    small.replace('Người', '&a [*a]'),
    small.replace('type: date', 'type: {toString: 1}'),
  ])('a file that is no catalogue is refused: %j', (text) => {
    const { catalogue, faults } = parse(text);
    expect(catalogue).toBeNull();
    expect(faults.length).toBeGreaterThan(0);
  });

  test('a key of a million letters is shown in short', () => {
    const { faults } = parse(small.replace('kind: external', `kind: external, ${'x'.repeat(1_000_000)}: 1`));
    expect(faults.map((one) => [one.code, String(one.params.name).length])).toEqual([['catalogue-key-unknown', 60]]);
  });

  test('whatever a file holds, there is a catalogue or a fault, and never both', () => {
    const anything = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...small.split(/(?<=[,{[:])/)));
    fc.assert(
      fc.property(fc.nat(small.length), fc.nat(20), anything, (at, length, put) => {
        const { catalogue, faults } = parse(small.slice(0, at) + put + small.slice(at + length));
        expect(catalogue === null).toBe(faults.length > 0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the content of a catalogue', () => {
  test('read again is the same catalogue with the same hash', () => {
    const again = must(parse(facts.content).catalogue);
    expect(again.hash).toBe(facts.hash);
    expect(again.facts).toEqual(facts.facts);
    expect(again.rules).toEqual(facts.rules);
    expect(again.dimensions).toEqual(facts.dimensions);
  });

  test('does not depend on comments, the order of keys or defaults written out', () => {
    const same = small
      .replace('facts:', '# nothing\nfacts:')
      .replace('{part: trained, whole: staff}', '{severity: error, whole: staff, part: trained}')
      .replace('kind: external', 'kind: external, rollup: none, aliases: []');
    expect(parse(same).catalogue?.hash).toBe(parse(small).catalogue?.hash);
  });

  test.each([
    ['Staff', 'People'],
    ['[commune]', '[commune], range: {max: 5}'],
    ['whole: staff', 'whole: staff, severity: warning'],
  ])('changes with what it says: %s', (before, after) => {
    expect(parse(small.replace(before, after)).catalogue?.hash).not.toBe(parse(small).catalogue?.hash);
  });

  test('its hash is the SHA-256 of canonical JSON', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'ệ' }], a: true })).toBe('{"a":true,"b":[1,{"c":"ệ","d":null}]}');
    expect(contentHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(facts.hash).toBe(contentHash(facts.content));
  });
});

describe('who may say what', () => {
  test('blocks and roles are each asked for where they are named', () => {
    expect(mayDeclare(fact('officials'), 'commune', ['reporter'])).toBe(true);
    expect(mayDeclare(fact('officials'), 'commune', ['viewer'])).toBe(false);
    expect(mayDeclare(fact('officials'), 'commune', null)).toBe(true);
    expect(mayDeclare(fact('data_center_level'), 'commune', ['reporter'])).toBe(false);
    expect(mayDeclare(fact('data_center_level'), 'public_service', ['viewer'])).toBe(true);
    expect(mayDeclare(fact('hosting_agencies'), 'department', null)).toBe(false);
  });

  test('what others publish can be kept of every fact; measured is only what a probe can prove', () => {
    for (const one of facts.facts.values()) expect(acceptsKind(one, 'external')).toBe(true);
    expect(acceptsKind(fact('on_wan'), 'observed')).toBe(true);
    expect(acceptsKind(fact('officials'), 'observed')).toBe(false);
    expect(acceptsKind(fact('hosting_agencies'), 'declared')).toBe(false);
  });
});

describe('headers of sheets', () => {
  const headers = headersOf(facts.facts.values());

  test.each([
    ['Số máy tính', 'workstations'],
    ['so may tinh', 'workstations'],
    ['SỐ  MÁY-TÍNH ', 'workstations'],
    ['Số máy tính'.normalize('NFD'), 'workstations'],
    ['officials_needing_workstation', 'officials_needing_workstation'],
    ['Đã kết nối mạng WAN', 'on_wan'],
    ['Cán bộ, công chức, viên chức', 'officials'],
    ['DA KET NOI MANG WAN', 'on_wan'],
    ['Máy tính bảng', null],
    ['', null],
  ])('%s means %s', (header, key) => {
    expect(headers.find(header)).toBe(key);
  });

  test('no header means two facts', () => {
    expect(headers.clashes).toEqual([]);
  });
});

test('the shipped file reads the same from its text', () => {
  expect(parse(shippedText('facts.yaml')).catalogue?.hash).toBe(facts.hash);
});
