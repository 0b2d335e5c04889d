import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckedDeclaration, checkDeclaration } from '../../src/inventory/declaration-check.ts';
import { compareWithYearEarlier } from '../../src/inventory/declaration-jump.ts';
import { outlierOf, peerStatistics } from '../../src/inventory/declaration-outlier.ts';
import type { FactValue } from '../../src/inventory/fact.ts';
import { fact, facts, form } from './shipped.ts';

const commune = form('commune_year');
const sound: Readonly<Record<string, FactValue>> = {
  officials: 42,
  officials_needing_workstation: 40,
  officials_with_workstation: 38,
  officials_trained: 10,
  it_staff: 1,
  digital_signatures: 40,
  workstations: 39,
  workstations_with_internet: 39,
  workstations_with_antivirus: 20,
  offices: 6,
  offices_with_lan: 6,
  has_lan: true,
  lan_to_every_office: true,
  has_internet: true,
  has_document_management: true,
  has_one_stop: true,
  has_online_services: true,
};

function check(values: Readonly<Record<string, unknown>>, more: Partial<CheckedDeclaration> = {}) {
  return checkDeclaration({
    catalogue: facts,
    form: commune,
    block: 'commune',
    values: new Map(Object.entries({ ...sound, ...values })),
    reasons: new Map(),
    yearEarlier: new Map(),
    peers: new Map(),
    ...more,
  });
}

const codes = (findings: readonly { readonly fact: string | null; readonly code: string }[]): string[] =>
  findings.map((one) => `${one.fact} ${one.code}`);

describe('checking a declaration', () => {
  test('a sound one has neither errors nor warnings', () => {
    expect(check({})).toEqual({ errors: [], warnings: [] });
  });

  test.each([
    [{ officials: null }, ['officials declaration-fact-required']],
    [{ officials: undefined }, ['officials declaration-fact-required']],
    [{ officials: Number.NaN }, ['officials value-not-finite']],
    [{ officials: Number('1e999') }, ['officials value-not-finite']],
    [{ officials: '42' }, ['officials value-not-a-number']],
    [{ has_lan: 1 }, ['has_lan value-not-a-flag']],
    [{ internet_bandwidth_mbps: -1 }, ['internet_bandwidth_mbps value-outside-range']],
    [{ officialz: 3 }, ['officialz declaration-fact-outside-form']],
    [{ data_center_level: 3 }, ['data_center_level declaration-fact-outside-form']],
    [{ offices_with_lan: 7 }, ['offices_with_lan rule-more-than-whole']],
    [{ has_lan: false }, ['lan_to_every_office rule-needs']],
    [{ has_lan: null }, ['has_lan declaration-fact-required', 'lan_to_every_office rule-needs']],
    [
      {
        officials: 0,
        officials_needing_workstation: 0,
        officials_with_workstation: 0,
        officials_trained: 0,
        it_staff: 0,
        digital_signatures: 0,
        workstations: 5,
        workstations_with_internet: 5,
        workstations_with_antivirus: 5,
      },
      ['workstations rule-not-zero'],
    ],
  ])('%j: %j', (values, errors) => {
    expect(codes(check(values).errors)).toEqual(errors);
  });

  test('every error comes at once, in the order of the form, then what is not in it, then the rules', () => {
    const { errors } = check({
      offices: '6',
      officials: null,
      it_staff: 1.5,
      workstationz: 1,
      workstations_with_internet: 50,
    });
    expect(codes(errors)).toEqual([
      'officials declaration-fact-required',
      'it_staff value-not-whole',
      'offices value-not-a-number',
      'workstationz declaration-fact-outside-form',
      'workstations_with_internet rule-more-than-whole',
    ]);
    expect(errors[3]?.params.nearest).toBe('workstations');
  });

  test('a form is for its blocks', () => {
    expect(codes(check({}, { block: 'department' }).errors)).toEqual(['null declaration-block-outside-form']);
  });

  test('a warning is answered by the reason for its fact, and not by blanks', () => {
    const doubtful = { officials_trained: 50 };
    expect(check(doubtful).warnings).toMatchObject([
      { fact: 'officials_trained', code: 'rule-more-than-whole', reason: null },
    ]);
    const because = (text: string) =>
      check(doubtful, { reasons: new Map([['officials_trained', text]]) }).warnings[0]?.reason;
    expect(because(' hai đợt tập huấn ')).toBe('hai đợt tập huấn');
    expect(because(' \n ')).toBeNull();
  });

  test('a reason has its length', () => {
    const { errors } = check({}, { reasons: new Map([['officials', 'x'.repeat(2_001)]]) });
    expect(codes(errors)).toEqual(['officials declaration-reason-too-long']);
  });

  test('a jump and an outlier of one fact are both told, and one reason answers both', () => {
    const { warnings, errors } = check(
      { internet_bandwidth_mbps: 900 },
      {
        yearEarlier: new Map([['internet_bandwidth_mbps', 100]]),
        peers: new Map([['internet_bandwidth_mbps', { count: 126, median: 100, mad: 20 }]]),
        reasons: new Map([['internet_bandwidth_mbps', 'lên kênh 1 Gbps']]),
      },
    );
    expect(errors).toEqual([]);
    expect(codes(warnings)).toEqual([
      'internet_bandwidth_mbps declaration-rise',
      'internet_bandwidth_mbps declaration-outlier',
    ]);
    expect(warnings.every((warning) => warning.reason !== null)).toBe(true);
  });

  test('a wrong value is not compared with anything', () => {
    const { warnings } = check({ officials: '9000' }, { yearEarlier: new Map([['officials', 40]]) });
    expect(warnings).toEqual([]);
  });
});

