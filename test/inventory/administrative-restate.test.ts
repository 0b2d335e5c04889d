import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AdministrativeChange } from '../../src/inventory/administrative-change.ts';
import { checkAdministrativeChanges } from '../../src/inventory/administrative-change-check.ts';
import {
  addFractions,
  compareFractions,
  type Fraction,
  fractionOf,
  multiplyFractions,
  ONE,
  ZERO,
} from '../../src/inventory/administrative-fraction.ts';
import { restate } from '../../src/inventory/administrative-restate.ts';
import type { Figures, Restated } from '../../src/inventory/administrative-restated.ts';
import { type AdministrativeUnit, levelOfCode } from '../../src/inventory/administrative-unit.ts';
import { checkAdministrativeUnits } from '../../src/inventory/administrative-unit-check.ts';
import {
  anySteps,
  changeDays,
  communesOn,
  type History,
  lookDays,
  type Step,
  tellHistory,
} from './administrative-history.ts';

const basis = 'population' as const;
const anyDay = fc.constantFrom(...lookDays);
const anyCounts = fc.array(fc.nat(1_000_000), { minLength: 60, maxLength: 60 });

describe('random histories', () => {
  test('are sound, so that what follows speaks of sound ones', () => {
    fc.assert(
      fc.property(anySteps(false), (steps) => {
        const { units, changes } = tellHistory(steps);
        expect(checkAdministrativeUnits(units)).toEqual([]);
        expect(checkAdministrativeChanges(changes, units)).toEqual([]);
      }),
    );
  });

  test('counts on a later tree add up to the same sum to the last digit, each from its sources by their shares', () => {
    fc.assert(
      fc.property(anySteps(false), anyCounts, anyDay, anyDay, (steps, counts, a, b) => {
        const history = tellHistory(steps);
        const [from = a, to = b] = [a, b].sort();
        const figures = countsOn(history, from, counts);
        const shown = restate(figures, { ...history, from, to, basis });
        expect(shown.stuck).toEqual([]);
        expect(sumOf(shown.entries.map(countOf))).toEqual(sumOf([...figures.of.values()].map(fractionOf)));
        expect(shown.sums.shown).toEqual(shown.sums.given);
        for (const entry of shown.entries) {
          const parts = entry.lineage.map((part) =>
            multiplyFractions(part.share, fractionOf(figures.of.get(part.code) ?? 0)),
          );
          expect(sumOf(parts)).toEqual(countOf(entry));
        }
        for (const code of figures.of.keys()) expect(sharesOf(shown, code)).toEqual(ONE);
      }),
      { numRuns: 200 },
    );
  });

  test.each(['forward', 'backward'] as const)(
    '%s with shares missing: what is shown and what is held make the sum',
    (way) => {
      fc.assert(
        fc.property(anySteps(true), anyCounts, anyDay, anyDay, (steps, counts, a, b) => {
          const history = tellHistory(steps);
          const [early = a, late = b] = [a, b].sort();
          const [from, to] = way === 'forward' ? [early, late] : [late, early];
          const figures = countsOn(history, from, counts);
          const shown = restate(figures, { ...history, from, to, basis });
          const given = sumOf([...figures.of.values()].map(fractionOf));
          const [sum = ZERO, held = ZERO] = [shown.sums.shown[0], shown.sums.held[0]];
          expect(shown.sums.given).toEqual([given]);
          expect(addFractions(sum, held)).toEqual(given);
          expect(sum).toEqual(sumOf(shown.entries.filter((entry) => entry.figure !== null).map(countOf)));
          expect(shown.entries.filter((entry) => (entry.figure === null) !== entry.why.length > 0)).toEqual([]);
          const tree = communesOn(history, to);
          expect(shown.entries.filter((entry) => !tree.includes(entry.code))).toEqual([]);
        }),
        { numRuns: 200 },
      );
    },
  );

  test('on the same date everything stays as it was', () => {
    fc.assert(
      fc.property(anySteps(true), anyCounts, anyDay, (steps, counts, on) => {
        const history = tellHistory(steps);
        const figures = countsOn(history, on, counts);
        const shown = restate(figures, { ...history, from: on, to: on, basis });
        const back = shown.entries.map((entry) => [entry.code, countOf(entry)] as const);
        expect(new Map(back)).toEqual(
          new Map([...figures.of].toSorted().map(([code, count]) => [code, fractionOf(count)])),
        );
        expect(shown.entries.flatMap((entry) => entry.lineage.flatMap((part) => part.changes))).toEqual([]);
      }),
    );
  });

  test('a published year is byte for byte the same after later changes are added, in whatever order all is kept', () => {
    fc.assert(
      fc.property(
        anySteps(true),
        anyCounts,
        fc.integer({ min: 0, max: 3 }),
        anyDay,
        anyDay,
        (steps, counts, days, a, b) => {
          const limit = changeDays[days] ?? '';
          fc.pre(a < limit && b < limit);
          const before = tellHistory(steps, days);
          const told = tellHistory(steps);
          const after = { units: told.units.toReversed(), changes: told.changes.toReversed() };
          const figures = countsOn(before, a, counts);
          const bytes = (history: History) => canonical(restate(figures, { ...history, from: a, to: b, basis }));
          expect(bytes(after)).toBe(bytes(before));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a ratio is recomputed from its shared parts and never leaves their bounds', () => {
    fc.assert(
      fc.property(anySteps(true), anyCounts, anyDay, anyDay, (steps, counts, from, to) => {
        const history = tellHistory(steps);
        const codes = communesOn(history, from);
        const of = new Map(
          codes.map((code, at) => [code, { numerator: counts[at] ?? 0, denominator: 1 + (counts[at + 20] ?? 0) }]),
        );
        const shown = restate({ kind: 'ratio', of }, { ...history, from, to, basis });
        for (const { figure, lineage } of shown.entries) {
          if (figure?.kind !== 'ratio' || figure.ratio === null) continue;
          const parts = lineage
            .filter((part) => part.share.numerator > 0n)
            .flatMap((part) => {
              const one = of.get(part.code);
              return one === undefined
                ? []
                : [multiplyFractions(fractionOf(one.numerator), invert(fractionOf(one.denominator)))];
            })
            .toSorted(compareFractions);
          expect(compareFractions(figure.ratio, parts[0] ?? ZERO)).toBeGreaterThanOrEqual(0);
          expect(compareFractions(figure.ratio, parts.at(-1) ?? ZERO)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('where nothing was merged, what went forward comes back whole', () => {
    fc.assert(
      fc.property(anySteps(false, ['split', 'rename', 'move']), anyCounts, (steps, counts) => {
        const alone = steps.map((step): Step => ({ ...step, picks: step.picks.slice(0, 1) }));
        const history = tellHistory(alone);
        const [from, to] = ['2000-01-01', '2026-01-01'];
        const [, , ...rest] = counts;
        const figures = countsOn(
          history,
          from,
          rest.map((count) => count * 10 ** 9),
        );
        const there = restate(figures, { ...history, from, to, basis });
        const whole = there.entries.flatMap((entry) => {
          const { numerator, denominator } = countOf(entry);
          return denominator === 1n && numerator <= 2n ** 53n ? [[entry.code, Number(numerator)] as const] : [];
        });
        fc.pre(whole.length === there.entries.length);
        const back = restate({ kind: 'count', of: new Map(whole) }, { ...history, from: to, to: from, basis });
        const counted = back.entries.map((entry) => [entry.code, countOf(entry)] as const);
        expect(new Map(counted)).toEqual(new Map([...figures.of].map(([code, count]) => [code, fractionOf(count)])));
      }),
    );
  });
});

const unit = (
  code: string,
  validFrom: string,
  validTo: string | null,
  more: Partial<AdministrativeUnit> = {},
): AdministrativeUnit => {
  const level = levelOfCode(code) ?? 'commune';
  const type = level === 'province' ? 'city' : level === 'district' ? 'urban_district' : 'ward';
  return {
    code,
    name: `Phường ${code}`,
    level,
    type,
    parent: level === 'province' ? null : '01',
    validFrom,
    validTo,
    ...more,
  };
};
const reform = '2025-07-01';
const row = (
  from: string,
  to: string,
  kind: AdministrativeChange['kind'],
  share: AdministrativeChange['share'] = null,
) => ({
  event: 'NQ 1',
  from,
  to,
  on: reform,
  kind,
  share,
});
const part = (from: string, to: string, value: number): AdministrativeChange =>
  row(from, to, 'split', { basis, value });

/** A small town of five wards: two merge, one is divided over the merged ward and a new one, two stay. */
const town: History = {
  units: [
    unit('01', '2000-01-01', null),
    unit('001', '2000-01-01', reform),
    ...['00001', '00004', '00007'].map((code) => unit(code, '2000-01-01', reform, { parent: '001' })),
    ...['00010', '00013'].flatMap((code) => [
      unit(code, '2000-01-01', reform, { parent: '001' }),
      unit(code, reform, null),
    ]),
    unit('00004', reform, null, { name: 'Phường Hợp' }),
    unit('00008', reform, null, { name: 'Phường Mới' }),
  ],
  changes: [
    row('00001', '00004', 'merge'),
    row('00004', '00004', 'merge'),
    part('00007', '00004', 0.3),
    part('00007', '00008', 0.7),
  ],
};
const forward = { ...town, from: '2024-12-31', to: '2026-01-01', basis };
const backward = { ...town, from: '2026-01-01', to: '2024-12-31', basis };

describe('a small town', () => {
  test('its changes are sound', () => {
    expect([...checkAdministrativeUnits(town.units), ...checkAdministrativeChanges(town.changes, town.units)]).toEqual(
      [],
    );
  });

  test('its counts are shared out, with the units, shares and decisions behind each', () => {
    const shown = restate(counts({ '00001': 10, '00004': 20, '00007': 101, '00010': 7 }), forward);
    expect(shown.entries.map((entry) => [entry.code, entry.figure])).toEqual([
      ['00004', { kind: 'count', count: { numerator: 603n, denominator: 10n } }],
      ['00008', { kind: 'count', count: { numerator: 707n, denominator: 10n } }],
      ['00010', { kind: 'count', count: { numerator: 7n, denominator: 1n } }],
    ]);
    expect(shown.entries[0]?.lineage.map((each) => [each.code, each.share, each.changes])).toEqual([
      ['00001', ONE, [town.changes[0]]],
      ['00004', ONE, [town.changes[1]]],
      ['00007', { numerator: 3n, denominator: 10n }, [town.changes[2]]],
    ]);
  });

  test('its ratio is the ratio of the shared parts, not the mean of the ratios', () => {
    const of = new Map([
      ['00001', { numerator: 1, denominator: 10 }],
      ['00004', { numerator: 90, denominator: 90 }],
      ['00007', { numerator: 0, denominator: 100 }],
    ]);
    const [merged] = restate({ kind: 'ratio', of }, forward).entries;
    expect(merged?.figure).toEqual({
      kind: 'ratio',
      numerator: fractionOf(91),
      denominator: fractionOf(130),
      ratio: { numerator: 7n, denominator: 10n },
    });
  });

  test('who handed in nothing is named beside the sum that lacks it', () => {
    const shown = restate(counts({ '00001': 10, '00010': 7 }), forward);
    expect(shown.entries.map((entry) => [entry.code, entry.missing])).toEqual([
      ['00004', ['00004', '00007']],
      ['00010', []],
    ]);
  });

  test('on another basis nothing is guessed: the answer names the basis that is missing and those there are', () => {
    const shown = restate(counts({ '00001': 10, '00004': 20, '00007': 101, '00010': 7 }), {
      ...forward,
      basis: 'area',
    });
    const why = {
      code: 'restate-share-missing',
      params: {
        code: '00007',
        on: reform,
        event: 'NQ 1',
        basis: 'area',
        targets: '00004, 00008',
        stated: 'population',
      },
    };
    expect(shown.entries.map((entry) => [entry.code, entry.figure === null, entry.why])).toEqual([
      ['00004', true, [why]],
      ['00008', true, [why]],
      ['00010', false, []],
    ]);
    expect(shown.stuck).toEqual([{ code: '00007', amounts: [fractionOf(101)], why }]);
    expect(shown.sums).toEqual({ given: [fractionOf(138)], shown: [fractionOf(7)], held: [fractionOf(131)] });
  });

  test('who handed in nothing and cannot be shared out is named as well, and holds nobody up', () => {
    const shown = restate(counts({ '00004': 20 }), { ...forward, basis: 'area' });
    expect(shown.entries.map((entry) => [entry.code, entry.figure, entry.missing])).toEqual([
      ['00004', { kind: 'count', count: fractionOf(20) }, ['00001', '00007']],
    ]);
  });

  test('a rank is kept over a change of names', () => {
    const question = { ...forward, changes: [row('00010', '00010', 'rename')] };
    expect(restate({ kind: 'rank', of: new Map([['00010', 3]]) }, question).entries[0]?.figure).toEqual({
      kind: 'rank',
      rank: 3,
    });
  });

  test('a rank is never shared out, but stays where none of its peers changed', () => {
    const shown = restate(
      {
        kind: 'rank',
        of: new Map([
          ['00010', 3],
          ['01', 1],
        ]),
      },
      forward,
    );
    expect(shown.entries.map((entry) => [entry.code, entry.figure, entry.why])).toEqual([
      ['00010', null, [{ code: 'restate-rank', params: { code: '00010', event: 'NQ 1', on: reform } }]],
      ['01', { kind: 'rank', rank: 1 }, []],
    ]);
  });

  test('a district has no place on a tree without districts', () => {
    const shown = restate(counts({ '001': 5 }), forward);
    expect([shown.entries, shown.stuck.map((one) => one.why)]).toEqual([
      [],
      [{ code: 'restate-level-ended', params: { code: '001', on: reform } }],
    ]);
  });

  test('backwards a new part goes to the unit it came from, a merged unit to nobody', () => {
    const shown = restate(counts({ '00004': 50, '00008': 9, '00010': 7 }), backward);
    const why = { code: 'restate-merged', params: { code: '00004', on: reform, sources: '00001, 00004, 00007' } };
    expect(shown.entries.map((entry) => [entry.code, entry.figure === null, entry.why])).toEqual([
      ['00001', true, [why]],
      ['00004', true, [why]],
      ['00007', true, [why]],
      ['00010', false, []],
    ]);
    expect(shown.sums.held).toEqual([fractionOf(59)]);
  });

  test('a unit that takes others up and goes on without rows of its own cannot be taken apart either', () => {
    const units = [
      unit('01', '2000-01-01', null),
      unit('00001', '2000-01-01', reform),
      unit('00004', '2000-01-01', null),
    ];
    const changes = [row('00001', '00004', 'merge')];
    expect(checkAdministrativeChanges(changes, units)).toEqual([]);
    const shown = restate(counts({ '00004': 50 }), { ...backward, units, changes });
    expect(shown.entries.map((entry) => [entry.code, entry.figure])).toEqual([
      ['00001', null],
      ['00004', null],
    ]);
  });

  test('a mapping that names the seat alone is no share, neither there nor back', () => {
    const changes = [row('00001', '00004', 'split'), row('00004', '00004', 'split')];
    for (const way of [forward, backward]) {
      const shown = restate(counts({ '00004': 50, ...(way === forward ? { '00001': 1 } : {}) }), { ...way, changes });
      expect(shown.sums.shown).toEqual([ZERO]);
      expect([...shown.stuck.map((one) => one.why.code)]).toContain('restate-share-missing');
    }
  });

  test('a province whose border a commune crossed keeps no figure of its own, unless a row says what passed', () => {
    const units = [
      ...['01', '02'].map((code) => unit(code, '2000-01-01', null)),
      unit('00001', '2000-01-01', reform, { parent: '01' }),
      unit('00001', reform, null, { parent: '02' }),
    ];
    const changes = [row('00001', '00001', 'move')];
    const shown = restate(counts({ '01': 5, '02': 6 }), { ...forward, units, changes });
    expect(shown.entries.map((entry) => [entry.code, entry.figure, entry.why.map((one) => one.code)])).toEqual([
      ['01', null, ['restate-boundary-moved']],
      ['02', null, ['restate-boundary-moved']],
    ]);
    const stated = [...changes, part('01', '01', 0.9), part('01', '02', 0.1)];
    expect(restate(counts({ '01': 5, '02': 6 }), { ...forward, units, changes: stated }).sums.held).toEqual([ZERO]);
  });

  test('backwards it is the province that lost the commune that gets no figure, and the one that took it that has none to give', () => {
    const units = [
      unit('02', '2000-01-01', reform),
      unit('04', reform, null),
      unit('03', '2000-01-01', null),
      unit('00001', '2000-01-01', reform, { parent: '02' }),
      unit('00001', reform, null, { parent: '03' }),
    ];
    const changes = [row('02', '04', 'move'), row('00001', '00001', 'move')];
    const shown = restate(counts({ '03': 5, '04': 6 }), { ...backward, units, changes });
    expect(shown.entries.map((entry) => [entry.code, entry.figure])).toEqual([
      ['02', null],
      ['03', null],
    ]);
  });

  test('backwards a unit that took up nothing that counts on this basis keeps its figure', () => {
    const changes = [...town.changes.slice(0, 2), part('00007', '00010', 0), part('00007', '00008', 1)];
    const shown = restate(counts({ '00008': 4, '00010': 7 }), { ...backward, changes });
    expect(shown.entries.map((entry) => [entry.code, entry.figure])).toEqual([
      ['00007', { kind: 'count', count: fractionOf(4) }],
      ['00010', { kind: 'count', count: fractionOf(7) }],
    ]);
  });

  test('a code that was no unit on that date is told, not passed over', () => {
    const shown = restate(counts({ '00008': 5, '02222': 1 }), forward);
    expect(shown.stuck.map((one) => [one.code, one.why.code])).toEqual([
      ['00008', 'restate-unit-unknown'],
      ['02222', 'restate-unit-unknown'],
    ]);
  });

  test('shares of one third each, published rounded, still make the sum exactly', () => {
    const thirds = [0.3333333333, 0.3333333333, 0.3333333333];
    const units = [
      unit('01', '2000-01-01', null),
      unit('00001', '2000-01-01', null),
      ...['00002', '00003'].map((code) => unit(code, reform, null)),
    ];
    const changes = ['00001', '00002', '00003'].map((to, at) => part('00001', to, thirds[at] ?? 0));
    expect(checkAdministrativeChanges(changes, units)).toEqual([]);
    const shown = restate(counts({ '00001': 100 }), { ...forward, units, changes });
    expect(sumOf(shown.entries.map(countOf))).toEqual(fractionOf(100));
    expect(shown.entries.map(countOf)[0]).toEqual({ numerator: 100n, denominator: 3n });
  });

  test('shares that miss the whole are refused when figures are asked for, too', () => {
    const changes = [...town.changes.slice(0, 2), part('00007', '00004', 0.3), part('00007', '00008', 0.6)];
    expect(restate(counts({ '00007': 5 }), { ...forward, changes }).stuck[0]?.why.code).toBe('restate-shares-unsound');
  });
});

function counts(of: Readonly<Record<string, number>>): Figures & { readonly kind: 'count' } {
  return { kind: 'count', of: new Map(Object.entries(of)) };
}

function countsOn(history: History, on: string, values: readonly number[]): Figures & { readonly kind: 'count' } {
  return { kind: 'count', of: new Map(communesOn(history, on).map((code, at) => [code, values[at] ?? 0])) };
}

function countOf(entry: Restated['entries'][number]): Fraction {
  return entry.figure?.kind === 'count' ? entry.figure.count : { numerator: -1n, denominator: 1n };
}

function sumOf(values: readonly Fraction[]): Fraction {
  return values.reduce(addFractions, ZERO);
}

function sharesOf(shown: Restated, code: string): Fraction {
  return sumOf(
    shown.entries.flatMap((entry) => entry.lineage.filter((part) => part.code === code).map((part) => part.share)),
  );
}

function invert({ numerator, denominator }: Fraction): Fraction {
  return { numerator: denominator, denominator: numerator };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));
}
