import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicatorCatalogue, indicatorKeys } from '../../src/indicator/catalogue.ts';
import { evaluateIndicator, type IndicatorResult } from '../../src/indicator/evaluate.ts';
import { blocks } from '../../src/inventory/agency.ts';
import { catalogues } from '../support/catalogues.ts';
import { agency, fact, seenUp } from './cast.ts';

function only(results: readonly IndicatorResult[], block: string): IndicatorResult {
  const found = results.find((one) => one.block === block);
  if (found === undefined) throw new Error(`no result for ${block}`);
  return found;
}

const communes = [agency(3, 'commune'), agency(1, 'commune'), agency(2, 'commune')];

describe('a share', () => {
  const results = evaluateIndicator('agencies_on_wan', {
    agencies: [...communes, agency(4, 'department')],
    facts: [
      fact(1, 'on_wan', true, { evidence: seenUp }),
      fact(2, 'on_wan', false),
      fact(4, 'on_wan', true),
      fact(9, 'on_wan', true),
    ],
    catalogue: catalogues.facts,
  });

  test('counts agencies without data in the denominator and tells "no data" from "no"', () => {
    const commune = only(results, 'commune');
    expect(commune).toMatchObject({ value: 1 / 3, numerator: 1, denominator: 3, missing: 1, notComputable: null });
    expect(commune.agencies.map((line) => [line.code, line.in, line.numerator, line.reason, line.missing])).toEqual([
      ['X99.01', true, 1, 'yes', []],
      ['X99.02', true, 0, 'no', []],
      ['X99.03', true, 0, 'no-data', ['on_wan']],
    ]);
  });

  test('stands per block in the order of blocks, then for all; facts of strangers count nowhere', () => {
    expect(results.map((one) => [one.block, one.numerator, one.denominator])).toEqual([
      ['department', 1, 1],
      ['commune', 1, 3],
      ['all', 2, 4],
    ]);
  });

  test('carries the fact it rests on with its evidence', () => {
    expect(only(results, 'commune').agencies[0]?.facts).toEqual([
      {
        fact: 'on_wan',
        kind: 'observed',
        source: 'poller:main',
        value: true,
        validFrom: '2026-01-01',
        validTo: null,
        knownSeq: 10,
        evidence: seenUp,
      },
    ]);
  });

  test('a declared "on the WAN" is listed but not counted', () => {
    const said = fact(1, 'on_wan', true, { kind: 'declared', source: 'import:khai-bao.csv' });
    const result = only(
      evaluateIndicator('agencies_on_wan', { agencies: communes, facts: [said], catalogue: catalogues.facts }),
      'commune',
    );
    expect(result).toMatchObject({ numerator: 0, missing: 3 });
    expect(result.agencies[0]).toMatchObject({
      reason: 'no-data',
      facts: [],
      notUsed: [{ kind: 'declared', value: true }],
    });
  });

  test.each([
    [0, 'no', 0],
    [1, 'yes', 1],
    [12, 'yes', 1],
  ])('with LAN: %i offices with LAN is %s', (offices, reason, numerator) => {
    const facts = [fact(1, 'offices_with_lan', offices)];
    const result = only(
      evaluateIndicator('agencies_with_lan', { agencies: [agency(1, 'commune')], facts, catalogue: catalogues.facts }),
      'all',
    );
    expect(result).toMatchObject({ numerator, denominator: 1, agencies: [{ reason }] });
  });

  test('of which nobody has data is not computable, never 0 %', () => {
    const commune = only(
      evaluateIndicator('agencies_on_wan', { agencies: communes, facts: [], catalogue: catalogues.facts }),
      'commune',
    );
    expect(commune).toMatchObject({ value: null, numerator: 0, denominator: 3, missing: 3, notComputable: 'no-data' });
  });

  test('of nobody is not computable', () => {
    expect(evaluateIndicator('agencies_on_wan', { agencies: [], facts: [], catalogue: catalogues.facts })).toEqual([
      expect.objectContaining({ block: 'all', value: null, denominator: 0, notComputable: 'no-agencies' }),
    ]);
  });
});

