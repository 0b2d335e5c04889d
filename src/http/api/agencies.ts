import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { civilDateOf } from '../../calendar/civil.ts';
import { NotFoundError } from '../../errors.ts';
import { type Agency, blocks } from '../../inventory/agency.ts';
import { answers, changed, closed, created, jsonBody } from '../answers.ts';
import type { Caller, HttpEnv } from '../caller.ts';
import { change, changeHeaders, ifMatchOf, requireOwnAgency, restPlace, versionHeaders } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { knownOf, knownQuery } from '../known.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, allOptional, civilDate, line } from '../schemas.ts';

const tags = ['agencies'];
const params = z.strictObject({ code: agencyCode });

const agency = z
  .object({
    code: z.string(),
    name: z.string(),
    block: z.enum(blocks),
    parent: z.string().nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    version: z.number(),
  })
  .openapi('Agency');

const newAgency = z
  .strictObject({
    code: agencyCode,
    name: line(200),
    block: z.enum(blocks),
    parent: agencyCode.nullable().default(null),
    validFrom: civilDate.nullable().default(null),
    validTo: civilDate.nullable().default(null),
  })
  .openapi('NewAgency');

const agencyPatch = z
  .strictObject({
    name: line(200).exactOptional(),
    block: z.enum(blocks).exactOptional(),
    parent: agencyCode.nullable().exactOptional(),
    from: civilDate.nullable().default(null).openapi({ description: 'From when it holds; null corrects all of it.' }),
  })
  .openapi('AgencyPatch', allOptional);

const listAgencies = route('look', {
  method: 'get',
  path: '/agencies',
  tags,
  summary: 'Cơ quan, đơn vị / agencies',
  request: { query: z.strictObject({ ...listQuery, ...knownQuery, block: z.enum(blocks).optional() }) },
  responses: answers('Agencies by code, as they are held to be on a date', listOf(agency)),
});

const getAgency = route('look', {
  method: 'get',
  path: '/agencies/{code}',
  tags,
  summary: 'Một cơ quan / one agency',
  request: { params, query: z.strictObject(knownQuery) },
  responses: answers('The agency; ETag is its version', agency),
});

const createAgency = route('change-agencies', {
  method: 'post',
  path: '/agencies',
  tags,
  summary: 'Thêm cơ quan / add an agency',
  request: { headers: changeHeaders, body: jsonBody(newAgency) },
  responses: created('The agency as it was made', agency),
});

const patchAgency = route('change-agencies', {
  method: 'patch',
  path: '/agencies/{code}',
  tags,
  summary: 'Sửa cơ quan / change an agency',
  request: { params, headers: versionHeaders, body: jsonBody(agencyPatch) },
  responses: changed('The agency as it is today', agency),
});

const closeAgency = route('change-agencies', {
  method: 'delete',
  path: '/agencies/{code}',
  tags,
  summary: 'Kết thúc cơ quan / close an agency',
  request: { params, headers: versionHeaders, query: z.strictObject({ on: civilDate.optional() }) },
  responses: closed,
});

/** Agencies, and their versions over time. */
export function agencyRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  const withTag = (c: Context, one: Agency) => c.header('ETag', `"${one.knownSeq}"`);
  return openRouter()
    .openapi(listAgencies, (c) => {
      const { as_of, known_at, block, ...asked } = c.req.valid('query');
      const known = knownOf(read, { as_of, known_at }, doors.now());
      const rows = read.agencies.list(c.get('caller').scope, known);
      const wanted = rows.filter((one) => block === undefined || one.block === block).map(tellAgency);
      return c.json(
        pageByKey('agencies', asked, wanted, (one) => one.code),
        200,
      );
    })
    .openapi(createAgency, async (c) => {
      const body = c.req.valid('json');
      await change(c, doors, { kind: 'agency.create', entry: { ...body, place: restPlace } });
      const one = agencyOn(doors, c.get('caller'), body.code, body.validFrom ?? civilDateOf(doors.now()));
      withTag(c, one);
      c.header('Location', `/api/v1/agencies/${encodeURIComponent(one.code)}`);
      return c.json(tellAgency(one), 201);
    })
    .openapi(getAgency, (c) => {
      const { asOf, knownSeq } = knownOf(read, c.req.valid('query'), doors.now());
      const one = agencyOn(doors, c.get('caller'), c.req.valid('param').code, asOf, knownSeq);
      withTag(c, one);
      return c.json(tellAgency(one), 200);
    })
    .openapi(patchAgency, async (c) => {
      const { code } = c.req.valid('param');
      const { from, ...patch } = c.req.valid('json');
      requireOwnAgency(c, doors, code);
      await change(c, doors, { kind: 'agency.patch', code, ifMatch: ifMatchOf(c), patch, from });
      const one = agencyOn(doors, c.get('caller'), code, civilDateOf(doors.now()));
      withTag(c, one);
      return c.json(tellAgency(one), 200);
    })
    .openapi(closeAgency, async (c) => {
      const { code } = c.req.valid('param');
      const on = c.req.valid('query').on ?? null;
      requireOwnAgency(c, doors, code);
      await change(c, doors, { kind: 'agency.close', code, ifMatch: ifMatchOf(c), on });
      return c.body(null, 204);
    });
}

function agencyOn(doors: HttpDoors, caller: Caller, code: string, asOf: string, knownSeq?: number): Agency {
  const known = { asOf, knownSeq: knownSeq ?? doors.read.commits.lastSeq() };
  const found = doors.read.agencies.byCode(caller.scope, code, known);
  if (!found) throw new NotFoundError(`không có cơ quan ${code} vào ${asOf} / no agency ${code} on ${asOf}`);
  return found;
}

function tellAgency({ id: _id, parentId: _parentId, knownSeq, ...one }: Agency): z.infer<typeof agency> {
  return { ...one, version: knownSeq };
}
