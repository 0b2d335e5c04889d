import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { reachabilities } from '../../inventory/device.ts';
import type { StoredInterface } from '../../store/readings.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { cursorOf, listOf, listQuery, openCursor, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { idParam, instant, iso } from '../schemas.ts';
import { observation, tellObservation } from './device-shape.ts';
import { deviceOf } from './devices.ts';

const tags = ['devices'];
const params = z.strictObject({ id: idParam });
const query = z.strictObject(listQuery);

// Counters are decimal text: Counter64 does not fit a JSON number.
const counter = z.string().nullable();

const networkInterface = z
  .object({
    id: z.string(),
    ifIndex: z.number(),
    ifName: z.string().nullable(),
    ifDescr: z.string().nullable(),
    ifAlias: z.string().nullable(),
    ifType: z.number().nullable(),
    ifPhysAddress: z.string().nullable(),
    ifAdminStatus: z.number().nullable(),
    ifOperStatus: z.number().nullable(),
    speedBps: z.number().nullable(),
    counterBits: z.number().nullable(),
    inOctets: counter,
    outOctets: counter,
    inErrors: counter,
    outErrors: counter,
    inDiscards: counter,
    outDiscards: counter,
    inBps: z.number().nullable(),
    outBps: z.number().nullable(),
    rateDropped: z.string().nullable(),
    readAt: instant,
  })
  .openapi('Interface');

const storage = z
  .object({
    hrStorageIndex: z.number(),
    hrStorageType: z.string().nullable(),
    hrStorageDescr: z.string().nullable(),
    sizeBytes: z.number().nullable(),
    usedBytes: z.number().nullable(),
    readAt: instant,
  })
  .openapi('Storage');

const processor = z
  .object({ hrDeviceIndex: z.number(), loadPercent: z.number(), readAt: instant })
  .openapi('Processor');

const interfacesRoute = route('look', {
  method: 'get',
  path: '/devices/{id}/interfaces',
  tags,
  summary: 'Cổng mạng / interfaces',
  request: { params, query },
  responses: answers('Interfaces with their newest reading; rates, or why there is none', listOf(networkInterface)),
});

const storageRoute = route('look', {
  method: 'get',
  path: '/devices/{id}/storage',
  tags,
  summary: 'Vùng lưu trữ / storage areas',
  request: { params, query },
  responses: answers('Storage areas with their newest reading', listOf(storage)),
});

const processorsRoute = route('look', {
  method: 'get',
  path: '/devices/{id}/processors',
  tags,
  summary: 'Bộ xử lý / processors',
  request: { params, query },
  responses: answers('Processors with their newest load', listOf(processor)),
});

const observationsRoute = route('look', {
  method: 'get',
  path: '/devices/{id}/observations',
  tags,
  summary: 'Các lần đo / observations',
  request: { params, query: query.extend({ probe: z.enum(reachabilities).optional() }) },
  responses: answers('Observations, newest first', listOf(observation)),
});

/** What was read from a device and what was seen of it. */
export function deviceReadingRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter()
    .openapi(interfacesRoute, (c) => {
      const caller = c.get('caller');
      const { id } = deviceOf(doors, caller, c.req.valid('param').id);
      const rows = read.readings.interfaces(caller.scope, id);
      const page = pageByKey('interfaces', c.req.valid('query'), rows, (one) => sortable(one.id));
      return c.json({ ...page, items: page.items.map(tellInterface) }, 200);
    })
    .openapi(storageRoute, (c) => {
      const caller = c.get('caller');
      const { id } = deviceOf(doors, caller, c.req.valid('param').id);
      const rows = read.readings.storages(caller.scope, id).map(({ deviceId: _, readAt, ...one }) => {
        return { ...one, readAt: iso(readAt) };
      });
      return c.json(
        pageByKey('storage', c.req.valid('query'), rows, (one) => sortable(one.hrStorageIndex)),
        200,
      );
    })
    .openapi(processorsRoute, (c) => {
      const caller = c.get('caller');
      const { id } = deviceOf(doors, caller, c.req.valid('param').id);
      const rows = read.readings.processors(caller.scope, id).map(({ deviceId: _, readAt, ...one }) => {
        return { ...one, readAt: iso(readAt) };
      });
      return c.json(
        pageByKey('processors', c.req.valid('query'), rows, (one) => sortable(one.hrDeviceIndex)),
        200,
      );
    })
    .openapi(observationsRoute, (c) => {
      const caller = c.get('caller');
      const { id } = deviceOf(doors, caller, c.req.valid('param').id);
      const { limit, cursor, probe } = c.req.valid('query');
      const before = cursor === undefined ? undefined : Number(openCursor('observations', cursor));
      const rows = read.observations.list(caller.scope, { deviceId: id, probe, before, limit: limit + SAME_INSTANT });
      const end = pageEnd(rows, limit);
      const last = rows[end - 1];
      const more = end < rows.length && last !== undefined;
      const items = rows.slice(0, end).map(tellObservation);
      return c.json({ items, next: more ? cursorOf('observations', String(last.at)) : null }, 200);
    });
}

// A page goes on behind an instant, so it must not end between observations of the same one.
const SAME_INSTANT = 50;

function pageEnd(rows: readonly { readonly at: number }[], limit: number): number {
  if (rows.length <= limit) return rows.length;
  for (let end = limit; end < rows.length; end += 1) {
    if (rows[end]?.at !== rows[end - 1]?.at) return end;
  }
  return rows.length;
}

const sortable = (index: number): string => String(index).padStart(16, '0');
const decimal = (value: bigint | null): string | null => (value === null ? null : String(value));

function tellInterface(one: StoredInterface): z.infer<typeof networkInterface> {
  return {
    id: String(one.id),
    ifIndex: one.ifIndex,
    ifName: one.ifName,
    ifDescr: one.ifDescr,
    ifAlias: one.ifAlias,
    ifType: one.ifType,
    ifPhysAddress: one.ifPhysAddress,
    ifAdminStatus: one.ifAdminStatus,
    ifOperStatus: one.ifOperStatus,
    speedBps: one.speedBps,
    counterBits: one.counterBits,
    inOctets: decimal(one.inOctets),
    outOctets: decimal(one.outOctets),
    inErrors: decimal(one.inErrors),
    outErrors: decimal(one.outErrors),
    inDiscards: decimal(one.inDiscards),
    outDiscards: decimal(one.outDiscards),
    inBps: one.inBps,
    outBps: one.outBps,
    rateDropped: one.rateDropped,
    readAt: iso(one.readAt),
  };
}
