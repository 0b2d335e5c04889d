import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The folder with everything Grafana and Prometheus are given. */
export const dashboardsFolder = path.join(import.meta.dirname, '../../dashboards');

const datasource = z.object({ type: z.literal('prometheus'), uid: z.string() });
const target = z.object({
  refId: z.string(),
  datasource,
  expr: z.string(),
  instant: z.boolean(),
  range: z.boolean(),
  legendFormat: z.string().optional(),
});
const panel = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  datasource: datasource.optional(),
  targets: z.array(target).default([]),
  fieldConfig: z.object({ defaults: z.object({ noValue: z.string().optional() }) }).optional(),
});
const variable = z.object({
  name: z.string(),
  type: z.string(),
  query: z.unknown(),
  definition: z.string().optional(),
});
const dashboard = z.object({
  uid: z.string(),
  schemaVersion: z.number(),
  templating: z.object({ list: z.array(variable) }),
  panels: z.array(panel),
});

/** One query of a panel. */
type Query = z.infer<typeof target> & { readonly panel: string; readonly type: string };

/** The shipped overview as text and as what a test needs of it. */
export function readOverview() {
  const text = readFileSync(path.join(dashboardsFolder, 'hatang-overview.json'), 'utf8');
  const parsed = dashboard.parse(JSON.parse(text));
  const queries: Query[] = parsed.panels.flatMap((one) =>
    one.targets.map((query) => ({ ...query, panel: one.title, type: one.type })),
  );
  return { text, dashboard: parsed, queries };
}

/** The metrics an expression names and the labels it speaks of, taken from its text. */
export function readExpression(expr: string): { metrics: string[]; labels: string[] } {
  const selectors = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) => [
    ...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g),
  ]);
  const grouped = [...expr.matchAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g)];
  return {
    metrics: [...expr.matchAll(/\bhatang_\w+/g)].map(([name]) => name),
    labels: [
      ...selectors.map(([, label = '']) => label),
      ...grouped.flatMap(([, list = '']) => list.split(',').map((label) => label.trim())),
    ].filter((label) => label !== ''),
  };
}
