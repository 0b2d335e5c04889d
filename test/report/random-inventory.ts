import fc from 'fast-check';
import type { FactValue } from '../../src/inventory/fact.ts';
import { dimensionsText } from '../../src/inventory/fact.ts';
import { acceptsKind, type FactDefinition } from '../../src/inventory/fact-definition.ts';
import {
  type AgencyEntry,
  type ContactEntry,
  type DeviceEntry,
  type FactEntry,
  noEntries,
  type Place,
  type PrefixEntry,
  type RecordEntry,
} from '../../src/inventory/import-entry.ts';
import { canonicalUrl } from '../../src/inventory/import-record.ts';
import { type FieldValue, type RecordKind, recordKinds } from '../../src/inventory/record.ts';
import type { Field } from '../../src/inventory/record-catalogue.ts';
import { catalogues } from '../support/catalogues.ts';

const place: Place = { file: 'f.yaml', row: 1, path: 'x' };

/** Agencies of the invented province; the first is never closed and everything hangs below it. */
const codes = ['H99', '00004', 'H99.01', '4', '000.00.01.H99'] as const;
const standing = codes.slice(0, 3);
const BEGINNING = '2020-01-01';
const days = [
  '2021-03-01',
  '2022-07-01',
  '2023-01-01',
  '2024-02-29',
  '2025-07-01',
  '2026-11-22',
  '2030-01-01',
] as const;

/** Texts that spreadsheets like to run, to round or to take for something else. */
const texts = [
  'UBND phường Láng',
  'Sở A',
  '=SUM(A1:A9)',
  '+84',
  '-5',
  '@lan',
  '00012',
  '1.234',
  '31/02/2026',
  'TRUE',
  'Có',
  'Tổng cộng',
  'O\'Neil; "x", y',
  '#REF!',
  '1e5',
  'a|b',
  "'=x",
  '１２',
  'Mã cơ quan',
  'x=y',
] as const;
const text = fc.constantFrom(...texts);

/** A fact told or taken back, one after the other. */
type FactStep = { readonly entry: FactEntry; readonly source: string; readonly retract: boolean };

/** What is brought in as one document, and what is then said of facts by several sources. */
export type RandomInventory = { readonly entries: typeof noEntries; readonly facts: readonly FactStep[] };

/** Random inventories with histories, references between everything, and hostile texts. */
export const randomInventory: fc.Arbitrary<RandomInventory> = fc
  .tuple(agencies(), devices(), prefixes(), contacts())
  .chain(([agencyEntries, deviceEntries, prefixEntries, contactEntries]) =>
    records(deviceEntries).chain((recordEntries) =>
      factSteps(recordEntries, deviceEntries).map((facts) => ({
        entries: {
          ...noEntries,
          agencies: agencyEntries,
          devices: deviceEntries,
          prefixes: prefixEntries,
          contacts: contactEntries,
          records: recordEntries,
        },
        facts,
      })),
    ),
  );

function agencies(): fc.Arbitrary<AgencyEntry[]> {
  return fc.tuple(...codes.map((code, at) => agencyPeriods(code, at))).map((all) => all.flat());
}

function agencyPeriods(code: string, at: number): fc.Arbitrary<AgencyEntry[]> {
  const said = fc.record({
    name: fc.constantFrom(...texts),
    block: fc.constantFrom('department', 'commune', 'public_service'),
    parent: at === 0 ? fc.constant(null) : fc.constantFrom(null, codes[0]),
  });
  return fc
    .tuple(periods(standing.some((one) => one === code)), fc.array(said, { minLength: 4, maxLength: 4 }))
    .map(([spans, sayings]) =>
      spans.map(({ from, to }, index) => ({
        place,
        code,
        ...(sayings[index] ?? { name: 'x', block: 'commune', parent: null }),
        validFrom: from,
        validTo: to,
      })),
    );
}

