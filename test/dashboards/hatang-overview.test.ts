import { describe, expect, test } from 'vitest';
import type { MetricDefinition } from '../../src/metric/definition.ts';
import { registry } from '../../src/metric/registry.ts';
import { readExpression, readOverview } from './read-dashboard.ts';

const { text, dashboard, queries } = readOverview();
const metrics = new Map<string, MetricDefinition>(Object.entries(registry));
const variables = dashboard.templating.list;

function labelsKnown(expr: string): Set<string> {
  return new Set(readExpression(expr).metrics.flatMap((name) => metrics.get(name)?.labels ?? []));
}

describe('the overview', () => {
  test('loads without a question: classic JSON, one data source variable that every query uses', () => {
    expect(dashboard.schemaVersion).toBe(39);
    expect(text).not.toContain('__inputs');
    expect(variables[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    const sources = [...text.matchAll(/"uid": "(\$[^"]*)"/g)].map(([, uid]) => uid);
    expect(new Set(sources)).toEqual(new Set([`\${${'datasource'}}`]));
    for (const query of queries) expect(query.datasource.uid).toBe(`\${${'datasource'}}`);
  });

  test('calls nobody outside', () => {
    expect(text).not.toMatch(/https?:|\/\/|geomap|basemap/);
  });

  test('has unique panel ids, panels inside the grid that do not overlap, and a title in both languages', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map((one) => one.id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
    for (const one of panels) expect(one.title).toMatch(/.+ \/ .+|, top \d+$/);
  });

  test('never says "No data": a stat falls back to 0, everything else says what its emptiness means', () => {
    for (const one of dashboard.panels) {
      if (one.type === 'row') continue;
      if (one.type === 'stat') for (const { expr } of one.targets) expect(expr).toMatch(/ or vector\(0\)$/);
      else expect(one.fieldConfig?.defaults.noValue, one.title).toBeTruthy();
    }
  });

  test('has no state timeline: more than 20 rows of one are unreadable', () => {
    expect(dashboard.panels.map((one) => one.type)).not.toContain('state-timeline');
  });
});

describe.each(queries)('$panel, query $refId', ({ expr, legendFormat, type, instant, range }) => {
  test('names only metrics and labels of the registry', () => {
    const { metrics: names, labels } = readExpression(expr);
    const legend = [...(legendFormat ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect([...metrics.keys()]).toContain(name);
    for (const label of [...labels, ...legend]) expect([...labelsKnown(expr)]).toContain(label);
  });

  test('asks once where it shows a number and over time where it draws a line', () => {
    expect(range).toBe(type === 'timeseries');
    expect(instant).toBe(!range);
  });

  test('divides sums by sums only', () => {
    if (expr.includes('/')) expect(expr).toMatch(/^sum by \(([\w, ]+)\) \([^()]+\) \/ sum by \(\1\) \([^()]+\)$/);
  });

  test('never adds up block "all" and the blocks', () => {
    if (expr.includes('hatang_indicator_')) expect(expr).toMatch(/by \((indicator, )?block\)/);
  });

  test('keeps a top-N over time to the ones that are at the top in the end', () => {
    const tops = expr.match(/topk\(/g) ?? [];
    expect((expr.match(/@ end\(\)/g) ?? []).length).toBe(tops.length);
  });

  test('takes rates over the interval Grafana knows to hold enough samples, and of counters only', () => {
    for (const [, inside = ''] of expr.matchAll(/rate\(([^)]*)/g)) {
      expect(inside).toContain('[$__rate_interval]');
      for (const name of readExpression(inside).metrics) expect(metrics.get(name)?.type).toBe('counter');
    }
  });
});

describe('variables', () => {
  test.each(variables.filter((one) => one.type === 'query'))(
    '$name lists a label of the registry',
    ({ definition }) => {
      const [, selector = '', label = ''] = /^label_values\((.*), (\w+)\)$/.exec(definition ?? '') ?? [];
      expect(readExpression(selector).metrics.length).toBe(1);
      for (const one of [label, ...readExpression(selector).labels]) expect([...labelsKnown(selector)]).toContain(one);
    },
  );

  test('every variable used is defined', () => {
    const used = queries.flatMap(({ expr }) => [...expr.matchAll(/\$(\w+)/g)].map(([, name = '']) => name));
    const known = [...variables.map((one) => one.name), '__rate_interval'];
    for (const name of used) expect(known).toContain(name);
  });
});

test('the reading of expressions finds what it is to find', () => {
  expect(readExpression('sum by (a, b) (hatang_x{c="1",d!~"e=\\"f"}) * on (g) group_left (h) hatang_y')).toEqual({
    metrics: ['hatang_x', 'hatang_y'],
    labels: ['c', 'd', 'a', 'b', 'g', 'h'],
  });
});
