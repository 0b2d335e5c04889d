import type { Context, Hono } from 'hono';
import { expositionContentType, writeExposition } from '../metric/exposition.ts';
import type { Sample } from '../metric/registry.ts';
import type { HttpEnv } from './caller.ts';
import { collectInventory } from './collect-inventory.ts';
import { collectNetwork } from './collect-network.ts';
import { collectSelf, type RequestCounts } from './collect-self.ts';
import type { HttpDoors } from './doors.ts';
import { openPages } from './router.ts';

/** What Prometheus scrapes: the service itself, what was seen on the network, what exists and what it means. */
export function metricRoutes(doors: HttpDoors, requests: RequestCounts): Hono<HttpEnv> {
  const give = (c: Context, samples: readonly Sample[]) =>
    c.body(writeExposition(samples), 200, { 'Content-Type': expositionContentType });
  return openPages()
    .get('/metrics', 'look', (c) => give(c, collectSelf(doors, c.get('caller').scope, requests)))
    .get('/metrics/network', 'look', (c) => give(c, collectNetwork(doors.read, c.get('caller').scope, doors.now())))
    .get('/metrics/inventory', 'look', (c) => give(c, collectInventory(doors, c.get('caller').scope))).routes;
}
