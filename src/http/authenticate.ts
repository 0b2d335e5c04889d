import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { ForbiddenError, UnauthenticatedError } from '../errors.ts';
import { type Caller, type HttpEnv, type Identify, scraper } from './caller.ts';
import type { HttpDoors } from './doors.ts';

/** The cookie that holds a browser's session id. */
export const SESSION_COOKIE = 'hatang_session';

/** What anybody may have: whether the service lives, the way in, and the looks of the pages. */
const openPaths = new Set(['/healthz', '/readyz', '/sign-in']);
const openPrefix = '/assets/';
const readOnly = new Set(['GET', 'HEAD']);

/**
 * Lets in who brings the token (bearer, or password of basic authentication) or a session's cookie. A cookie may only look,
 * so that no foreign page can change anything through a browser.
 */
export function authenticate(doors: HttpDoors, identify: Identify): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { path } = c.req;
    if (openPaths.has(path) || path.startsWith(openPrefix)) return next();
    const caller = callerOf(c, doors, identify) ?? (doors.metricsOpen && isMetrics(path) ? scraper : null);
    if (caller === null) {
      throw new UnauthenticatedError('cần mã truy cập hợp lệ / a valid token is needed');
    }
    c.set('caller', caller);
    return next();
  };
}

function callerOf(c: Context<HttpEnv>, doors: HttpDoors, identify: Identify): Caller | null {
  const header = c.req.header('authorization');
  if (header !== undefined) {
    const secret = secretIn(header);
    return secret === null ? null : identify(secret);
  }
  const cookie = getCookie(c, SESSION_COOKIE);
  const caller = cookie === undefined ? null : doors.signIn.sessions.callerOf(cookie);
  if (caller !== null && !readOnly.has(c.req.method) && c.req.path !== '/sign-out') {
    throw new ForbiddenError(
      'phiên trình duyệt chỉ được xem, thay đổi cần mã truy cập / a browser session may only look; changes need the token',
    );
  }
  return caller;
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
