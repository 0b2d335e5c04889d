import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { writeFeedCsv } from '../report/feed-csv.ts';
import { feedHash } from '../report/readiness-feed.ts';
import { answers } from './answers.ts';
import type { HttpEnv } from './caller.ts';
import type { HttpDoors } from './doors.ts';
import { readinessFeed } from './feed-shape.ts';
import { knownQuery } from './known.ts';
import { openRouter, route } from './router.ts';
import { feedOf } from './situation.ts';

const readinessRoute = route('look', {
  method: 'get',
  path: '/feed/readiness/{year}',
  tags: ['feed'],
  summary: 'Nguồn dữ liệu mức độ sẵn sàng / readiness feed, JSON or CSV',
  description: 'CSV by the ending `.csv` of the year, by `?format=csv` or by `Accept: text/csv`.',
  request: {
    params: z.strictObject({
      year: z.string().regex(/^\d{4}(\.(csv|json))?$/, 'cần năm bốn chữ số / needs a year of four digits'),
    }),
    query: z.strictObject({ ...knownQuery, format: z.enum(['json', 'csv']).optional() }),
  },
  responses: {
    ...answers('Every figure with what it rests on', readinessFeed),
    200: {
      description: 'Every figure with what it rests on; the weak ETag changes when a figure or its lineage does',
      content: { 'application/json': { schema: readinessFeed }, 'text/csv': { schema: z.string() } },
    },
    304: { description: 'No figure and no lineage changed' },
  },
});

/** The feed for those who count readiness. */
export function feedRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(readinessRoute, (c) => {
    const [year = '', ending] = c.req.valid('param').year.split('.');
    const { format, ...query } = c.req.valid('query');
    const feed = feedOf(doors, c.get('caller').scope, Number(year), query);
    const csv = (format ?? ending) === 'csv' || (!format && !ending && prefersCsv(c.req.header('accept') ?? ''));
    const tag = `"${feedHash(feed)}${csv ? '-csv' : ''}"`;
    c.header('ETag', `W/${tag}`);
    c.header('Vary', 'Accept', { append: true });
    c.header('Cache-Control', 'private, no-cache');
    if (matches(c.req.header('if-none-match'), tag)) return c.body(null, 304);
    if (!csv) return c.json(feed, 200);
    return c.body(writeFeedCsv(feed), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="readiness-${year}.csv"`,
    });
  });
}

function prefersCsv(accept: string): boolean {
  const csv = accept.indexOf('text/csv');
  const json = accept.indexOf('application/json');
  return csv !== -1 && (json === -1 || csv < json);
}

/** Weak comparison of RFC 9110 section 13.1.2. */
function matches(header: string | undefined, tag: string): boolean {
  const given = (header ?? '').split(',').map((one) => one.trim());
  return given.some((one) => one === '*' || one.replace(/^W\//, '') === tag);
}
