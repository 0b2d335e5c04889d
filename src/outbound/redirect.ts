import type { Packed } from './exchange.ts';

/** Where the next hop leads and what is sent there. */
export type Hop = { readonly place: string | URL; readonly packed: Packed };

/** Headers that were meant for the first host only. */
const personal = ['authorization', 'cookie'];

/**
 * The next hop of an answer (RFC 9110, 15.4); null when it is none. A redirect from https to http is `refused`, as is
 * one to nowhere. Another origin gets no credentials; what becomes a GET loses its body.
 */
export function redirected(response: Response, from: URL, packed: Packed): Hop | 'refused' | null {
  const { status } = response;
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return null;
  const url = URL.parse(location, from.href);
  if (url === null || (from.protocol === 'https:' && url.protocol === 'http:')) return 'refused';
  const headers = new Headers(packed.headers);
  if (url.origin !== from.origin) for (const name of personal) headers.delete(name);
  // A full URL keeps its spelling, so that a disguised address is found out.
  const place = /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : url;
  const becomesGet = (status === 303 && packed.method !== 'HEAD') || (status < 303 && packed.method === 'POST');
  if (!becomesGet) return { place, packed: { ...packed, headers } };
  headers.delete('content-type');
  return { place, packed: { method: 'GET', headers, body: null } };
}
