import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparableFacts, judgeFacts, type VerdictSituation, verdictKinds } from '../../src/indicator/verdict.ts';
import type { FactValue, FactVersion } from '../../src/inventory/fact.ts';
import type { FactCatalogue } from '../../src/inventory/fact-definition.ts';
import { comparedFacts } from '../../src/inventory/measured-fact.ts';
import { catalogues } from '../support/catalogues.ts';
import { agency, fact } from './cast.ts';

const ASOF = '2026-11-22';
const limits = { observedDays: 7, declaredDays: 400 };
const flag = [{ fact: 'has_lan', observedAs: 'has_lan' }];
const channels = [{ fact: 'wan_channels', observedAs: 'wan_channels_alive' }];

function declared(
  agencyId: number,
  key: string,
  value: FactValue | null,
  more: Partial<FactVersion> = {},
): FactVersion {
  return fact(agencyId, key, value, { kind: 'declared', source: 'import:x.csv', ...more });
}

function observed(agencyId: number, key: string, value: FactValue, day = ASOF): FactVersion {
  const validTo = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  return fact(agencyId, key, value, { kind: 'observed', source: 'assessment', validFrom: day, validTo });
}

function situation(more: Partial<VerdictSituation>): VerdictSituation {
  return { asOf: ASOF, agencies: [agency(1, 'commune')], declared: [], observed: [], ...more };
}

describe('declared beside observed', () => {
  test.each<[FactValue | null, FactValue | null, string | null, number | null, number | null]>([
    [true, true, 'agree', null, null],
    [false, false, 'agree', null, null],
    [true, false, 'differs', null, null],
    [false, true, 'differs', null, null],
    [true, null, 'only-declared', null, null],
    [null, true, 'only-observed', null, null],
    [null, null, null, null, null],
  ])('a flag declared %s, observed %s: %s', (told, seen, verdict, difference, share) => {
    const parts = {
      declared: told === null ? [] : [declared(1, 'has_lan', told)],
      observed: seen === null ? [] : [observed(1, 'has_lan', seen)],
    };
    const [found] = judgeFacts(flag, situation(parts), limits);
    expect(found?.verdict ?? null).toBe(verdict);
    expect([found?.difference ?? null, found?.share ?? null]).toEqual([difference, share]);
  });

  test.each<[number, number, 'gt' | 'about' | null, string, number, number | null, number]>([
    [2, 2, null, 'agree', 0, 0, 0],
    [2, 1, null, 'differs', -1, -0.5, 0.5],
    [1, 4, null, 'differs', 3, 3, 0.75],
    [0, 3, null, 'differs', 3, null, 1],
    [3, 0, null, 'differs', -3, -1, 1],
    [0, 0, null, 'agree', 0, null, 0],
    [0.3, 0.1 + 0.2, null, 'agree', 0.1 + 0.2 - 0.3, (0.1 + 0.2 - 0.3) / 0.3, 0],
    [10, 11, 'gt', 'agree', 1, 0.1, 0],
    [10, 10, 'gt', 'differs', 0, 0, 0],
    [100, 92, 'about', 'agree', -8, -0.08, 0],
    [100, 80, 'about', 'differs', -20, -0.2, 0.2],
  ])(
    'a count declared %d (observed %d, qualifier %s): %s',
    (told, seen, qualifier, verdict, difference, share, gap) => {
      const parts = {
        declared: [declared(1, 'wan_channels', told, { qualifier }), declared(1, 'officials', 50)],
        observed: [observed(1, 'wan_channels_alive', seen)],
      };
      expect(judgeFacts(channels, situation(parts), limits)).toMatchObject([
        { fact: 'wan_channels', verdict, difference, share, weight: 50 * gap, stale: [] },
      ]);
    },
  );
});

