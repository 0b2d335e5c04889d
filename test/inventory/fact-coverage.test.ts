import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { factKinds } from '../../src/inventory/fact.ts';
import { acceptsKind } from '../../src/inventory/fact-definition.ts';
import { checkDimensions } from '../../src/inventory/fact-dimensions.ts';
import { checkValue } from '../../src/inventory/fact-value.ts';
import { type FactRef, factsOfPublished, publishedDimensions } from '../../src/inventory/published-figure.ts';
import { fact, facts, must } from './shipped.ts';

const file = path.join(import.meta.dirname, '../../../shared/data/published-figures.yaml');
const number = z.number().optional();
const figure = z.object({
  id: z.string(),
  place: z.string(),
  period: z.number(),
  indicator: z.string(),
  block: z.union([z.string(), z.array(z.string())]),
  kind: z.enum(factKinds),
  value: number,
  n: number,
  d: number,
  scheme: z.string().optional(),
  note: z.string().optional(),
});
type Figure = z.output<typeof figure>;

const isThere = existsSync(file);
const rows: readonly Figure[] = isThere
  ? z.object({ figures: z.array(figure) }).parse(parse(readFileSync(file, 'utf8'))).figures
  : [];
const numbers = (row: Figure) =>
  (['value', 'n', 'd'] as const).flatMap((part) => (row[part] === undefined ? [] : [{ part, value: row[part] }]));

describe.skipIf(!isThere)('every published figure can be told as facts', () => {
  test('all of them are looked at', () => {
    expect(rows).toHaveLength(76);
  });

  test.each(rows)('$id', (row) => {
    const published = must(factsOfPublished(row.indicator));
    const dimensions = publishedDimensions({ ...row, isGoal: row.note === 'a goal' });
    for (const { part, value } of numbers(row)) {
      const ref = must(published[part]);
      const definition = fact(ref.fact);
      expect([part, ref.fact, checkValue(definition, value).fault]).toEqual([part, ref.fact, null]);
      expect([ref.fact, definition.subjects]).toEqual([ref.fact, expect.arrayContaining(['province'])]);
      expect(checkDimensions(facts, definition, { ...ref.dimensions, ...allowedOf(ref, dimensions) })).toEqual([]);
      expect(acceptsKind(definition, 'external')).toBe(true);
    }
  });

  test.each(rows)('$id: its numbers have fitting types', (row) => {
    const published = must(factsOfPublished(row.indicator));
    for (const ref of [published.n, published.d]) if (ref !== null) expect(fact(ref.fact).type).toBe('count');
    const valueType = published.value === null ? 'none' : fact(published.value.fact).type;
    if (row.indicator.startsWith('national-rank-')) expect(valueType).toBe('rank');
    else if (published.n === null) expect(valueType).toBe('count');
    else expect(['ratio', 'number', 'none']).toContain(valueType);
    if (published.each !== null) {
      expect(fact(published.each)).toMatchObject({ type: 'flag', subjects: expect.arrayContaining(['agency']) });
    }
  });

  test.each(rows)('$id: something behind it can be told in the way the figure is known', (row) => {
    const { value, n, d, each } = must(factsOfPublished(row.indicator));
    const behind = each ?? n?.fact ?? value?.fact;
    expect(acceptsKind(fact(must(behind)), row.kind)).toBe(true);
    if (row.kind !== 'external' && each === null && n !== null)
      expect(acceptsKind(fact(must(d).fact), row.kind)).toBe(true);
  });

  test.each(rows)('$id: the block, the ranking and the goal it speaks of are kept apart', (row) => {
    const dimensions = publishedDimensions({ ...row, isGoal: row.note === 'a goal' });
    for (const { part } of numbers(row)) {
      const ref = must(must(factsOfPublished(row.indicator))[part]);
      expect([part, allowedOf(ref, dimensions)]).toEqual([part, dimensions]);
    }
  });

  test('no two figures of a place and year are recorded as the same fact', () => {
    const told = new Map<string, string>();
    const clashes: string[] = [];
    for (const row of rows) {
      const dimensions = publishedDimensions({ ...row, isGoal: row.note === 'a goal' });
      for (const { part, value } of numbers(row)) {
        const ref = must(must(factsOfPublished(row.indicator))[part]);
        const key = JSON.stringify([row.place, row.period, ref.fact, { ...ref.dimensions, ...dimensions }]);
        const held = told.get(key);
        if (held !== undefined) clashes.push(`${row.id} ${part}: ${held} and ${value}`);
        told.set(key, String(value));
      }
    }
    expect(clashes).toEqual([]);
  });
});

test('an indicator that nobody has met has no facts', () => {
  expect(factsOfPublished('agencies-on-the-moon')).toBeNull();
  expect(factsOfPublished('constructor')).toBeNull();
});

test('several blocks stand in one order, whatever order a figure names them in', () => {
  expect(publishedDimensions({ block: ['district', 'department'], isGoal: false })).toEqual({
    block: 'department+district',
  });
  expect(publishedDimensions({ block: 'society', scheme: 'pci', isGoal: true })).toEqual({
    scheme: 'pci',
    goal: 'true',
  });
});

test('what planning needs besides is there: training, staff, signatures, licences, antivirus, cost', () => {
  const besides = [
    'officials_trained',
    'it_staff',
    'digital_signatures',
    'server_licences',
    'workstations_with_antivirus',
    'it_cost_investment',
    'it_cost_operation',
  ];
  expect(besides.filter((key) => !facts.facts.has(key))).toEqual([]);
});

/** Those of the dimensions that the fact can have. */
function allowedOf(ref: FactRef, dimensions: Readonly<Record<string, string>>): Record<string, string> {
  const unfit = new Set(checkDimensions(facts, fact(ref.fact), dimensions).map((fault) => fault.dimension));
  return Object.fromEntries(Object.entries(dimensions).filter(([key]) => !unfit.has(key)));
}
