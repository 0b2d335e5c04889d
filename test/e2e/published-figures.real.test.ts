import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { wholeTree } from '../../src/access/scope.ts';
import { addDays } from '../../src/calendar/civil.ts';
import { runCommand } from '../../src/command/run.ts';
import { locateYaml } from '../../src/config/located.ts';
import type { Block } from '../../src/inventory/agency.ts';
import { aboutAgency, dimensionsText, type FactVersion } from '../../src/inventory/fact.ts';
import type { ImportEntries } from '../../src/inventory/import-entry.ts';
import { parseImportDocument } from '../../src/inventory/import-parse.ts';
import { factsOfPublished, publishedDimensions } from '../../src/inventory/published-figure.ts';
import { sealingKey } from '../../src/store/seal.ts';
import { openWriteStore, type WriteStore } from '../../src/store/write-store.ts';
import { haiPhong, haNoi, type Situation } from '../fixtures/published/agencies.ts';
import { catalogues } from '../support/catalogues.ts';

const fixtures = path.join(import.meta.dirname, '../fixtures/published');
const LAST = Number.MAX_SAFE_INTEGER;
const NOW = Date.parse('2026-11-22T07:00:00Z');
const folder = mkdtempSync(path.join(tmpdir(), 'hatang-published-'));

/** A store with the figures published about a place and, where there is one, the situation that they describe. */
function openPlace(name: string, situation: Situation | null): WriteStore {
  const store = openWriteStore(path.join(folder, `${name}.db`), sealingKey(createSecretKey(randomBytes(32))));
  const file = path.join(fixtures, `${name}.yaml`);
  const tree = locateYaml(readFileSync(file, 'utf8'), file);
  const { entries, faults } = parseImportDocument(tree, () => null, catalogues);
  expect(faults).toEqual([]);
  bring(store, `import:${name}`, entries);
  if (situation !== null) {
    bring(store, 'import:situation', situation.entries);
    measure(store, situation);
  }
  return store;
}

function bring(store: WriteStore, source: string, entries: ImportEntries): void {
  const command = { kind: 'import', source, entries, faults: [], dryRun: false } as const;
  const actor = { kind: 'cli', name: 'test' } as const;
  runCommand(store, { id: randomUUID(), actor, scope: null, command }, NOW, catalogues);
}

// What only the service can say is written as it writes it.
function measure(store: WriteStore, { observed }: Situation): void {
  const ids = new Map(store.read.agencies.newest(wholeTree).map((agency) => [agency.code, agency.id]));
  store.transaction({ kind: 'job', name: 'assess' }, NOW, (commit) => {
    for (const { agency, fact, value, on } of observed) {
      const frame = { ...aboutAgency(ids.get(agency) ?? 0), kind: 'observed', source: 'assessment' } as const;
      const said = { value, basis: null, qualifier: null, evidence: null };
      store.facts.append(commit, { ...frame, fact, ...said, validFrom: on, validTo: addDays(on, 1) });
    }
  });
}