describe('the declaration that counts', () => {
  const at = (validFrom: string, validTo: string | null, more: Partial<FactVersion> = {}) => ({
    validFrom,
    validTo,
    ...more,
  });
  test.each<[string, FactVersion[], FactValue | null]>([
    [
      'is the one that covers the date',
      [
        declared(1, 'wan_channels', 1, at('2025-01-01', '2026-01-01')),
        declared(1, 'wan_channels', 2, at('2026-01-01', null)),
      ],
      2,
    ],
    [
      'is the later word about that date',
      [
        declared(1, 'wan_channels', 1, at('2026-01-01', null)),
        declared(1, 'wan_channels', 2, at('2025-01-01', null, { knownSeq: 11 })),
      ],
      2,
    ],
    [
      'is not one that a late word about another year would bring',
      [
        declared(1, 'wan_channels', 1, at('2026-01-01', null)),
        declared(1, 'wan_channels', 2, at('2024-01-01', '2025-01-01', { knownSeq: 11 })),
      ],
      1,
    ],
    [
      'is of several sources the one known last',
      [
        declared(1, 'wan_channels', 1, at('2026-01-01', null, { knownSeq: 12 })),
        declared(1, 'wan_channels', 2, at('2026-01-01', null, { source: 'declaration:x', knownSeq: 11 })),
      ],
      1,
    ],
    [
      'is the one that ended last where none covers the date',
      [
        declared(1, 'wan_channels', 1, at('2024-01-01', '2025-01-01', { knownSeq: 30 })),
        declared(1, 'wan_channels', 2, at('2025-01-01', '2026-01-01', { source: 'other' })),
      ],
      2,
    ],
    [
      'is not one that was taken back',
      [
        declared(1, 'wan_channels', 1, at('2026-01-01', null)),
        declared(1, 'wan_channels', null, at('2026-01-01', null, { knownSeq: 11 })),
      ],
      null,
    ],
    [
      'is what was said before, where only a part was taken back',
      [
        declared(1, 'wan_channels', 1, at('2025-01-01', null)),
        declared(1, 'wan_channels', null, at('2026-06-01', null, { knownSeq: 11 })),
      ],
      1,
    ],
  ])('%s', (_, versions, value) => {
    const [found] = judgeFacts(channels, situation({ declared: versions }), limits);
    expect(found?.declared?.value ?? null).toBe(value);
  });
});

describe('what is older than its limit is stale', () => {
  test.each<[string, Partial<FactVersion>, string, ('declared' | 'observed')[]]>([
    ['nothing of today', { validFrom: '2026-01-01' }, ASOF, []],
    ['an observation of seven days ago is not', { validFrom: '2026-01-01' }, '2026-11-15', []],
    ['one of eight days ago is', { validFrom: '2026-01-01' }, '2026-11-14', ['observed']],
    ['an open declaration 400 days old is not', { validFrom: '2025-10-18' }, ASOF, []],
    ['one 401 days old is', { validFrom: '2025-10-17' }, ASOF, ['declared']],
    ['one for a span that goes on is not, however old', { validFrom: '2020-01-01', validTo: '2027-01-01' }, ASOF, []],
    [
      'one for a span that ended is as old as its last day',
      { validFrom: '2020-01-01', validTo: '2026-01-01' },
      ASOF,
      [],
    ],
    ['both', { validFrom: '2020-01-01' }, '2026-01-01', ['declared', 'observed']],
  ])('%s', (_, span, day, stale) => {
    const parts = { declared: [declared(1, 'has_lan', true, span)], observed: [observed(1, 'has_lan', true, day)] };
    const [found] = judgeFacts(flag, situation(parts), limits);
    expect([found?.verdict, found?.stale]).toEqual([stale.length > 0 ? 'stale' : 'agree', stale]);
  });

  test('also when it stands alone', () => {
    const old = situation({ declared: [declared(1, 'has_lan', true, { validFrom: '2020-01-01' })] });
    expect(judgeFacts(flag, old, limits)[0]?.verdict).toBe('stale');
  });
});

describe('the order', () => {
  test('is by how many people it concerns and how far both lie apart; then by code and fact', () => {
    const agencies = [agency(1, 'commune'), agency(2, 'commune'), agency(3, 'commune'), agency(4, 'department')];
    const parts = {
      agencies,
      declared: [
        declared(1, 'officials', 10),
        declared(2, 'officials', 100),
        ...agencies.map(({ id }) => declared(id, 'has_lan', true)),
        declared(2, 'wan_channels', 4),
      ],
      observed: [
        observed(1, 'has_lan', false),
        observed(3, 'has_lan', false),
        observed(4, 'has_lan', false),
        observed(2, 'wan_channels_alive', 3),
      ],
    };
    const found = judgeFacts([...flag, ...channels], situation(parts), limits);
    expect(found.map(({ agency: { id }, fact: key, verdict, weight }) => [id, key, verdict, weight])).toEqual([
      [3, 'has_lan', 'differs', 55],
      [2, 'wan_channels', 'differs', 25],
      [1, 'has_lan', 'differs', 10],
      [2, 'has_lan', 'only-declared', 10],
      [4, 'has_lan', 'differs', 1],
    ]);
  });
});

