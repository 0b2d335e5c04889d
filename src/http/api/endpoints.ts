import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Scope } from '../../access/scope.ts';
import { civilDateOf } from '../../calendar/civil.ts';
import { endpointsOf, hostedSystemOf } from '../../inventory/hosted-system.ts';
import { endpointReasons } from '../../monitor/endpoint.ts';
import { outcomes } from '../../monitor/observation.ts';
import type { StoredEndpointRun } from '../../store/endpoint-checks.ts';
import { agencyNames } from '../agency-names.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByKey, pageByNumber } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, instant, iso } from '../schemas.ts';

const tags = ['endpoints'];

/** Equal answers in a row: the first, the last, and how many; the duration is the last one's. */
const run = z.object({
  outcome: z.enum(outcomes),
  reason: z.enum(endpointReasons).nullable(),
  httpStatus: z.number().nullable(),
  durationMs: z.number().nullable(),
  firstAt: instant,
  lastAt: instant,
  checks: z.number(),
});

const named = { system: z.string(), agency: z.string(), endpoint: z.string() };
const endpoint = z.object({ ...named, last: run.nullable() }).openapi('Endpoint');
const check = run.extend({ id: z.string(), ...named }).openapi('EndpointCheck');

const systemCode = z.string().max(160).optional();

const listEndpoints = route('look', {
  method: 'get',
  path: '/endpoints',
  tags,
  summary: 'Địa chỉ truy cập của hệ thống / endpoints of hosted systems',
  request: {
    query: z.strictObject({
      ...listQuery,
      system: systemCode,
      agency: agencyCode.optional(),
      outcome: z.enum(outcomes).optional().openapi({ description: 'what came of asking it last' }),
    }),
  },
  responses: answers('Endpoints on record today, each with its newest row of equal answers', listOf(endpoint)),
});

const listChecks = route('look', {
  method: 'get',
  path: '/endpoint-checks',
  tags,
  summary: 'Lịch sử trả lời / what endpoints answered',
  request: { query: z.strictObject({ ...listQuery, system: systemCode }) },
  responses: answers('Rows of equal answers, the one begun last first', listOf(check)),
});

/** Endpoints of hosted systems and what came of asking them. */
export function endpointRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter()
    .openapi(listEndpoints, (c) => {
      const { scope } = c.get('caller');
      const { system, agency, outcome, ...asked } = c.req.valid('query');
      const rows = read.snapshot(() => endpointsToday(doors, scope));
      const wanted = rows.filter(
        (one) =>
          (system === undefined || one.system === system) &&
          (agency === undefined || one.agency === agency) &&
          (outcome === undefined || one.last?.outcome === outcome),
      );
      const keyOf = (one: (typeof rows)[number]) => [one.system, one.endpoint].join('\u0000');
      return c.json(pageByKey('endpoints', asked, wanted, keyOf), 200);
    })
    .openapi(listChecks, (c) => {
      const { scope } = c.get('caller');
      const { system, ...asked } = c.req.valid('query');
      const page = read.snapshot(() => {
        const names = agencyNames(read, scope, doors.now());
        const load = (beforeId: number | undefined, limit: number) =>
          read.endpointChecks.runs(scope, { system, beforeId, limit });
        const rows = pageByNumber('endpoint-checks', asked, load, (one) => one.id);
        const tell = (one: StoredEndpointRun): z.infer<typeof check> => {
          const agency = one.ownerId === null ? '' : names.of(one.ownerId, one.firstAt).code;
          return { id: String(one.id), system: one.system, agency, endpoint: one.endpoint, ...tellRun(one) };
        };
        return { ...rows, items: rows.items.map(tell) };
      });
      return c.json(page, 200);
    });
}

function endpointsToday({ read, now }: HttpDoors, scope: Scope): z.infer<typeof endpoint>[] {
  const known = { asOf: civilDateOf(now()), knownSeq: read.commits.lastSeq() };
  const names = agencyNames(read, scope, now());
  const newest = new Map(read.endpointChecks.newest(scope).map((one) => [`${one.recordId} ${one.endpoint}`, one]));
  return read.records
    .list(scope, 'hosted_system', known)
    .map(hostedSystemOf)
    .flatMap((system) => {
      const agency = system.ownerId === null ? '' : names.of(system.ownerId, now()).code;
      return endpointsOf(system).map(({ recordId, endpoint: url }) => {
        const last = newest.get(`${recordId} ${url}`);
        return { system: system.code, agency, endpoint: url, last: last ? tellRun(last) : null };
      });
    });
}

function tellRun({ outcome, reason, httpStatus, durationMs, firstAt, lastAt, checks }: StoredEndpointRun) {
  return { outcome, reason, httpStatus, durationMs, firstAt: iso(firstAt), lastAt: iso(lastAt), checks };
}