const places = new Map<string, WriteStore>();
afterAll(() => {
  for (const store of places.values()) store.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeAll(() => {
  places.set('Hà Nội', openPlace('ha-noi', haNoi()));
  places.set('Hải Dương', openPlace('hai-duong', null));
  places.set('Hải Phòng', openPlace('hai-phong', haiPhong()));
});
function storeOf(place: string): WriteStore {
  const found = places.get(place);
  if (!found) throw new Error(place);
  return found;
}

function published(
  place: string,
  fact: string,
  dimensions: Readonly<Record<string, string>>,
  on: string,
): FactVersion[] {
  const known = { asOf: on, knownSeq: LAST };
  return storeOf(place)
    .read.facts.ofSubjects(wholeTree, known, 'province')
    .filter((one) => one.fact === fact && one.dimensions === dimensionsText(dimensions) && one.kind === 'external');
}

/** Agencies of some blocks whose flag is true on a day, and how many of them (of a scope list, when one is named) have it at all. */
function flagged(place: string, fact: string, blocks: readonly Block[], on: string, list: string | null = null) {
  const { read } = storeOf(place);
  const known = { asOf: on, knownSeq: LAST };
  const members = new Set(
    read.records
      .list(wholeTree, 'scope_member', known)
      .flatMap(({ values }) => (values.list === list ? [String(values.agency)] : [])),
  );
  const agencies = read.agencies
    .list(wholeTree, known)
    .filter((one) => blocks.includes(one.block) && (list === null || members.has(one.code)));
  const facts = read.facts.asKnown(wholeTree, known).filter((one) => one.fact === fact);
  const has = new Map(facts.map((one) => [one.subjectId, one.value]));
  return { n: agencies.filter((one) => has.get(one.id) === true).length, d: agencies.length };
}

const districts = ['district', 'urban_district', 'rural_district'] as const;

describe('what was counted about agencies is there agency by agency', () => {
  test.each([
    ['Hà Nội', 'has_document_management', ['department'], '2012-12-31', 21, 22],
    ['Hà Nội', 'has_document_management', districts, '2012-12-31', 29, 29],
    ['Hà Nội', 'has_website', ['department'], '2012-12-31', 20, 24],
    ['Hà Nội', 'has_website', districts, '2012-12-31', 29, 29],
    ['Hà Nội', 'has_one_stop', ['department'], '2012-12-31', 18, 21],
    ['Hà Nội', 'has_one_stop', districts, '2012-12-31', 29, 29],
    ['Hà Nội', 'has_one_stop_in_all_communes', districts, '2012-12-31', 11, 29],
    ['Hà Nội', 'has_lan', ['department', ...districts], '2012-12-31', 53, 53],
    ['Hà Nội', 'on_wan', ['department', ...districts], '2012-12-31', 53, 53],
    ['Hà Nội', 'on_wan', ['department'], '2016-12-21', 24, 24],
    ['Hà Nội', 'on_wan', districts, '2016-12-21', 30, 30],
    ['Hà Nội', 'on_wan', ['commune'], '2016-12-21', 264, 584],
    ['Hà Nội', 'on_wan', ['associated'], '2016-12-21', 5, 5],
    ['Hà Nội', 'lan_to_every_office', ['department', ...districts], '2016-12-21', 54, 54],
    ['Hà Nội', 'internet_to_every_office', ['department', ...districts], '2016-12-21', 54, 54],
    ['Hà Nội', 'has_internet', ['commune'], '2016-12-21', 584, 584],
    ['Hà Nội', 'has_lan', ['commune'], '2016-12-21', 467, 584],
    ['Hà Nội', 'has_one_stop', ['department'], '2020-05-24', 22, 24],
    ['Hà Nội', 'has_one_stop', districts, '2020-05-24', 30, 30],
    ['Hà Nội', 'has_one_stop', ['commune'], '2020-05-24', 579, 579],
    ['Hà Nội', 'has_online_services', districts, '2020-05-24', 30, 30],
    ['Hà Nội', 'has_online_services', ['commune'], '2020-05-24', 579, 579],
    ['Hải Phòng', 'has_lan', ['department', 'district'], '2010-12-31', 35, 35],
    ['Hải Phòng', 'has_internet', ['department', 'district'], '2010-12-31', 35, 35],
    ['Hải Phòng', 'on_wan', ['district'], '2010-12-31', 14, 15],
    ['Hải Phòng', 'has_website', ['department'], '2010-12-31', 18, 20],
    ['Hải Phòng', 'has_website', ['district'], '2010-12-31', 15, 15],
  ] as const)('%s: %s of %j on %s: %i of %i', (place, fact, blocks, on, n, d) => {
    const lists = storeOf(place).read.records.list(wholeTree, 'scope_member', { asOf: on, knownSeq: LAST });
    const list = `hn-2012-${fact}`;
    const listed = on.startsWith('2012') && blocks.length === 1 && lists.some(({ values }) => values.list === list);
    expect(flagged(place, fact, blocks, on, listed ? list : null)).toEqual({ n, d });
  });

  test.each([
    ['officials_with_workstation', 'officials', ['department'], '2012-12-31', 0.92],
    ['workstations_with_internet', 'workstations', ['department'], '2012-12-31', 1],
    ['workstations', 'officials_needing_workstation', ['department'], '2016-12-21', 1],
    ['workstations', 'officials_needing_workstation', ['urban_district'], '2016-12-21', 1],
    ['workstations', 'officials_needing_workstation', ['rural_district'], '2016-12-21', 0.9],
    ['workstations', 'officials', ['commune'], '2016-12-21', 0.8],
  ] as const)('Hà Nội: %s per %s of %j on %s is %f', (part, whole, blocks, on, share) => {
    const { read } = storeOf('Hà Nội');
    const known = { asOf: on, knownSeq: LAST };
    const own = new Set(
      read.agencies.list(wholeTree, known).flatMap((one) => (blocks.some((b) => b === one.block) ? [one.id] : [])),
    );
    const sum = (fact: string) =>
      read.facts
        .asKnown(wholeTree, known)
        .filter((one) => one.fact === fact && own.has(one.subjectId))
        .reduce((total, one) => total + Number(one.value), 0);
    expect(sum(part) / sum(whole)).toBe(share);
  });

  test('Hà Nội 2016: more than 160 systems of 60 agencies in the data centre; 2020: 30 districts and 579 communes', () => {
    const { read } = storeOf('Hà Nội');
    const on = (asOf: string) => ({ asOf, knownSeq: LAST });
    const systems = read.records
      .list(wholeTree, 'hosted_system', on('2016-12-21'))
      .filter(({ values }) => values.in_data_center === true);
    expect([systems.length > 160, new Set(systems.map((one) => one.agencyId)).size]).toEqual([true, 60]);
    const levels = read.records
      .list(wholeTree, 'administrative_unit', on('2020-05-24'))
      .map(({ values }) => values.level);
    expect(['district', 'commune'].map((level) => levels.filter((one) => one === level).length)).toEqual([30, 579]);
  });
});

describe('where a printed share and its own numbers disagree', () => {
  test('91 % stands beside 1501 of 1659, and both are told', () => {
    const at = (fact: string) => published('Hà Nội', fact, {}, '2020-05-24').map((one) => [one.value, one.basis]);
    expect(at('procedures_online_level_3_4')).toEqual([[1501, 'printed']]);
    expect(at('procedures_for_online')).toEqual([[1659, 'printed']]);
    expect(at('procedures_online_level_3_4_share')).toEqual([[0.91, 'printed']]);
    expect((1501 / 1659).toFixed(3)).toBe('0.905');
  });
});

const file = path.join(import.meta.dirname, '../../../shared/data/published-figures.yaml');
const row = z.object({
  id: z.string(),
  source: z.string(),
  place: z.string(),
  period: z.number(),
  block: z.union([z.string(), z.array(z.string())]),
  indicator: z.string(),
  value: z.number().optional(),
  n: z.number().optional(),
  d: z.number().optional(),
  as_of: z.union([z.string(), z.date()]).optional(),
  basis: z.enum(['printed', 'derived', 'wording']),
  qualifier: z.enum(['gt', 'about']).optional(),
  scheme: z.string().optional(),
  note: z.string().optional(),
});
const isThere = existsSync(file);
const rows = isThere ? z.object({ figures: z.array(row) }).parse(parse(readFileSync(file, 'utf8'))).figures : [];

describe.skipIf(!isThere)('every published figure is there as facts with source, basis and qualifier', () => {
  test.each(rows)('$id', (figure) => {
    const facts = factsOfPublished(figure.indicator);
    const isGoal = figure.note === 'a goal';
    const on =
      String(figure.as_of ?? `${figure.period}-12-31`)
        .split('/')
        .at(-1) ?? '';
    for (const part of ['value', 'n', 'd'] as const) {
      const printed = figure[part];
      const ref = facts?.[part];
      if (printed === undefined) continue;
      if (!ref) throw new Error(`${figure.id}: ${part} has no fact`);
      const dimensions = { ...ref.dimensions, ...publishedDimensions({ ...figure, isGoal }) };
      expect(published(figure.place, ref.fact, dimensions, on)).toMatchObject([
        {
          value: printed,
          basis: figure.basis,
          qualifier: figure.qualifier ?? null,
          source: `article:${figure.source}`,
        },
      ]);
    }
  });

  test('there are 76 of them', () => {
    expect(rows).toHaveLength(76);
  });
});
