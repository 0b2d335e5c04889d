import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { ForbiddenError } from '../errors.ts';
import type { CallerSession, HttpEnv } from './caller.ts';
import type { Visit } from './visit.ts';

/** Name of the hidden field of our forms that proves where they come from. */
export const CSRF_FIELD = 'csrf';
// Where scripts of our pages send what forms send in a hidden field.
const CSRF_HEADER = 'x-csrf-token';

const FORM_TYPE = 'application/x-www-form-urlencoded';
const UPLOAD_TYPE = 'multipart/form-data';
/** Pages whose forms bring files. */
const uploads = /^\/(declarations|imports)\//;

/** What the forms of a session send back: nobody can work it out from the database alone. */
export function csrfOf(sessionHash: string, key: Buffer): string {
  return createHmac('sha256', key).update(`csrf:${sessionHash}`).digest('base64url');
}

/**
 * Refuses what another site made a signed-in browser send. Both must hold:
 * 1. it says that it comes from a page of ours (`Origin`, or `Sec-Fetch-Site`), in a content type that we ask for;
 * 2. it brings the token of the session.
 */
export async function refuseForged(c: Context<HttpEnv>, visit: Visit, session: CallerSession): Promise<void> {
  refuseForeign(c, visit);
  const type = contentType(c);
  const isForm =
    type === FORM_TYPE ? !c.req.path.startsWith('/api/') : type === UPLOAD_TYPE && uploads.test(c.req.path);
  const isEmpty = type === null && c.req.method === 'DELETE';
  if (!isForm && !isEmpty && !(type !== null && bodyTypes.has(type))) {
    throw new HTTPException(415, { message: type ?? 'no content type' });
  }
  const given = isForm ? (await c.req.parseBody())[CSRF_FIELD] : c.req.header(CSRF_HEADER);
  if (typeof given === 'string' && isSame(given, session.csrf)) return;
  throw new ForbiddenError(
    'biểu mẫu đã cũ hoặc không đến từ trang này, hãy tải lại trang / the form is old or not from this site; reload the page',
  );
}

/** A page of another site must not send us anything that changes something. */
export function refuseForeign(c: Context<HttpEnv>, { origins }: Visit): void {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const isOwn = origin === undefined ? site === 'same-origin' : origins.includes(origin);
  if (isOwn && (site === undefined || site === 'same-origin')) return;
  throw new ForbiddenError('biểu mẫu không đến từ trang này / the form does not come from this site');
}

/** @throws HTTPException 415 for anything but the content of one of our forms */
export function requireForm(c: Context<HttpEnv>): void {
  const type = contentType(c);
  if (type !== FORM_TYPE) throw new HTTPException(415, { message: type ?? 'no content type' });
}

// What a form of another site cannot send without asking first (no text/plain, no multipart).
const bodyTypes: ReadonlySet<string> = new Set([
  'application/json',
  'text/yaml',
  'application/yaml',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);

function contentType(c: Context): string | null {
  return c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() || null;
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
