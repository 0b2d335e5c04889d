import { expect, test } from 'vitest';
import type { FactVersion } from '../../src/inventory/fact.ts';
import { rollUpSites } from '../../src/inventory/fact-rollup.ts';
import { fact } from '../indicator/cast.ts';
import { catalogues } from '../support/catalogues.ts';

const sites = [
  { id: 11, agencyId: 1 },
  { id: 12, agencyId: 1 },
  { id: 21, agencyId: 2 },
];
const atSite = (id: number, key: string, value: number | boolean, more: Partial<FactVersion> = {}) =>
  fact(id, key, value, { subjectKind: 'site', ...more });
const rolled = (facts: readonly FactVersion[]) =>
  rollUpSites(facts, sites, catalogues.facts).map((one) => [one.subjectId, one.fact, one.value]);

test('workstations of all seats add up; where one seat has not said, the agency has not', () => {
  expect(rolled([atSite(11, 'workstations', 5), atSite(12, 'workstations', 7)])).toEqual([[1, 'workstations', 12]]);
  expect(rolled([atSite(11, 'workstations', 5)])).toEqual([]);
  expect(rolled([atSite(21, 'workstations', 3)])).toEqual([[2, 'workstations', 3]]);
});

test('one seat on the WAN is enough to be on it; nobody is off it before every seat is known to be', () => {
  expect(rolled([atSite(11, 'on_wan', true)])).toEqual([[1, 'on_wan', true]]);
  expect(rolled([atSite(11, 'on_wan', false)])).toEqual([]);
  expect(rolled([atSite(11, 'on_wan', false), atSite(12, 'on_wan', false)])).toEqual([[1, 'on_wan', false]]);
});

test('what an agency says itself counts before its seats; ratios and texts are not added up', () => {
  expect(rolled([fact(1, 'workstations', 9), atSite(11, 'workstations', 5), atSite(12, 'workstations', 7)])).toEqual(
    [],
  );
  const shares = [atSite(11, 'officials_using_it_share', 0.5), atSite(12, 'officials_using_it_share', 0.5)];
  expect(rolled(shares.map((one) => ({ ...one, value: 0.5 })))).toEqual([]);
});

test('of one seat the version known last counts, and the sum holds only while all parts do', () => {
  const [sum] = rollUpSites(
    [
      atSite(11, 'workstations', 5, { source: 'a', knownSeq: 1 }),
      atSite(11, 'workstations', 6, { source: 'b', knownSeq: 2, validFrom: '2026-03-01', validTo: '2026-09-01' }),
      atSite(12, 'workstations', 7, { source: 'a', knownSeq: 3, validTo: '2026-07-01' }),
    ],
    sites,
    catalogues.facts,
  );
  expect(sum).toMatchObject({
    value: 13,
    source: 'sites:a+b',
    validFrom: '2026-03-01',
    validTo: '2026-07-01',
    knownSeq: 3,
    basis: 'derived',
  });
});