describe('what is compared', () => {
  const without = (drop: (key: string) => boolean): FactCatalogue => {
    const { facts } = catalogues;
    return { ...facts, facts: new Map([...facts.facts].filter(([key]) => !drop(key))) };
  };

  test('is what the shipped catalogue lets people declare and the assessment observes', () => {
    expect(comparableFacts(catalogues.facts)).toEqual(comparedFacts);
  });

  test('shrinks with the catalogue', () => {
    const smaller = without((key) => key === 'wan_channels_alive' || key === 'has_website');
    expect(comparableFacts(smaller).map((one) => one.fact)).not.toContain('wan_channels');
    expect(comparableFacts(smaller).map((one) => one.fact)).not.toContain('has_website');
    expect(comparableFacts(smaller)).toHaveLength(comparedFacts.length - 2);
  });
});

const anyVersion = fc.record({
  agencyId: fc.integer({ min: 1, max: 3 }),
  key: fc.constantFrom('has_lan', 'wan_channels', 'officials'),
  value: fc.option(fc.nat(9)),
  from: fc.integer({ min: 1, max: 28 }),
  days: fc.option(fc.integer({ min: 1, max: 28 })),
  source: fc.constantFrom('a', 'b'),
});

test('every pair that was declared or observed has one verdict, in the order of weights that are never negative', () => {
  const day = (n: number) => new Date(Date.parse('2026-10-30') + n * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(
      fc.array(anyVersion, { maxLength: 15 }),
      fc.subarray([1, 2, 3]),
      fc.integer({ min: 1, max: 40 }),
      (versions, seenOf, daysAgo) => {
        const told = versions.map(({ agencyId, key, value, from, days, source }, at) => {
          const flagged = value !== null && key === 'has_lan' ? value > 4 : value;
          const span = { validFrom: day(from), validTo: days === null ? null : day(from + days) };
          return declared(agencyId, key, flagged, { ...span, source, knownSeq: at + 1 });
        });
        const parts = situation({
          agencies: [agency(1, 'commune'), agency(2, 'commune'), agency(3, 'department')],
          declared: told.filter(({ validFrom }) => validFrom <= ASOF),
          observed: seenOf.flatMap((id) => [
            observed(id, 'has_lan', true, day(24 - daysAgo)),
            observed(id, 'wan_channels_alive', 2),
          ]),
        });
        const found = judgeFacts([...flag, ...channels], parts, limits);
        const keys = found.map((one) => `${one.agency.id} ${one.fact}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const id of seenOf) expect(keys).toEqual(expect.arrayContaining([`${id} has_lan`, `${id} wan_channels`]));
        for (const [at, one] of found.entries()) {
          expect(verdictKinds).toContain(one.verdict);
          expect(one.weight).toBeGreaterThanOrEqual(0);
          expect(one.weight).toBeLessThanOrEqual(found[at - 1]?.weight ?? Number.POSITIVE_INFINITY);
          expect(one.declared?.value ?? one.observed?.value ?? null).not.toBeNull();
          if (one.verdict === 'only-declared') expect(one.observed).toBeNull();
          if (one.verdict === 'only-observed') expect(one.declared).toBeNull();
          if (one.verdict === 'agree' || one.verdict === 'differs')
            expect([one.declared, one.observed]).not.toContain(null);
          expect(one.stale.length > 0).toBe(one.verdict === 'stale');
        }
        const turned = { ...parts, agencies: parts.agencies.toReversed(), observed: parts.observed.toReversed() };
        expect(judgeFacts([...flag, ...channels], turned, limits)).toEqual(found);
      },
    ),
    { numRuns: 200 },
  );
});
