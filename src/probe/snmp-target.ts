import type { SnmpCredential } from '../inventory/credential.ts';

/** Which agent to ask, and how patiently: each request is sent `retries + 1` times, `timeoutMs` apart. */
export type SnmpTarget = {
  readonly deviceId: number;
  /** Canonical IPv4 or IPv6 literal; a host name is refused, it would be looked up at every send. */
  readonly address: string;
  readonly port: number;
  readonly credential: SnmpCredential;
  readonly timeoutMs: number;
  readonly retries: number;
  /** Accept answers from another address or port than asked: for multi-homed routers only, every use is counted. */
  readonly anySource: boolean;
};
