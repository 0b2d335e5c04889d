import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Policy } from '../access/policy.ts';
import { NotFoundError, UnauthenticatedError } from '../errors.ts';
import { policyOf } from './allow.ts';
import { type Caller, type HttpEnv, scraper } from './caller.ts';
import { refuseForeign, refuseForged } from './csrf.ts';
import type { HttpDoors } from './doors.ts';
import type { Sessions } from './sessions.ts';
import type { Identify } from './tokens.ts';
import { visitOf } from './visit.ts';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Finds out who asks: by a token (bearer, or password of basic authentication) or by a session's cookie.
 * 1. A public route needs nobody. What nobody declared a policy for is not there, for anybody.
 * 2. Whoever is unknown learns nothing, not even whether there is such a path.
 * 3. What a browser sends on its own (a cookie, remembered basic authentication) must not be another site's doing.
 */
export function authenticate(doors: HttpDoors, identify: Identify, sessions: Sessions): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const policy = policyHere(c);
    if (policy === 'public') return next();
    const caller = await callerOf(c, doors, identify, sessions);
    if (caller === null) throw new UnauthenticatedError('cần mã truy cập hợp lệ / a valid token is needed');
    if (policy === null) throw new NotFoundError(`không có gì ở đây / nothing here: ${c.req.path}`);
    c.set('caller', caller);
    return next();
  };
}

function policyHere(c: Context): Policy | null {
  const first = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return first === undefined ? null : policyOf(first.handler);
}

async function callerOf(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  identify: Identify,
  sessions: Sessions,
): Promise<Caller | null> {
  const changes = !readOnly.has(c.req.method);
  const visit = visitOf(c, doors);
  const header = c.req.header('authorization');
  if (header !== undefined) {
    const secret = secretIn(header);
    if (changes && c.req.header('sec-fetch-site') !== undefined) refuseForeign(c, visit);
    return secret === null ? null : identify(secret, visit.address);
  }
  const caller = sessions.callerOf(c);
  if (caller?.session && changes) await refuseForged(c, visit, caller.session);
  return caller ?? (doors.metricsOpen && isMetrics(c.req.path) ? scraper : null);
}

function secretIn(header: string): string | null {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(header) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : text.slice(colon + 1);
}

function isMetrics(path: string): boolean {
  return path === '/metrics' || path.startsWith('/metrics/');
}
