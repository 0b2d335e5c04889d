import { z } from '@hono/zod-openapi';
import { lifecycles, reachabilities, roles } from '../../inventory/device.ts';
import { outcomes, purposes, reasons } from '../../monitor/observation.ts';
import { states } from '../../monitor/state.ts';
import type { StoredObservation } from '../../store/observations.ts';
import type { DeviceView } from '../device-view.ts';
import { instant, iso, isoOrNull } from '../schemas.ts';

/** A device as one probe sees it. `rttMs` and `lossRatio` (0..1) are of the newest observation. */
const probe = z.object({
  probe: z.enum(reachabilities),
  state: z.enum(states),
  since: instant.nullable(),
  reason: z.enum(reasons).nullable(),
  lastObservedAt: instant.nullable(),
  rttMs: z.number().nullable(),
  lossRatio: z.number().nullable(),
});

/** A device in an answer; `state` and `stateSince` are those of the probe named in `reachability`. */
export const device = z
  .object({
    id: z.string(),
    agency: z.string(),
    name: z.string(),
    address: z.string(),
    role: z.enum(roles),
    lifecycle: z.enum(lifecycles),
    state: z.enum(states),
    stateSince: instant.nullable(),
    reachability: z.enum(reachabilities),
    snmpPort: z.number(),
    tcpPort: z.number().nullable(),
    credential: z.string().nullable(),
    parents: z.array(z.object({ id: z.string(), agency: z.string(), name: z.string() })).readonly(),
    probes: z.array(probe).readonly(),
    system: z
      .object({
        sysName: z.string().nullable(),
        sysDescr: z.string().nullable(),
        sysObjectId: z.string().nullable(),
        sysContact: z.string().nullable(),
        sysLocation: z.string().nullable(),
        uptimeSeconds: z.number().nullable(),
        readAt: instant,
        partial: z.boolean(),
      })
      .nullable(),
    createdAt: instant,
    version: z.number(),
  })
  .openapi('Device');

/** One probe of a device. */
export const observation = z
  .object({
    id: z.string().nullable(),
    probe: z.enum(reachabilities),
    at: instant,
    outcome: z.enum(outcomes),
    reason: z.enum(reasons).nullable(),
    purpose: z.enum(purposes),
    rttMs: z.number().nullable(),
    echo: z
      .object({
        sent: z.number(),
        received: z.number(),
        lossRatio: z.number(),
        rttMsMin: z.number().nullable(),
        rttMsMean: z.number().nullable(),
        rttMsMax: z.number().nullable(),
        jitterMs: z.number().nullable(),
      })
      .nullable(),
  })
  .openapi('Observation');

/** A device as the API tells it. */
export function tellDevice(view: DeviceView): z.infer<typeof device> {
  const one = view.device;
  return {
    id: String(one.id),
    agency: view.agency.code,
    name: one.name,
    address: one.address,
    role: one.role,
    lifecycle: one.lifecycle,
    state: view.state,
    stateSince: isoOrNull(view.since),
    reachability: one.reachability,
    snmpPort: one.snmpPort,
    tcpPort: one.tcpPort,
    credential: view.credential,
    parents: view.parents.map((parent) => ({ ...parent, id: String(parent.id) })),
    probes: view.probes.map((each) => ({
      probe: each.probe,
      state: each.state,
      since: isoOrNull(each.since),
      reason: each.reason,
      lastObservedAt: isoOrNull(each.lastObservedAt),
      rttMs: each.observation?.rttMs ?? null,
      lossRatio: each.observation?.echo?.lossRatio ?? null,
    })),
    system: tellSystem(view),
    createdAt: iso(one.createdAt),
    version: one.changedSeq,
  };
}

/** An observation as the API tells it; `id` is null until it is stored. */
export function tellObservation(
  one: Omit<StoredObservation, 'id'> & { readonly id?: number },
): z.infer<typeof observation> {
  const { probe: kind, outcome, reason, purpose, rttMs, echo } = one;
  return {
    id: one.id === undefined ? null : String(one.id),
    probe: kind,
    at: iso(one.at),
    outcome,
    reason,
    purpose,
    rttMs,
    echo,
  };
}

function tellSystem({ system }: DeviceView): z.infer<typeof device>['system'] {
  if (system === null) return null;
  const { sysName, sysDescr, sysObjectId, sysContact, sysLocation, uptimeTicks, at, partial } = system;
  return {
    sysName,
    sysDescr,
    sysObjectId,
    sysContact,
    sysLocation,
    uptimeSeconds: uptimeTicks === null ? null : uptimeTicks / 100,
    readAt: iso(at),
    partial,
  };
}
