import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { NotFoundError } from '../../errors.ts';
import type { Prefix } from '../../inventory/prefix.ts';
import { type AgencyNames, agencyNames } from '../agency-names.ts';
import { answers, closed, created, jsonBody } from '../answers.ts';
import { type Caller, type HttpEnv, requireWithin } from '../caller.ts';
import { change, changeHeaders, requireOwnAgency, restPlace } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, cidr, idParam } from '../schemas.ts';

const tags = ['prefixes'];
const params = z.strictObject({ id: idParam });
const prefix = z.object({ id: z.string(), agency: z.string(), cidr: z.string() }).openapi('Prefix');
const newPrefix = z.strictObject({ agency: agencyCode, cidr }).openapi('NewPrefix');

const listPrefixes = route('look', {
  method: 'get',
  path: '/prefixes',
  tags,
  summary: 'Dải địa chỉ / address prefixes',
  request: { query: z.strictObject({ ...listQuery, agency: agencyCode.optional() }) },
  responses: answers('Prefixes in the order of their ids', listOf(prefix)),
});

const getPrefix = route('look', {
  method: 'get',
  path: '/prefixes/{id}',
  tags,
  summary: 'Một dải địa chỉ / one prefix',
  request: { params },
  responses: answers('The prefix', prefix),
});

const createPrefix = route('change-devices', {
  method: 'post',
  path: '/prefixes',
  tags,
  summary: 'Thêm dải địa chỉ / add a prefix',
  request: { headers: changeHeaders, body: jsonBody(newPrefix) },
  responses: created('The prefix as it was made', prefix),
});

const closePrefix = route('change-devices', {
  method: 'delete',
  path: '/prefixes/{id}',
  tags,
  summary: 'Bỏ dải địa chỉ / take a prefix back',
  request: { params, headers: changeHeaders },
  responses: closed,
});

/** Which addresses belong to which agency. */
export function prefixRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  const namesFor = (caller: Caller) => agencyNames(read, caller.scope, doors.now());
  return openRouter()
    .openapi(listPrefixes, (c) => {
      const caller = c.get('caller');
      const { agency, ...asked } = c.req.valid('query');
      const names = namesFor(caller);
      const rows = read.prefixes.list(caller.scope).map((one) => tellPrefix(one, names, doors.now()));
      const wanted = rows.filter((one) => agency === undefined || one.agency === agency);
      return c.json(
        pageByKey('prefixes', asked, wanted, (one) => one.id.padStart(16, '0')),
        200,
      );
    })
    .openapi(createPrefix, async (c) => {
      const caller = c.get('caller');
      const entry = { ...c.req.valid('json'), place: restPlace };
      requireOwnAgency(c, doors, entry.agency);
      const result = await change(c, doors, { kind: 'prefix.create', entry });
      const made = result.subjects.find((subject) => subject.kind === 'prefixes');
      const one = prefixOf(doors, caller, Number(made?.id));
      c.header('Location', `/api/v1/prefixes/${one.id}`);
      return c.json(tellPrefix(one, namesFor(caller), doors.now()), 201);
    })
    .openapi(getPrefix, (c) => {
      const caller = c.get('caller');
      const one = prefixOf(doors, caller, c.req.valid('param').id);
      return c.json(tellPrefix(one, namesFor(caller), doors.now()), 200);
    })
    .openapi(closePrefix, async (c) => {
      const { id, agencyId } = prefixOf(doors, c.get('caller'), c.req.valid('param').id);
      requireWithin(c.get('allowed'), agencyId);
      await change(c, doors, { kind: 'prefix.close', id });
      return c.body(null, 204);
    });
}

function prefixOf(doors: HttpDoors, caller: Caller, id: number): Prefix {
  const found = doors.read.prefixes.byId(caller.scope, id);
  if (!found) throw new NotFoundError(`không có dải địa chỉ / no prefix: ${id}`);
  return found;
}

function tellPrefix(one: Prefix, names: AgencyNames, now: number): z.infer<typeof prefix> {
  return { id: String(one.id), agency: names.of(one.agencyId, now).code, cidr: one.cidr };
}
