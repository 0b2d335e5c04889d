import type { Hono } from 'hono';
import type { HttpEnv } from './caller.ts';
import type { HttpDoors } from './doors.ts';
import { openPages } from './router.ts';

/** For those who watch the service: `/healthz` = the process answers, `/readyz` = it does its work; reasons are codes. */
export function healthRoutes(doors: HttpDoors): Hono<HttpEnv> {
  return openPages()
    .get('/healthz', 'public', (c) => c.text('ok\n'))
    .get('/readyz', 'public', (c) => {
      const reasons = notReady(doors);
      return c.json({ ready: reasons.length === 0, reasons }, reasons.length === 0 ? 200 : 503);
    }).routes;
}

function notReady(doors: HttpDoors): string[] {
  try {
    const newest = doors.read.pollers.list().at(-1);
    if (newest === undefined) return ['poller-not-started'];
    const allowedMs = Math.max(LEAST_SILENCE_MS, 2 * doors.self().pollIntervalMs);
    return doors.now() - newest.heartbeatAt > allowedMs ? ['poller-silent'] : [];
  } catch (error) {
    doors.log.error({ err: error }, 'readiness could not be told');
    return ['database-not-answering'];
  }
}

// Heartbeats come with batches, which the poller gathers for seconds even when its interval is shorter.
const LEAST_SILENCE_MS = 10_000;
