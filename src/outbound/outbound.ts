import { lookup as lookUpName } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type Destination, readDestination } from './destination.ts';
import { type Connect, dial, secure } from './dial.ts';
import { type OutboundInit, type Packed, pack, receive, send } from './exchange.ts';
import { OutboundError, type OutboundFault } from './outbound-error.ts';
import { mayReach } from './reach.ts';
import { redirected } from './redirect.ts';
import { type CheckedRule, checkRules, type OutboundPurpose, type OutboundRules } from './rules.ts';

/** The one way out over HTTP. */
export type Outbound = {
  /**
   * Like `fetch`, for a purpose and only where its rule allows; everything else is an {@link OutboundError}. The answer
   * is read whole. An abort by the caller's signal rejects with its reason. Knows no proxy, keeps no cookie or connection.
   */
  fetch(purpose: OutboundPurpose, url: string | URL, init?: OutboundInit): Promise<Response>;
};

/** Limits of one call. `connectMs` covers name, TCP and TLS; `headersMs` is from there to the answer's headers; `totalMs` all. */
export type OutboundLimits = {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly totalMs: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
};

/** How names become addresses and connections are opened; the machine's own ways where left out. */
export type OutboundMeans = {
  readonly lookup?: (name: string) => Promise<readonly string[]>;
  readonly connect?: Connect;
  readonly limits?: Partial<OutboundLimits>;
};

const usualLimits: OutboundLimits = {
  connectMs: 5_000,
  headersMs: 10_000,
  totalMs: 20_000,
  maxBytes: 1_048_576,
  maxRedirects: 3,
};

/** Opens the way out under these rules; throws a `ConfigurationError` that names every wrong one. */
export function openOutbound(rules: OutboundRules, means: OutboundMeans = {}): Outbound {
  const checked = checkRules(rules);
  const { lookup = lookUp, connect = open } = means;
  const limits = { ...usualLimits, ...means.limits };
  return {
    async fetch(purpose, url, init = {}) {
      const total = AbortSignal.timeout(limits.totalMs);
      const signal = init.signal ? AbortSignal.any([total, init.signal]) : total;
      const way: Way = { rule: checked[purpose], lookup, connect, limits, signal };
      try {
        let packed = await pack(init);
        let place = url;
        for (let hops = 0; ; hops += 1) {
          const { destination, refuse } = judge(purpose, place, way.rule);
          const response = await visit(destination, packed, way, refuse);
          const next = init.redirect === 'follow' ? redirected(response, destination.url, packed) : null;
          if (next === null) return response;
          if (next === 'refused' || hops === limits.maxRedirects) throw refuse('redirect');
          ({ place, packed } = next);
        }
      } catch (error) {
        throw init.signal?.aborted ? init.signal.reason : error;
      }
    },
  };
}

type Refuse = (fault: OutboundFault) => OutboundError;
type Way = Required<OutboundMeans> & {
  readonly rule: CheckedRule;
  readonly limits: OutboundLimits;
  readonly signal: AbortSignal;
};

/** What can be refused before anything is looked up. */
function judge(
  purpose: OutboundPurpose,
  place: string | URL,
  rule: CheckedRule,
): { destination: Destination; refuse: Refuse } {
  const destination = readDestination(place);
  const refuse: Refuse = (fault) => new OutboundError(fault, purpose, destination.host);
  if ('fault' in destination) throw refuse(destination.fault);
  if (rule.ranges.length === 0) throw refuse('closed');
  if (rule.ports !== null && !rule.ports.includes(destination.port)) throw refuse('port');
  return { destination, refuse };
}

/**
 * One hop.
 * 1. The host becomes addresses, once; all of them must be allowed.
 * 2. A connection is opened to one of exactly these, and looked at again.
 * 3. TLS where the scheme says so.
 * 4. The request goes out and the answer comes in under its limits.
 */
async function visit(
  { url, host, port, isTls }: Destination,
  packed: Packed,
  way: Way,
  refuse: Refuse,
): Promise<Response> {
  const { rule, limits, signal } = way;
  const within = (ms: number) => AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  const connecting = within(limits.connectMs);

  const resolving = isIP(host) === 0 ? way.lookup(host) : Promise.resolve([host]);
  const addresses = await step(resolving, connecting, refuse, 'unresolved');
  if (addresses.length === 0) throw refuse('unresolved');
  if (!addresses.every((address) => mayReach(address, rule.ranges))) throw refuse('address');

  const dialling = dial(addresses, port, way.connect, limits.connectMs, connecting);
  const socket = await step(dialling, connecting, refuse, 'unreachable').catch((error: unknown) => {
    dialling.then(discard, () => {});
    throw error;
  });
  if (socket === 'elsewhere') throw refuse('address');
  try {
    const securing = isTls ? secure(socket, host, rule.trust, connecting) : Promise.resolve(socket);
    const connection = await step(securing, connecting, refuse, 'tls');
    const incoming = await step(send(connection, url, packed), within(limits.headersMs), refuse, 'answer');
    const response = await step(receive(incoming, limits.maxBytes), signal, refuse, 'answer');
    if (response === 'too-large') throw refuse('too-large');
    return response;
  } finally {
    socket.destroy();
  }
}

/** Waits for one step: its failure becomes `fault`, the end of its time `timeout`. */
async function step<T>(work: Promise<T>, signal: AbortSignal, refuse: Refuse, fault: OutboundFault): Promise<T> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, stopped]);
  } catch {
    throw refuse(signal.aborted ? 'timeout' : fault);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A connection that opened in the moment its time was over. */
function discard(late: Socket | 'elsewhere'): void {
  if (late !== 'elsewhere') late.destroy();
}

async function lookUp(name: string): Promise<string[]> {
  return (await lookUpName(name, { all: true })).map(({ address }) => address);
}

const open: Connect = (address, port) => connectTcp({ host: address, port, autoSelectFamily: false });