describe('against the year before', () => {
  test.each([
    ['officials', 100, 130, null],
    ['officials', 100, 131, 'declaration-rise'],
    ['officials', 100, 70, null],
    ['officials', 100, 69, 'declaration-fall'],
    ['officials', 0, 0, null],
    ['officials', 0, 1, 'declaration-from-zero'],
    ['officials', 1, 0, 'declaration-to-zero'],
    ['officials', undefined, 9_000, null],
    ['internet_bandwidth_mbps', 1, 1.3, null],
    ['internet_bandwidth_mbps', 0.1, 0.13, null],
    ['internet_bandwidth_mbps', 0.1, 0.131, 'declaration-rise'],
    ['has_lan', true, false, 'declaration-flag-lost'],
    ['has_lan', false, true, null],
    ['national_rank_overall', 40, 2, null],
    ['data_center_in_use_on', '2012-12-31', '2020-01-01', null],
    ['officials', true, 5, null],
  ])('%s from %s to %s: %s', (key, before, now, code) => {
    expect(compareWithYearEarlier(fact(key), before, now, 0.3)[0]?.code ?? null).toBe(code);
    expect(compareWithYearEarlier(fact(key), before, now, null)).toEqual([]);
  });

  test('the share is told in whole percent, whichever way', () => {
    expect(compareWithYearEarlier(fact('officials'), 40, 61, 0.3)[0]?.params).toMatchObject({
      percent: 53,
      before: '40',
      now: '61',
    });
    expect(compareWithYearEarlier(fact('officials'), 60, 20, 0.3)[0]?.params).toMatchObject({ percent: 67 });
  });
});

describe('within the block', () => {
  const statistics = (values: readonly number[], key = 'officials') =>
    peerStatistics(
      facts,
      commune,
      values.map((value) => new Map([[key, value]])),
    ).get(key);
  const rule = { mad: 5, minPeers: 5 };
  const isOutlier = (value: number, values: readonly number[], key = 'officials') =>
    outlierOf(fact(key), value, statistics(values, key), rule).length === 1;

  test.each([
    [[1, 2, 3, 4, 100], { count: 5, median: 3, mad: 1 }],
    [[100, 20, 9, 1, 3], { count: 5, median: 9, mad: 8 }],
    [[1, 2, 3, 4], { count: 4, median: 2.5, mad: 1 }],
    [[7], { count: 1, median: 7, mad: 0 }],
    [[], undefined],
  ])('median and median distance of %j', (values, expected) => {
    expect(statistics(values)).toEqual(expected);
  });

  test.each([
    ['inside five median distances', 45, [38, 39, 40, 41, 42], false],
    ['outside them, above', 46, [38, 39, 40, 41, 42], true],
    ['outside them, below', 34, [38, 39, 40, 41, 42], true],
    ['with too few peers', 4_000, [38, 39, 40, 41], false],
    ['one extreme peer does not widen the band', 60, [38, 39, 40, 41, 1e6], true],
    ['all the same: one more is none', 2, [1, 1, 1, 1, 1], false],
    ['all the same: one typed with three zeros too many is one', 40_000, [40, 40, 40, 40, 40], true],
    ['all the same and large: half as much again is none', 1_500, [1_000, 1_000, 1_000, 1_000, 1_000], false],
    ['all the same and large: more than that is one', 1_501, [1_000, 1_000, 1_000, 1_000, 1_000], true],
    ['all nought: five is within one each', 5, [0, 0, 0, 0, 0], false],
    ['all nought: six is not', 6, [0, 0, 0, 0, 0], true],
  ])('%s', (_, value, values, expected) => {
    expect(isOutlier(value, values)).toBe(expected);
  });

  test('decimals around nought say nothing', () => {
    expect(isOutlier(3, [0, 0, 0, 0, 0, 0], 'internet_bandwidth_mbps')).toBe(false);
  });

  test('the band told stays within what the fact can be', () => {
    const [found] = outlierOf(fact('officials'), 900, { count: 126, median: 40, mad: 20 }, rule);
    expect(found?.params).toMatchObject({ value: 900, median: 40, low: 0, high: 140, count: 126 });
  });

  test('flags, dates and ranks are not measured against others', () => {
    const declared = [new Map<string, FactValue>([['has_lan', true]])];
    expect(peerStatistics(facts, commune, declared).size).toBe(0);
    expect(outlierOf(fact('has_lan'), true, { count: 9, median: 0, mad: 1 }, rule)).toEqual([]);
  });

  test('moving every figure and the median alike changes no verdict, nor does their order', () => {
    const whole = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(
        fc.array(whole, { minLength: 5, maxLength: 40 }),
        whole,
        fc.integer({ min: 0, max: 9 }),
        (values, value, by) => {
          const spread = statistics(values)?.mad ?? 0;
          fc.pre(spread > 0);
          const verdict = isOutlier(value, values);
          expect(isOutlier(value, values.toReversed())).toBe(verdict);
          expect(
            isOutlier(
              value + by,
              values.map((one) => one + by),
            ),
          ).toBe(verdict);
        },
      ),
    );
  });
});
