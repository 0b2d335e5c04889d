import { connect } from 'node:net';
import { canonicalAddress } from '../inventory/address.ts';
import type { Observation, Outcome, Purpose, Reason } from '../monitor/observation.ts';
import { hasRoute } from './local-route.ts';

/** A port whose opening proves the device reachable; `address` is an IP literal, nothing is ever looked up. */
export type TcpTarget = {
  readonly deviceId: number;
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
};

/**
 * Opens a TCP connection and closes it at once, sending nothing. A port that does not open is a `miss` with its reason;
 * a fault of our own machine (no descriptors, no ports, no route) is `inconclusive`. `port` is 1..65535.
 */
export async function probeTcp(target: TcpTarget, purpose: Purpose, now: () => number): Promise<Observation> {
  const base = { deviceId: target.deviceId, probe: 'tcp', purpose, echo: null } as const;
  const address = canonicalAddress(target.address);
  const startedMs = performance.now();
  const fault = address === null ? 'EINVAL' : await openPort(address, target.port, target.timeoutMs);
  const tookMs = performance.now() - startedMs;
  if (fault === null) return { ...base, at: now(), outcome: 'answer', reason: null, rttMs: tookMs };
  const verdict = await judge(fault, address);
  return { ...base, at: now(), ...verdict, rttMs: null };
}

type Verdict = { readonly outcome: Outcome; readonly reason: Reason };

/** What the error of connect(2) says about the device; every code that is not listed is a fault of our own. */
const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ['ECONNREFUSED', { outcome: 'miss', reason: 'refused' }],
  ['ECONNRESET', { outcome: 'miss', reason: 'refused' }],
  ['ETIMEDOUT', { outcome: 'miss', reason: 'timeout' }],
  ['EHOSTUNREACH', { outcome: 'miss', reason: 'unreachable' }],
  ['EHOSTDOWN', { outcome: 'miss', reason: 'unreachable' }],
  ['ENETUNREACH', { outcome: 'miss', reason: 'unreachable' }],
  ['EADDRNOTAVAIL', { outcome: 'inconclusive', reason: 'bind-failed' }],
]);

const ownFault: Verdict = { outcome: 'inconclusive', reason: 'engine-failed' };

/** A router far away and our own routing table say ENETUNREACH alike; only the former is about the device. */
async function judge(fault: string, address: string | null): Promise<Verdict> {
  const verdict = verdicts.get(fault);
  if (verdict === undefined || address === null) return ownFault;
  const mayBeOurs = verdict.reason === 'unreachable' || verdict.reason === 'timeout';
  return mayBeOurs && !(await hasRoute(address)) ? ownFault : verdict;
}

/** Null when the port opened, else the error code; `ETIMEDOUT` when nothing came back in time. */
function openPort(host: string, port: number, timeoutMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, autoSelectFamily: false });
    const settle = (fault: string | null) => {
      clearTimeout(timer);
      resolve(fault);
      socket.destroy();
    };
    // After a stall of our own the timer comes first and the connection, long open, one turn of the loop later.
    const timer = setTimeout(() => setImmediate(() => settle('ETIMEDOUT')), timeoutMs);
    socket.once('connect', () => settle(null));
    socket.on('error', (error) => settle('code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'));
  });
}
