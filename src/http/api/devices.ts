import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { DevicePatch } from '../../command/command.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../errors.ts';
import { type Device, lifecycles, reachabilities, roles } from '../../inventory/device.ts';
import type { DeviceRef } from '../../inventory/import-entry.ts';
import { states } from '../../monitor/state.ts';
import { agencyNames } from '../agency-names.ts';
import { answers, changed, closed, created, jsonBody } from '../answers.ts';
import { type Caller, type HttpEnv, requireWithin } from '../caller.ts';
import { change, changeHeaders, ifMatchOf, requireOwnAgency, restPlace, versionHeaders } from '../change.ts';
import { deviceViews } from '../device-view.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByNumber } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { address, agencyCode, allOptional, idParam, line, port } from '../schemas.ts';
import { device, observation, tellDevice, tellObservation } from './device-shape.ts';

const tags = ['devices'];
const params = z.strictObject({ id: idParam });

const deviceName = line(80).refine((name) => !name.includes('/'), 'tên không chứa "/" / no "/" in a name');

/** A parent: the id of a device, or its agency and name. */
const parentRef = z.union([
  z.string().regex(/^[1-9]\d{0,14}$/, 'không phải mã thiết bị / not the id of a device'),
  z.strictObject({ agency: agencyCode, name: deviceName }),
]);

const fields = {
  name: deviceName,
  role: z.enum(roles),
  address,
  snmpPort: port,
  tcpPort: port.nullable(),
  credential: line(80).nullable(),
  reachability: z.enum(reachabilities),
  parents: z.array(parentRef).max(50).readonly(),
  lifecycle: z.enum(lifecycles),
};

const newDevice = z
  .strictObject({
    ...fields,
    agency: agencyCode,
    snmpPort: fields.snmpPort.default(161),
    tcpPort: fields.tcpPort.default(null),
    credential: fields.credential.default(null),
    reachability: fields.reachability.default('icmp'),
    parents: fields.parents.default([]),
    lifecycle: fields.lifecycle.default('active'),
  })
  .openapi('NewDevice');

const devicePatch = z
  .strictObject({
    name: fields.name.exactOptional(),
    role: fields.role.exactOptional(),
    address: fields.address.exactOptional(),
    snmpPort: fields.snmpPort.exactOptional(),
    tcpPort: fields.tcpPort.exactOptional(),
    credential: fields.credential.exactOptional(),
    reachability: fields.reachability.exactOptional(),
    parents: fields.parents.exactOptional(),
    lifecycle: fields.lifecycle.exactOptional(),
  })
  .openapi('DevicePatch', allOptional);

const listDevices = route('look', {
  method: 'get',
  path: '/devices',
  tags,
  summary: 'Thiết bị / devices',
  request: {
    query: z.strictObject({
      ...listQuery,
      agency: agencyCode.optional(),
      role: z.enum(roles).optional(),
      lifecycle: z.enum(lifecycles).optional(),
      state: z.enum(states).optional(),
    }),
  },
  responses: answers('Devices in the order of their ids', listOf(device)),
});

const getDevice = route('look', {
  method: 'get',
  path: '/devices/{id}',
  tags,
  summary: 'Một thiết bị / one device',
  request: { params },
  responses: answers('The device; ETag is its version', device),
});

const createDevice = route('change-devices', {
  method: 'post',
  path: '/devices',
  tags,
  summary: 'Thêm thiết bị / add a device',
  request: { headers: changeHeaders, body: jsonBody(newDevice) },
  responses: created('The device as it was made', device),
});

const patchDevice = route('change-devices', {
  method: 'patch',
  path: '/devices/{id}',
  tags,
  summary: 'Sửa thiết bị / change a device',
  request: { params, headers: versionHeaders, body: jsonBody(devicePatch) },
  responses: changed('The device as it is now', device),
});

const closeDevice = route('change-devices', {
  method: 'delete',
  path: '/devices/{id}',
  tags,
  summary: 'Thôi dùng thiết bị / retire a device',
  request: { params, headers: versionHeaders },
  responses: closed,
});

const probeDevice = route('probe', {
  method: 'post',
  path: '/devices/{id}/probe',
  tags,
  summary: 'Đo ngay / probe now',
  request: { params },
  responses: { ...answers('What each probe came to', listOf(observation)), 409: closed[409] },
});

