import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { InvalidError, NotFoundError } from '../../errors.ts';
import { reachabilities } from '../../inventory/device.ts';
import { reasons } from '../../monitor/observation.ts';
import type { Outage } from '../../monitor/outage.ts';
import { agencyNames } from '../agency-names.ts';
import { answers } from '../answers.ts';
import type { Caller, HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByNumber } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { idParam, instant, instantParam, iso, isoOrNull, queryFlag } from '../schemas.ts';

const tags = ['outages'];

/** `rootOutage` names the outage behind which this one stands; null for one that stands for itself. */
const outage = z
  .object({
    id: z.string(),
    target: z.object({ kind: z.literal('device'), id: z.string() }),
    device: z.string(),
    agency: z.string(),
    probe: z.enum(reachabilities),
    cause: z.enum(reasons).nullable(),
    startedAt: instant,
    endedAt: instant.nullable(),
    lastGoodAt: instant.nullable(),
    confirmedAt: instant,
    rootOutage: z.string().nullable(),
  })
  .openapi('Outage');

const listOutages = route('look', {
  method: 'get',
  path: '/outages',
  tags,
  summary: 'Sự cố / outages',
  request: {
    query: z.strictObject({
      ...listQuery,
      open: queryFlag.optional().openapi({ description: 'only those that have not ended' }),
      device: idParam.optional(),
      from: instantParam.optional(),
      to: instantParam.optional(),
    }),
  },
  responses: answers(
    'Outages seen by the judging probe, newest first; from/to keep those that touch the window',
    listOf(outage),
  ),
});

const getOutage = route('look', {
  method: 'get',
  path: '/outages/{id}',
  tags,
  summary: 'Một sự cố / one outage',
  request: { params: z.strictObject({ id: idParam }) },
  responses: answers('The outage', outage),
});

/** When devices did not answer, and why. */
export function outageRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter()
    .openapi(listOutages, (c) => {
      const caller = c.get('caller');
      const { open, device, from, to, ...asked } = c.req.valid('query');
      if (from !== undefined && to !== undefined && from >= to) {
        throw new InvalidError('khoảng thời gian rỗng / the window is empty', [
          { path: '?from', message: 'phải trước to / has to be before to' },
        ]);
      }
      const window =
        from === undefined && to === undefined ? undefined : { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER };
      const page = read.snapshot(() => {
        const tell = teller(doors, caller);
        const load = (beforeId: number | undefined, limit: number) =>
          read.targets.outages(caller.scope, { open, deviceId: device, window, beforeId, limit });
        const rows = pageByNumber('outages', asked, load, (one) => one.id);
        return { ...rows, items: rows.items.map(tell) };
      });
      return c.json(page, 200);
    })
    .openapi(getOutage, (c) => {
      const caller = c.get('caller');
      const { id } = c.req.valid('param');
      const found = read.targets.outageById(caller.scope, id);
      if (!found) throw new NotFoundError(`không có sự cố / no outage: ${id}`);
      return c.json(teller(doors, caller)(found), 200);
    });
}

function teller(doors: HttpDoors, { scope }: Caller): (one: Outage) => z.infer<typeof outage> {
  const names = agencyNames(doors.read, scope, doors.now());
  return (one) => {
    const device = doors.read.devices.byId(scope, one.target.id);
    return {
      id: String(one.id),
      target: { kind: one.target.kind, id: String(one.target.id) },
      device: device?.name ?? '',
      agency: device ? names.ofDevice(device).code : '',
      probe: one.probe,
      cause: one.cause,
      startedAt: iso(one.startedAt),
      endedAt: isoOrNull(one.endedAt),
      lastGoodAt: isoOrNull(one.lastGoodAt),
      confirmedAt: iso(one.confirmedAt),
      rootOutage: one.rootOutageId === null ? null : String(one.rootOutageId),
    };
  };
}
