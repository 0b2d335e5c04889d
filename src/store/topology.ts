import { z } from 'zod';
import { reachabilities } from '../inventory/device.ts';
import { reasons } from '../monitor/observation.ts';
import type { Outage } from '../monitor/outage.ts';
import { states } from '../monitor/state.ts';
import type { TopologyDevice } from '../monitor/topology.ts';
import type { Db } from './database.ts';

/** An active device in the topology, with its open outage as seen by the probe that judges it. */
export type TopologyNode = TopologyDevice & { readonly outage: Outage | null };

const idsSchema = z.array(z.number());
const ids = z.string().transform((text): readonly number[] => (text === '[]' ? [] : idsSchema.parse(JSON.parse(text))));

const nodeSchema = z
  .object({
    id: z.number(),
    reachability: z.enum(reachabilities),
    parentIds: ids,
    state: z.enum(states).nullable(),
    since: z.number().nullable(),
    lastObservedAt: z.number().nullable(),
    outageId: z.number().nullable(),
    cause: z.enum(reasons).nullable(),
    startedAt: z.number().nullable(),
    lastGoodAt: z.number().nullable(),
    firstBadAt: z.number().nullable(),
    confirmedAt: z.number().nullable(),
    rootOutageId: z.number().nullable(),
  })
  .transform(({ id, reachability, parentIds, state, since, lastObservedAt, ...row }): TopologyNode => {
    const { outageId, startedAt, firstBadAt, confirmedAt, cause, lastGoodAt, rootOutageId } = row;
    const open = outageId !== null && startedAt !== null && firstBadAt !== null && confirmedAt !== null;
    const of = { target: { kind: 'device', id }, probe: reachability, cause, lastGoodAt, rootOutageId } as const;
    const outage = open ? { id: outageId, ...of, startedAt, endedAt: null, firstBadAt, confirmedAt } : null;
    return { id, reachability, parentIds, state: state ?? 'unknown', since: since ?? 0, lastObservedAt, outage };
  });

const nodesSchema = z.array(nodeSchema);

const nodesSql = `select d.id, d.reachability, t.state, t.since, t.last_observed_at as lastObservedAt, o.id as outageId, o.cause, o.started_at as startedAt,
    o.last_good_at as lastGoodAt, o.first_bad_at as firstBadAt, o.confirmed_at as confirmedAt,
    o.root_outage_id as rootOutageId,
    (select json_group_array(parent_id) from device_parent where device_id = d.id) as parentIds
  from device d
  left join target_state t on t.device_id = d.id and t.probe = d.reachability
  left join outage o on o.device_id = d.id and o.probe = d.reachability and o.ended_at is null
  where d.lifecycle = 'active'`;

// Beyond a device that is not out the path is clear, so both walks end there.
const aroundSql = `with recursive
  below(id) as (
    values (:id)
    union
    select d.id from below b
      join device_parent p on p.parent_id = b.id
      join device d on d.id = p.device_id and d.lifecycle = 'active'
      join outage o on o.device_id = d.id and o.probe = d.reachability and o.ended_at is null),
  above(id) as (
    select id from below
    union
    select p.parent_id from above a
      join device d on d.id = a.id
      join outage o on o.device_id = d.id and o.probe = d.reachability and o.ended_at is null
      join device_parent p on p.device_id = a.id)
  ${nodesSql} and d.id in (select id from above)`;

/** The topology as it stands inside the running transaction; for deciding, so it takes no scope. */
export function topologyReads(db: Db) {
  const all = db.sqlite.prepare(nodesSql);
  const around = db.sqlite.prepare(aroundSql);
  return {
    nodes(): TopologyNode[] {
      return nodesSchema.parse(all.all());
    },
    /** All that the outage of one device can concern: who is out behind it, and everything those are reached through. */
    around(deviceId: number): TopologyNode[] {
      return nodesSchema.parse(around.all({ id: deviceId }));
    },
  };
}