/** Devices: what exists, and what is seen of it now. */
export function deviceRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  const tell = (caller: Caller, one: Device) =>
    read.snapshot(() => tellDevice(deviceViews(read, caller.scope, doors.now(), one).of(one)));
  const withTag = (c: Context, one: Device) => c.header('ETag', `"${one.changedSeq}"`);

  return openRouter()
    .openapi(listDevices, (c) => {
      const { agency, role, lifecycle, state, ...asked } = c.req.valid('query');
      const { scope } = c.get('caller');
      const page = read.snapshot(() => {
        const views = deviceViews(read, scope, doors.now());
        // State is computed, not stored: with that filter the rows are looked through until the page is full.
        return pageByNumber(
          'devices',
          asked,
          (afterId, limit) => {
            const all = { agency, role, lifecycle, afterId };
            const rows = read.devices.list(scope, state === undefined ? { ...all, limit } : all);
            const seen = rows.map((row) => tellDevice(views.of(row)));
            return state === undefined ? seen : seen.filter((one) => one.state === state).slice(0, limit);
          },
          (one) => Number(one.id),
        );
      });
      return c.json(page, 200);
    })
    .openapi(createDevice, async (c) => {
      const { agency, parents, ...body } = c.req.valid('json');
      const caller = c.get('caller');
      requireOwnAgency(c, doors, agency);
      const refs = refsOf(doors, caller, parents);
      const entry = { ...body, agency, parents: refs, place: restPlace };
      const result = await change(c, doors, { kind: 'device.create', entry });
      const made = result.subjects.find((subject) => subject.kind === 'devices');
      const one = deviceOf(doors, caller, Number(made?.id));
      withTag(c, one);
      c.header('Location', `/api/v1/devices/${one.id}`);
      return c.json(tell(caller, one), 201);
    })
    .openapi(getDevice, (c) => {
      const one = deviceOf(doors, c.get('caller'), c.req.valid('param').id);
      withTag(c, one);
      return c.json(tell(c.get('caller'), one), 200);
    })
    .openapi(patchDevice, async (c) => {
      const caller = c.get('caller');
      const { id } = ownDevice(c, doors, c.req.valid('param').id);
      const { parents, ...rest } = c.req.valid('json');
      const refs = parents && { parents: refsOf(doors, caller, parents) };
      const patch: DevicePatch = { ...rest, ...refs };
      await change(c, doors, { kind: 'device.patch', id, ifMatch: ifMatchOf(c), patch });
      const one = deviceOf(doors, caller, id);
      withTag(c, one);
      return c.json(tell(caller, one), 200);
    })
    .openapi(closeDevice, async (c) => {
      const { id } = ownDevice(c, doors, c.req.valid('param').id);
      await change(c, doors, { kind: 'device.close', id, ifMatch: ifMatchOf(c) });
      return c.body(null, 204);
    })
    .openapi(probeDevice, async (c) => {
      const one = ownDevice(c, doors, c.req.valid('param').id);
      if (one.lifecycle === 'retired') {
        throw new ConflictError(`${one.name}: đã thôi dùng, không đo nữa / retired, no longer probed`);
      }
      const observations = await doors.probeNow(one.id);
      return c.json({ items: observations.map(tellObservation), next: null }, 200);
    });
}

/** The device of an id that the caller may see. @throws NotFoundError otherwise. */
export function deviceOf(doors: HttpDoors, caller: Caller, id: number): Device {
  const found = doors.read.devices.byId(caller.scope, id);
  if (!found) throw new NotFoundError(`không có thiết bị / no device: ${id}`);
  return found;
}

// May be looked at: not found otherwise. May be acted on: forbidden otherwise.
function ownDevice(c: Context<HttpEnv>, doors: HttpDoors, id: number): Device {
  const found = deviceOf(doors, c.get('caller'), id);
  requireWithin(c.get('allowed'), found.agencyId);
  return found;
}

function refsOf(doors: HttpDoors, caller: Caller, parents: readonly (string | DeviceRef)[]): DeviceRef[] {
  const names = agencyNames(doors.read, caller.scope, doors.now());
  return parents.map((parent, at) => {
    if (typeof parent !== 'string') return parent;
    const found = doors.read.devices.byId(caller.scope, Number(parent));
    if (found) return { agency: names.ofDevice(found).code, name: found.name };
    throw new InvalidError(`không có thiết bị / no device: ${parent}`, [
      { path: `/parents/${at}`, message: `không có thiết bị ${parent} / there is no device ${parent}` },
    ]);
  });
}
