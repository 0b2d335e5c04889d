import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { indicatorKeys } from '../../indicator/catalogue.ts';
import { blocks } from '../../inventory/agency.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { feedRow } from '../feed-shape.ts';
import { knownQuery } from '../known.ts';
import { openRouter, route } from '../router.ts';
import { instant } from '../schemas.ts';
import { figuresOn } from '../situation.ts';

const told = z
  .object({
    asOf: z.string(),
    knownSeq: z.number(),
    knownAt: instant,
    items: z.array(feedRow).readonly(),
    next: z.null(),
  })
  .openapi('Indicators');

const listIndicators = route('look', {
  method: 'get',
  path: '/indicators',
  tags: ['indicators'],
  summary: 'Chỉ tiêu / indicators by block',
  request: {
    query: z.strictObject({
      ...knownQuery,
      indicator: z.enum(indicatorKeys).optional(),
      block: z.enum([...blocks, 'all']).optional(),
    }),
  },
  responses: answers('Value, numerator, denominator and the agencies behind them', told),
});

/** Indicators on any date, as known by any commit. */
export function indicatorRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(listIndicators, (c) => {
    const { indicator, block, ...query } = c.req.valid('query');
    const { asOf, knownSeq, knownAt, items, next } = figuresOn(doors, c.get('caller').scope, query);
    const wanted = items.filter(
      (row) => (indicator === undefined || row.indicator === indicator) && (block === undefined || row.block === block),
    );
    return c.json({ asOf, knownSeq, knownAt, items: wanted, next }, 200);
  });
}