describe('workstations per official who needs one', () => {
  const evaluate = (facts: Parameters<typeof evaluateIndicator>[1]['facts']) =>
    only(
      evaluateIndicator('workstations_per_official_needing', {
        agencies: communes,
        facts,
        catalogue: catalogues.facts,
      }),
      'commune',
    );

  test('sums over agencies that declared both and lists the others with what they lack', () => {
    const result = evaluate([
      fact(1, 'workstations', 30),
      fact(1, 'officials_needing_workstation', 20),
      fact(2, 'workstations', 99),
    ]);
    expect(result).toMatchObject({ value: 1.5, numerator: 30, denominator: 20, missing: 2, notComputable: null });
    expect(result.agencies).toMatchObject([
      { in: true, numerator: 30, denominator: 20, reason: 'counted', missing: [] },
      { in: false, numerator: null, denominator: null, reason: 'no-data', missing: ['officials_needing_workstation'] },
      { in: false, reason: 'no-data', missing: ['workstations', 'officials_needing_workstation'] },
    ]);
    expect(result.agencies[1]?.facts).toMatchObject([{ fact: 'workstations', value: 99 }]);
  });

  test('is not the mean of the agencies but sum over sum', () => {
    const facts = [
      fact(1, 'workstations', 1),
      fact(1, 'officials_needing_workstation', 1),
      fact(2, 'workstations', 0),
      fact(2, 'officials_needing_workstation', 9),
    ];
    expect(evaluate(facts).value).toBe(0.1);
  });

  test('nobody needing one is not computable, and not the same as nobody having declared', () => {
    const zero = [fact(1, 'workstations', 3), fact(1, 'officials_needing_workstation', 0)];
    expect(evaluate(zero)).toMatchObject({
      value: null,
      numerator: 3,
      denominator: 0,
      notComputable: 'zero-denominator',
    });
    expect(evaluate([])).toMatchObject({ value: null, denominator: 0, notComputable: 'no-data', missing: 3 });
  });

  test('the newest source counts, the older one is listed as not used', () => {
    const result = evaluate([
      fact(1, 'workstations', 30, { source: 'import:b', knownSeq: 12 }),
      fact(1, 'workstations', 10, { source: 'import:a', knownSeq: 11 }),
      fact(1, 'officials_needing_workstation', 20),
    ]);
    expect(result.value).toBe(1.5);
    expect(result.agencies[0]?.notUsed).toMatchObject([{ source: 'import:a', value: 10 }]);
  });
});

describe('every indicator', () => {
  const situation = fc.array(
    fc.record({
      block: fc.constantFrom(...blocks),
      onWan: fc.option(fc.boolean()),
      offices: fc.option(fc.nat(3)),
      workstations: fc.option(fc.nat(50)),
      needing: fc.option(fc.nat(50)),
    }),
    { maxLength: 12 },
  );

  test('replays identically whatever order its inputs stand in, and its lines add up', () => {
    fc.assert(
      fc.property(situation, fc.constantFrom(...indicatorKeys), (cast, key) => {
        const agencies = cast.map((one, index) => agency(index + 1, one.block));
        const facts = cast.flatMap((one, index) => [
          ...(one.onWan === null ? [] : [fact(index + 1, 'on_wan', one.onWan)]),
          ...(one.offices === null ? [] : [fact(index + 1, 'offices_with_lan', one.offices)]),
          ...(one.workstations === null ? [] : [fact(index + 1, 'workstations', one.workstations)]),
          ...(one.needing === null ? [] : [fact(index + 1, 'officials_needing_workstation', one.needing)]),
        ]);
        const results = evaluateIndicator(key, { agencies, facts, catalogue: catalogues.facts });
        const replay = evaluateIndicator(key, {
          agencies: agencies.toReversed(),
          facts: facts.toReversed(),
          catalogue: catalogues.facts,
        });
        expect(JSON.stringify(replay)).toBe(JSON.stringify(results));
        const all = only(results, 'all');
        const rest = results.filter((one) => one.block !== 'all');
        expect(all.agencies.length).toBe(cast.length);
        expect(rest.reduce((sum, one) => sum + one.numerator, 0)).toBe(all.numerator);
        expect(rest.reduce((sum, one) => sum + one.denominator, 0)).toBe(all.denominator);
        for (const one of results) {
          expect(one.value === null).toBe(one.notComputable !== null);
          expect(one.agencies.reduce((sum, line) => sum + (line.numerator ?? 0), 0)).toBe(one.numerator);
          if (indicatorCatalogue[key].rule.counts === 'share') expect(one.value ?? 0).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