/** One to four periods from the beginning on, with gaps between some; the last is open or closed. */
function periods(open: boolean): fc.Arbitrary<{ from: string; to: string | null }[]> {
  return fc
    .tuple(fc.subarray([...days.slice(0, 5)], { maxLength: 4 }), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
    .map(([cuts, flags]) => {
      const bounds = [BEGINNING, ...cuts];
      const spans: { from: string; to: string | null }[] = [];
      for (const [at, from] of bounds.entries()) {
        const to = bounds[at + 1] ?? null;
        // A gap is a bound at which nothing begins; the first span always stands.
        if (at > 0 && flags[at] && to !== null) continue;
        spans.push({ from, to });
      }
      const last = spans.at(-1);
      if (last && !open && flags[0]) last.to = '2026-01-01' > last.from ? '2026-01-01' : null;
      return spans;
    });
}

function devices(): fc.Arbitrary<DeviceEntry[]> {
  const names = ['rt', 'sw 1', '=x', '01'];
  const one = fc.record({
    agency: fc.constantFrom(...standing),
    name: fc.constantFrom(...names),
    role: fc.constantFrom('router', 'switch', 'server'),
    snmpPort: fc.integer({ min: 1, max: 65_535 }),
    reachability: fc.constantFrom('icmp', 'tcp'),
    lifecycle: fc.constantFrom('planned', 'active', 'retired'),
    hasParent: fc.boolean(),
  });
  return fc.uniqueArray(one, { selector: ({ agency, name }) => `${agency}/${name}`, maxLength: 6 }).map((list) =>
    list.map(({ hasParent, reachability, ...device }, at): DeviceEntry => {
      const parent = hasParent ? list[at - 1] : undefined;
      return {
        place,
        ...device,
        address: at % 2 === 0 ? `10.0.0.${at + 1}` : `2001:db8::${at + 1}`,
        tcpPort: reachability === 'tcp' ? 22 : null,
        credential: null,
        reachability,
        parents: parent ? [{ agency: parent.agency, name: parent.name }] : [],
      };
    }),
  );
}

function prefixes(): fc.Arbitrary<PrefixEntry[]> {
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...standing), fc.integer({ min: 0, max: 9 })), {
      selector: ([, n]) => n,
      maxLength: 4,
    })
    .map((list) => list.map(([agency, n]) => ({ place, agency, cidr: `10.${n}.0.0/16` })));
}

function contacts(): fc.Arbitrary<ContactEntry[]> {
  const one = fc.record({
    agency: fc.constantFrom(...codes),
    name: fc.constantFrom('Trần Thị B', 'Nguyễn Văn A', '=B'),
    title: fc.option(text),
    phone: fc.option(fc.constantFrom('0912345678', '+84912345678')),
    email: fc.option(fc.constant('lan@x.gov.vn')),
    purpose: fc.constant('Đầu mối'),
  });
  return fc
    .uniqueArray(one, { selector: ({ agency, name }) => `${agency}/${name}`, maxLength: 4 })
    .map((list) => list.map((entry) => ({ place, ...entry })));
}

/** Codes that records of a kind get, for others to refer to. */
const recordCodes: Partial<Record<RecordKind, readonly string[]>> = {
  administrative_unit: ['01', '00004', '00007'],
  hosted_system: ['HT-01', '007', 'total'],
  site: standing.map((code) => `${code}/Trụ sở = 1`),
};

function records(devicesThere: readonly DeviceEntry[]): fc.Arbitrary<RecordEntry[]> {
  return fc.tuple(...recordKinds.map((kind) => recordsOf(kind, devicesThere))).map((all) => all.flat());
}

