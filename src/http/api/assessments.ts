import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { openRouter, route } from '../router.ts';
import { civilDate } from '../schemas.ts';
import { changeResult, tellResult } from './result-shape.ts';

const assessment = z.strictObject({ date: civilDate.nullable().default(null) }).openapi('NewAssessment');

const assessRoute = route('assess', {
  method: 'post',
  path: '/assessments',
  tags: ['facts'],
  summary: 'Đánh giá một ngày / derive the observed facts of a day',
  request: {
    headers: changeHeaders,
    body: { required: false, content: { 'application/json': { schema: assessment } } },
  },
  responses: answers('What the assessment changed; today as things stand now when no date is given', changeResult),
});

/** Turns what was seen into facts, on demand. */
export function assessmentRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(assessRoute, async (c) => {
    const { date } = c.req.valid('json');
    return c.json(tellResult(await change(c, doors, { kind: 'assess', date: date ?? null })), 200);
  });
}
