import { isIP } from 'node:net';
import type { EndpointTarget } from '../inventory/hosted-system.ts';
import type { EndpointAnswer, EndpointReason } from '../monitor/endpoint.ts';
import { type HttpFinding, type ProbeFetch, probeHttp } from './http-probe.ts';
import type { LagWatch } from './lag-watch.ts';
import { hasRoute } from './local-route.ts';
import { probeTcp } from './tcp.ts';

/** What asking an endpoint needs of the rest of the program. */
export type EndpointMeans = {
  readonly fetch: ProbeFetch;
  /** Every address of a name; rejects with the resolver's `code`. */
  readonly lookup: (name: string) => Promise<readonly string[]>;
  /** Whether an address and port may be called at all. */
  readonly mayReach: (address: string, port: number) => boolean;
  readonly lag: LagWatch | null;
  /** Epoch ms. */
  readonly now: () => number;
};

/**
 * Asks one endpoint once, for at most `timeoutMs` over all: a web address by GET, `tcp://host:port` by opening the port.
 * Never throws for what the network does. What may be our own fault is inconclusive: a lag of ours, no route, a resolver
 * that does not work (a name that does not exist is the system's), an address that may not be called. Once `stopping` is
 * aborted a web address is given up at once, and what comes back means nothing.
 */
export async function probeEndpoint(
  { endpoint, hosts }: Pick<EndpointTarget, 'endpoint' | 'hosts'>,
  timeoutMs: number,
  means: EndpointMeans,
  stopping: AbortSignal,
): Promise<EndpointAnswer> {
  const startedMs = performance.now();
  const url = new URL(endpoint);
  const found = await (url.protocol === 'tcp:'
    ? askPort(url, timeoutMs, means)
    : probeHttp(endpoint, hosts, means.fetch, AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)])));
  const tookMs = Math.round(performance.now() - startedMs);
  const { outcome, reason } = await blame(found, url, startedMs, timeoutMs, means);
  return {
    at: means.now(),
    outcome,
    reason,
    httpStatus: found.httpStatus,
    durationMs: outcome === 'answer' ? tookMs : null,
  };
}

// As of SNMP: a stall of ours that is a fifth of what we waited explains the silence.
const LAG_SHARE = 0.2;

/** Takes back what may be our own fault. */
async function blame(
  found: HttpFinding,
  url: URL,
  startedMs: number,
  timeoutMs: number,
  { lag, lookup }: EndpointMeans,
): Promise<Pick<EndpointAnswer, 'outcome' | 'reason'>> {
  const { outcome, reason } = found;
  const ours = (why: EndpointReason) => ({ outcome: 'inconclusive', reason: why }) as const;
  if (outcome !== 'miss') return { outcome, reason };
  if (reason === 'timeout' && (lag?.worstMsSince(startedMs) ?? 0) > LAG_SHARE * timeoutMs) return ours('own-lag');
  if (reason !== 'timeout' && reason !== 'unreachable' && reason !== 'unresolved') return { outcome, reason };
  const resolved = await resolve(url, lookup, timeoutMs);
  if (resolved === 'unresolved') return { outcome, reason: 'unresolved' };
  if (resolved === 'resolver-failed') return ours('resolver-failed');
  // It did resolve this time: the failure before was the resolver's.
  if (reason === 'unresolved') return ours('resolver-failed');
  const known = await Promise.all(resolved.map(hasRoute));
  return known.some((one) => one) ? { outcome, reason } : ours('no-route');
}

/** Names that certainly do not exist, or have no address. */
const noSuchName: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

async function resolve(
  url: URL,
  lookup: EndpointMeans['lookup'],
  limitMs: number,
): Promise<readonly string[] | 'unresolved' | 'resolver-failed'> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return [host];
  try {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('too late')), limitMs);
    const addresses = await Promise.race([lookup(host), late]).finally(() => clearTimeout(timer));
    return addresses.length > 0 ? addresses : 'unresolved';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return noSuchName.has(code) ? 'unresolved' : 'resolver-failed';
  }
}

async function askPort(url: URL, timeoutMs: number, means: EndpointMeans): Promise<HttpFinding> {
  const tell = (outcome: HttpFinding['outcome'], reason: EndpointReason | null) => ({
    outcome,
    reason,
    httpStatus: null,
  });
  const startedMs = performance.now();
  const resolved = await resolve(url, means.lookup, timeoutMs);
  if (resolved === 'unresolved') return tell('miss', resolved);
  if (resolved === 'resolver-failed') return tell('inconclusive', resolved);
  const port = Number(url.port);
  const [address] = resolved;
  if (address === undefined || !resolved.every((one) => means.mayReach(one, port)))
    return tell('inconclusive', 'not-allowed');
  const left = Math.max(1, timeoutMs - (performance.now() - startedMs));
  const { outcome, reason } = await probeTcp({ deviceId: 0, address, port, timeoutMs: left }, 'round', means.now);
  return tell(outcome, tcpReasons.get(reason ?? '') ?? (outcome === 'answer' ? null : 'engine-failed'));
}

const tcpReasons: ReadonlyMap<string, EndpointReason> = new Map([
  ['timeout', 'timeout'],
  ['refused', 'refused'],
  ['unreachable', 'unreachable'],
]);
