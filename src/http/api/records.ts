import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { InventoryRecord } from '../../inventory/record.ts';
import type { KindOfRecord } from '../../inventory/record-catalogue.ts';
import { answers, changed, closed, created, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { changeHeaders, ifMatchOf, versionHeaders } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { knownOf, knownQuery } from '../known.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { addressOf, addressParams, fieldOf, listSegment, nameBy, storedRef } from '../record-address.ts';
import { closeRecord, makeRecord, noRecord, patchRecord } from '../record-change.ts';
import { recordsOn } from '../record-lists.ts';
import { changePermission } from '../record-policy.ts';
import { recordViews } from '../record-view.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, civilDate } from '../schemas.ts';
import { recordHistory } from '../version-history.ts';
import { recordShape, tellRecord } from './record-shape.ts';

/** Every kind of record of the catalogue, each with the same six routes. */
export function recordRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const router = openRouter();
  for (const kind of Object.values(doors.catalogues.records)) router.route('/', kindRoutes(doors, kind));
  return router;
}

function kindRoutes(doors: HttpDoors, kind: KindOfRecord): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  const routes = routesOf(kind);
  const refuseMissing = <T>(found: T | null, params: Readonly<Record<string, string>>, on = ''): T => {
    if (found === null) throw noRecord(kind, nameBy(kind, params), on);
    return found;
  };
  return openRouter()
    .openapi(routes.list, (c) => {
      const { as_of, known_at, agency, ...asked } = c.req.valid('query');
      const { scope } = c.get('caller');
      const page = read.snapshot(() => {
        const known = knownOf(read, { as_of, known_at }, doors.now());
        const owner = agency === undefined ? null : read.agencies.idOf(scope, agency);
        const wanted = ({ agencyId, values }: InventoryRecord) =>
          agency === undefined || values.agency === agency || (owner !== null && agencyId === owner);
        const rows = recordsOn(read, scope, kind.kind, known).filter(wanted);
        const views = recordViews(read, scope, kind, doors.now());
        const { items, next } = pageByKey(kind.plural, asked, rows, (one) => one.code);
        return { items: items.map((one) => tellRecord(views.of(one))), next };
      });
      return c.json(page, 200);
    })
    .openapi(routes.create, async (c) => {
      const made = await makeRecord(c, doors, kind, c.req.valid('json'));
      const view = recordViews(read, c.get('caller').scope, kind, doors.now()).of(made);
      c.header('ETag', `"${made.knownSeq}"`);
      c.header('Location', `/api/v1/${addressOf(kind, view.name)}`);
      return c.json(tellRecord(view), 201);
    })
    .openapi(routes.get, (c) => {
      const { scope } = c.get('caller');
      const params = c.req.valid('param');
      const known = knownOf(read, c.req.valid('query'), doors.now());
      const ref = refuseMissing(storedRef(read, scope, kind, nameBy(kind, params)), params);
      const record = refuseMissing(read.records.byCode(scope, ref, known), params, known.asOf);
      c.header('ETag', `"${record.knownSeq}"`);
      return c.json(tellRecord(recordViews(read, scope, kind, doors.now()).of(record)), 200);
    })
    .openapi(routes.patch, async (c) => {
      const name = nameBy(kind, c.req.valid('param'));
      const record = await patchRecord(c, doors, kind, name, { ...c.req.valid('json'), ifMatch: ifMatchOf(c) });
      c.header('ETag', `"${record.knownSeq}"`);
      return c.json(tellRecord(recordViews(read, c.get('caller').scope, kind, doors.now()).of(record)), 200);
    })
    .openapi(routes.close, async (c) => {
      const on = c.req.valid('query').on ?? null;
      await closeRecord(c, doors, kind, nameBy(kind, c.req.valid('param')), { on, ifMatch: ifMatchOf(c) });
      return c.body(null, 204);
    })
    .openapi(routes.history, (c) => {
      const { scope } = c.get('caller');
      const params = c.req.valid('param');
      const { known_at, ...asked } = c.req.valid('query');
      const { knownSeq } = knownOf(read, { known_at }, doors.now());
      const ref = refuseMissing(storedRef(read, scope, kind, nameBy(kind, params)), params);
      refuseMissing(read.records.last(scope, ref), params);
      const periods = recordHistory(read, scope, ref, knownSeq);
      const views = recordViews(read, scope, kind, doors.now());
      const page = pageByKey(`${kind.plural} ${ref.code}`, asked, periods, (one) => one.from);
      const items = page.items.map(({ from, to, said, knownSeq: version }) => {
        return { ...tellRecord(views.of(said)), validFrom: from, validTo: to, version };
      });
      return c.json({ ...page, items }, 200);
    });
}

function routesOf(kind: KindOfRecord) {
  const { params, told, made, patch } = recordShape(kind);
  const tags = [listSegment(kind)];
  const list = `/${listSegment(kind)}`;
  const one = [list, ...addressParams(kind).map((param) => `{${param}}`)].join('/');
  const change = changePermission(kind.kind);
  const ofAgency = kind.owner !== null || fieldOf(kind, 'agency') !== null;
  const title = { vi: kind.nameVi, en: kind.nameEn.toLowerCase() };
  return {
    list: route('look', {
      method: 'get',
      path: list,
      tags,
      summary: `${title.vi} / ${title.en}`,
      request: {
        query: z.strictObject({
          ...listQuery,
          ...knownQuery,
          agency: agencyCode
            .optional()
            .refine((code) => code === undefined || ofAgency, 'không thuộc cơ quan nào / these belong to no agency'),
        }),
      },
      responses: answers('Records by code, as they are held to be on a date', listOf(told)),
    }),
    create: route(change, {
      method: 'post',
      path: list,
      tags,
      summary: `${title.vi}: thêm / ${title.en}: add one`,
      request: { headers: changeHeaders, body: jsonBody(made) },
      responses: created('The record as it was made', told),
    }),
    get: route('look', {
      method: 'get',
      path: one,
      tags,
      summary: `${title.vi}: một mục / ${title.en}: one of them`,
      request: { params, query: z.strictObject(knownQuery) },
      responses: answers('The record; ETag is its version', told),
    }),
    patch: route(change, {
      method: 'patch',
      path: one,
      tags,
      summary: `${title.vi}: sửa / ${title.en}: change one`,
      request: { params, headers: versionHeaders, body: jsonBody(patch) },
      responses: changed('The record as it is today', told),
    }),
    close: route(change, {
      method: 'delete',
      path: one,
      tags,
      summary: `${title.vi}: kết thúc / ${title.en}: close one`,
      request: { params, headers: versionHeaders, query: z.strictObject({ on: civilDate.optional() }) },
      responses: closed,
    }),
    history: route('look', {
      method: 'get',
      path: `${one}/history`,
      tags,
      summary: `${title.vi}: lịch sử / ${title.en}: history of one`,
      request: { params, query: z.strictObject({ ...listQuery, known_at: knownQuery.known_at }) },
      responses: answers('Every period, oldest first; `version` is the commit since which it is known', listOf(told)),
    }),
  };
}
