import { describe, expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';
import type { FactValue } from '../../src/inventory/fact.ts';
import { parseFactCatalogue } from '../../src/inventory/fact-catalogue.ts';
import { checkRules } from '../../src/inventory/fact-rules.ts';
import { facts, must } from './shipped.ts';

const base = 'unit: u, subjects: [agency], kind: declared, declared_by: [reporter]';
const catalogue = must(
  parseFactCatalogue(
    locateYaml(
      `units: {u: {name_vi: cái, name_en: things}}
facts:
  a: {name_vi: A, name_en: First, type: count, ${base}}
  b: {name_vi: B, name_en: Second, type: number, range: {min: -100, max: 100}, ${base}}
  f: {name_vi: F, name_en: Flag, type: flag, ${base}}
  g: {name_vi: G, name_en: Other flag, type: flag, ${base}}
  h: {name_vi: H, name_en: Third flag, type: flag, ${base}}
  c: {name_vi: C, name_en: Third, type: count, ${base}}
  d: {name_vi: D, name_en: Fourth, type: count, ${base}}
rules:
  - {part: a, whole: b}
  - {fact: a, zero_if_zero: b}
  - {fact: a, at_most: b, factor: 0.1, severity: warning}
  - {fact: f, requires: g}
  - {fact: f, requires: a}
  - {fact: f, excludes: h}
  - {fact: g, excludes: b}
  - {fact: c, at_most: d, factor: 0.7}
`,
      'facts.yaml',
    ),
  ).catalogue,
);

function breaches(values: Readonly<Record<string, FactValue>>): string[] {
  return checkRules(catalogue, new Map(Object.entries(values))).map((one) => `${one.code} ${one.fact} ${one.other}`);
}

describe('rules between facts', () => {
  test.each([
    [{}, []],
    [{ a: 5 }, []],
    [{ b: 0 }, []],
    [{ a: 0, b: 0 }, []],
    [{ a: 1, b: 10 }, []],
    [{ a: 2, b: 10 }, ['rule-too-many a b']],
    // In binary 0.7 × 90 is a hair less than 63.
    [{ c: 63, d: 90 }, []],
    [{ c: 64, d: 90 }, ['rule-too-many c d']],
    [{ a: 11, b: 10 }, ['rule-more-than-whole a b', 'rule-too-many a b']],
    [{ a: 5, b: 0 }, ['rule-more-than-whole a b', 'rule-not-zero a b', 'rule-too-many a b']],
    [{ f: false }, []],
    [{ f: true, g: true, a: 1 }, []],
    [{ f: true, g: true, a: 1, h: false }, []],
    [{ f: true }, ['rule-needs f g', 'rule-needs f a']],
    [{ f: true, g: false, a: 0 }, ['rule-needs f g', 'rule-needs f a']],
    [{ f: true, g: true, a: 1, h: true }, ['rule-excludes f h']],
    [{ g: true, b: 1 }, ['rule-excludes g b']],
    [{ g: true, b: 0 }, []],
    [{ g: true, b: -1 }, []],
  ])('%j: %j', (values, codes) => {
    expect(breaches(values)).toEqual(codes);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, 'five', true])(
    'a value that its fact does not take (%s) is not blamed a second time',
    (a) => {
      expect(breaches({ a, b: 0, f: true, g: true })).toEqual([]);
    },
  );

  test('nor is what it was to be held against', () => {
    expect(breaches({ a: 5, b: -1_000 })).toEqual([]);
  });

  test('a breach names both facts in both languages and says how severe it is', () => {
    expect(checkRules(catalogue, new Map([['a', 2] as const, ['b', 10] as const]))).toEqual([
      {
        fact: 'a',
        other: 'b',
        severity: 'warning',
        code: 'rule-too-many',
        params: {
          fact: 'a',
          factVi: 'A',
          factEn: 'First',
          other: 'b',
          otherVi: 'B',
          otherEn: 'Second',
          value: '2',
          limit: '10',
          factor: 0.1,
        },
      },
    ]);
  });

  test('as shipped: no officials with five workstations is an error', () => {
    const found = checkRules(facts, new Map([['officials', 0] as const, ['workstations', 5] as const]));
    expect(found.map((one) => `${one.severity} ${one.code}`)).toEqual(['error rule-not-zero', 'warning rule-too-many']);
  });

  test('as shipped: the published figures of Hà Nội 2020 break no rule', () => {
    const values = { administrative_procedures: 1808, procedures_for_online: 1659, procedures_online_level_3_4: 1501 };
    expect(checkRules(facts, new Map(Object.entries(values)))).toEqual([]);
  });
});
