import type { EndpointReason } from '../monitor/endpoint.ts';
import type { Outcome } from '../monitor/observation.ts';

/** The way out over HTTP for probes: hands over redirects, reads answers whole up to a limit, and fails with a `fault`. */
export type ProbeFetch = (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>;

/** What asking an endpoint came to, before it is asked whether it was our own fault; the status is the last one told. */
export type HttpFinding = {
  readonly outcome: Outcome;
  readonly reason: EndpointReason | null;
  readonly httpStatus: number | null;
};

const MOST_REDIRECTS = 3;

/**
 * Asks a web address (http or https) with GET until `signal` ends it.
 * 1. Redirects are followed at most three times, only to one of `hosts` and never from https to http; one that leads
 *    elsewhere is an answer all the same, told as `redirect-elsewhere`; one more is a `redirect-loop`.
 * 2. An answer is a status of 200 to 399, or one that refuses a stranger (401, 403, 405, 407, 429); any other is a miss.
 * 3. A body longer than the way out reads is an answer told as `too-large`: its status is not known.
 */
export async function probeHttp(
  endpoint: string,
  hosts: readonly string[],
  fetch: ProbeFetch,
  signal: AbortSignal,
): Promise<HttpFinding> {
  let place = new URL(endpoint);
  let status: number | null = null;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    try {
      const response = await fetch(place.href, { signal });
      status = response.status;
      const next = nextPlace(response, place);
      if (next === null) return told(status);
      const isFollowed = hosts.includes(next.hostname) && !(place.protocol === 'https:' && next.protocol === 'http:');
      if (!isFollowed) return { outcome: 'answer', reason: 'redirect-elsewhere', httpStatus: status };
      place = next;
    } catch (error) {
      return { ...failed(error, signal), httpStatus: status };
    }
  }
  return { outcome: 'miss', reason: 'redirect-loop', httpStatus: status };
}

const refusals: ReadonlySet<number> = new Set([401, 403, 405, 407, 429]);

function told(httpStatus: number): HttpFinding {
  const isAnswer = (httpStatus >= 200 && httpStatus < 400) || refusals.has(httpStatus);
  return { outcome: isAnswer ? 'answer' : 'miss', reason: isAnswer ? null : 'http-status', httpStatus };
}

/** Where a redirect (RFC 9110, 15.4) leads; null when the answer is none. */
function nextPlace(response: Response, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers.get('location');
  const next = location === null ? null : URL.parse(location, from.href);
  return next !== null && /^https?:$/.test(next.protocol) ? next : null;
}

/** What each fault of the way out says about the endpoint; any other is about what it is allowed to call. */
const faults: ReadonlyMap<string, Blame> = new Map<string, Blame>([
  ['timeout', { outcome: 'miss', reason: 'timeout' }],
  ['unreachable', { outcome: 'miss', reason: 'unreachable' }],
  ['unresolved', { outcome: 'miss', reason: 'unresolved' }],
  ['tls', { outcome: 'miss', reason: 'tls' }],
  ['answer', { outcome: 'miss', reason: 'malformed' }],
  ['too-large', { outcome: 'answer', reason: 'too-large' }],
]);

type Blame = Omit<HttpFinding, 'httpStatus'>;

function failed(error: unknown, signal: AbortSignal): Blame {
  if (error instanceof Error && 'fault' in error) {
    return faults.get(String(error.fault)) ?? { outcome: 'inconclusive', reason: 'not-allowed' };
  }
  return signal.aborted ? { outcome: 'miss', reason: 'timeout' } : { outcome: 'inconclusive', reason: 'engine-failed' };
}