function recordsOf(kind: RecordKind, devicesThere: readonly DeviceEntry[]): fc.Arbitrary<RecordEntry[]> {
  const { key, fields } = catalogues.records[kind];
  const keys = keysOf(kind, devicesThere);
  if (keys.length === 0) return fc.constant([]);
  const isReferred = recordCodes[kind] !== undefined;
  const wanted = isReferred ? fc.constant(keys) : fc.subarray([...keys], { maxLength: Math.min(3, keys.length) });
  const values = fc.record(
    Object.fromEntries(
      fields
        .filter((field) => !key.includes(field.key))
        .map((field): [string, fc.Arbitrary<FieldValue | null>] => {
          const value = fieldValue(field, devicesThere);
          return [field.key, field.required ? value : fc.option(value)];
        }),
    ),
  );
  return wanted.chain((named) =>
    fc
      .tuple(...named.map(() => fc.tuple(periods(isReferred), fc.array(values, { minLength: 5, maxLength: 5 }))))
      .map((told) =>
        told.flatMap(([spans, said], at) =>
          spans.map(({ from, to }, index): RecordEntry => {
            return { place, kind, values: { ...said[index], ...named[at] }, validFrom: from, validTo: to };
          }),
        ),
      ),
  );
}

function keysOf(kind: RecordKind, devicesThere: readonly DeviceEntry[]): readonly Record<string, string>[] {
  switch (kind) {
    case 'administrative_unit':
    case 'hosted_system':
      return (recordCodes[kind] ?? []).map((code) => ({ code }));
    case 'administrative_change':
      return ['none', 'population'].map((basis) => ({ event: 'NQ-1', from: '00004', to: '00007', basis }));
    case 'agency_detail':
      return codes.map((agency) => ({ agency }));
    case 'site':
      return standing.map((agency) => ({ agency, name: 'Trụ sở = 1' }));
    case 'device_detail':
      return devicesThere.map(({ agency, name }) => ({ device: `${agency}/${name}` }));
    case 'wan_link':
      return codes.flatMap((agency) => ['Kênh 1', '-2'].map((name) => ({ agency, name })));
    case 'deployment':
      return (recordCodes.hosted_system ?? []).flatMap((system) => codes.map((agency) => ({ system, agency })));
    case 'scope_member':
      return ['total', 'departments-2012'].flatMap((list) => codes.map((agency) => ({ list, agency })));
  }
}

function fieldValue(field: Field, devicesThere: readonly DeviceEntry[]): fc.Arbitrary<FieldValue | null> {
  const names = devicesThere.map(({ agency, name }) => `${agency}/${name}`);
  const urls = ['https://a.vn/', 'https://b.vn/x;y?q=1', 'tcp://10.0.0.1:443'].flatMap(
    (url) => canonicalUrl(url) ?? [],
  );
  switch (field.type) {
    case 'text':
      return text.map((one) => one.slice(0, field.max));
    case 'code':
      return fc.constantFrom('A1', '007');
    case 'choice':
      return fc.constantFrom(...field.choices.map(({ key }) => key));
    case 'count':
      return fc.integer({ min: field.min, max: field.max });
    case 'money':
      return fc.constantFrom(0, 1, 1_500_000_000, 999_999_999_999_999);
    case 'number':
      return fc.constantFrom(0, 0.5, 1.234, 12.125, 1_000, 99_999.75);
    case 'ratio':
      return fc.constantFrom(0, 0.1, 0.333, 0.955, 1);
    case 'date':
      return fc.constantFrom('1899-12-31', '1900-02-28', '1999-01-31', '2024-02-29', '2099-12-31');
    case 'flag':
      return fc.boolean();
    case 'url':
      return fc.constantFrom(...urls);
    case 'urls':
      return fc.subarray(urls, { minLength: 1 }).map((list) => list.toSorted());
    case 'agency':
      return fc.constantFrom(...codes);
    case 'device':
      return names.length === 0 ? fc.constant(null) : fc.constantFrom(...names);
    case 'devices':
      return names.length === 0 ? fc.constant(null) : fc.subarray(names, { minLength: 1 });
    case 'record':
      // Units of one level above each other would make a ring.
      return field.key === 'parent' ? fc.constant(null) : fc.constantFrom(...(recordCodes[field.kind] ?? ['x']));
  }
}

