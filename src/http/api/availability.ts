import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Scope } from '../../access/scope.ts';
import { DAY_MS, type Interval } from '../../calendar/interval.ts';
import { InvalidError } from '../../errors.ts';
import type { Device } from '../../inventory/device.ts';
import { type Availability, availability } from '../../monitor/availability.ts';
import { silenceUntil } from '../../monitor/gap.ts';
import type { ReadStore } from '../../store/read-store.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { openRouter, route } from '../router.ts';
import { idParam, instant, instantParam, iso } from '../schemas.ts';
import { deviceOf } from './devices.ts';

const ms = z.number().openapi({ description: 'milliseconds' });

const told = z
  .object({
    device: z.string(),
    probe: z.string(),
    from: instant,
    to: instant,
    windowMs: ms,
    maintenanceMs: ms,
    unknownMs: ms,
    observedMs: ms,
    shadowedMs: ms,
    downMs: ms,
    upMs: ms,
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
  })
  .openapi('Availability');

const availabilityRoute = route('look', {
  method: 'get',
  path: '/devices/{id}/availability',
  tags: ['devices'],
  summary: 'Độ sẵn sàng / availability',
  request: {
    params: z.strictObject({ id: idParam }),
    query: z.strictObject({ from: instantParam.optional(), to: instantParam.optional() }),
  },
  responses: answers('The window split by what was seen; by default the last 24 hours', told),
});

/** How much of a window a device was up, as seen by the probe that judges it. */
export function availabilityRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter().openapi(availabilityRoute, (c) => {
    const { scope } = c.get('caller');
    const device = deviceOf(doors, c.get('caller'), c.req.valid('param').id);
    const now = doors.now();
    const query = c.req.valid('query');
    const to = Math.min(query.to ?? now, now);
    const window = { from: query.from ?? to - DAY_MS, to };
    if (window.from >= window.to) {
      throw new InvalidError('khoảng thời gian rỗng / the window is empty', [
        { path: '?from', message: `phải trước ${iso(to)} / has to be before ${iso(to)}` },
      ]);
    }
    const { ratio, ...split } = read.snapshot(() => deviceAvailability(read, scope, device, window, now));
    return c.json(
      {
        device: String(device.id),
        probe: device.reachability,
        from: iso(window.from),
        to: iso(window.to),
        ...split,
        value: ratio === null ? null : ratio.numerator / ratio.denominator,
        numerator: ratio?.numerator ?? null,
        denominator: ratio?.denominator ?? null,
      },
      200,
    );
  });
}

/** A window of one device's past, `window.to` not after `now`. */
export function deviceAvailability(
  read: ReadStore,
  scope: Scope,
  device: Device,
  window: Interval,
  now: number,
): Availability {
  const { id, reachability: probe } = device;
  const changes = read.targets.changes(scope, id, probe, now + 1);
  const target = read.targets.ofDevice(scope, id).find((one) => one.probe === probe);
  const silence = target ? silenceUntil(target, now) : null;
  return availability({
    window,
    outages: read.targets.outages(scope, { deviceId: id, window, limit: MAX_OUTAGES }),
    gaps: [...read.targets.gaps(scope, id, probe, window), ...(silence ? [silence] : [])],
    observedFrom: changes.find((change) => change.state !== 'unknown')?.at ?? null,
    maintenance: [],
    shadowed: changes.flatMap((change, at) =>
      change.state === 'shadowed' ? [{ from: change.at, to: changes[at + 1]?.at ?? window.to }] : [],
    ),
  });
}

// One a minute for two months: nothing real comes near.
const MAX_OUTAGES = 100_000;