const ruled = new Set(catalogues.facts.rules.flatMap(({ fact, other }) => [fact, other]));
const plainFacts = [...catalogues.facts.facts.values()].filter(({ key }) => !ruled.has(key));

function factSteps(
  recordsThere: readonly RecordEntry[],
  devicesThere: readonly DeviceEntry[],
): fc.Arbitrary<FactStep[]> {
  const unitCodes = recordsThere
    .filter(({ kind }) => kind === 'administrative_unit')
    .map(({ values }) => String(values.code));
  const subjects = [
    ...standing.map((code) => ({ kind: 'agency' as const, code })),
    { kind: 'province' as const, code: '' },
    ...[...new Set(unitCodes)].map((code) => ({ kind: 'administrative_unit' as const, code })),
    ...(recordCodes.site ?? []).map((code) => ({ kind: 'site' as const, code })),
    ...(recordCodes.hosted_system ?? []).map((code) => ({ kind: 'hosted_system' as const, code })),
    ...devicesThere.map(({ agency, name }) => ({ kind: 'device' as const, code: `${agency}/${name}` })),
  ];
  const possible = subjects.flatMap((subject) =>
    plainFacts.filter((fact) => fact.subjects.includes(subject.kind)).map((fact) => ({ subject, fact })),
  );
  const step = fc.constantFrom(...possible).chain(({ subject, fact }) =>
    fc.record({
      subject: fc.constant(subject),
      fact: fc.constant(fact.key),
      value: factValue(fact),
      kind: fc.constantFrom(...(['declared', 'external'] as const).filter((kind) => acceptsKind(fact, kind))),
      dimensions: fc.constantFrom('', dimensionsText({ goal: 'true' })),
      basis: fc.option(fc.constantFrom('printed', 'derived', 'wording')),
      qualifier: fc.option(fc.constantFrom('gt', 'about')),
      span: fc.constantFrom([0, null], [0, 2], [1, 3], [1, null], [2, 4], [3, null]),
      source: fc.constantFrom('import:a.csv', 'article:000_x.txt', '=source'),
      retract: fc.boolean(),
    }),
  );
  // The same few facts again and again, so that versions lie over each other.
  return fc.array(step, { maxLength: 6 }).chain((chosen) =>
    fc
      .array(fc.tuple(fc.constantFrom(...(chosen.length === 0 ? [null] : chosen)), step), { maxLength: 14 })
      .map((pairs) =>
        pairs.flatMap(([base, more]) => {
          if (base === null) return [];
          const [from, to] = more.span;
          const { subject, fact, value, kind, dimensions, source } = base;
          const entry: FactEntry = {
            place,
            subject,
            fact,
            value: more.fact === fact ? more.value : value,
            kind,
            dimensions,
            basis: more.basis,
            qualifier: more.qualifier,
            validFrom: days[from ?? 0] ?? BEGINNING,
            validTo: to === null || to === undefined ? null : (days[to] ?? null),
          };
          return [{ entry, source, retract: more.retract }];
        }),
      ),
  );
}

function factValue({ type, range }: FactDefinition): fc.Arbitrary<FactValue> {
  const [min, max] = [Number(range?.min ?? 0), Number(range?.max ?? 0)];
  switch (type) {
    case 'flag':
      return fc.boolean();
    case 'text':
      return text;
    case 'date':
      return fc.constantFrom('2012-12-31', '2024-02-29');
    case 'ratio':
      return fc.constantFrom(0, 0.905, 0.125, 1);
    case 'number':
      return fc.constantFrom(min, max, 1.234, 3.5).filter((value) => value >= min && value <= max);
    default:
      return fc.integer({ min, max: Math.min(max, 1_000_000_000_000) });
  }
}
