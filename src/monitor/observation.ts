import type { Reachability } from '../inventory/device.ts';

/** The kinds of probe. */
export type ProbeKind = Reachability;

/**
 * What a probe may come to. `answer`: it is there. `miss`: all echoes lost, or an SNMP request unanswered after its
 * retries, or a TCP port that did not open. `inconclusive`: we cannot tell (our own lag, no engine, credentials refused) —
 * it never counts against the device.
 */
export const outcomes = ['answer', 'miss', 'inconclusive'] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a probe did not get its answer. Codes; `text/` words them. */
export const reasons = [
  'timeout',
  'unreachable',
  'refused',
  'unknown-user',
  'wrong-digest',
  'decryption-error',
  'not-in-time-window',
  'unsupported-security-level',
  'unknown-engine',
  'no-credential',
  'agent-error',
  'too-big',
  'malformed',
  'wrong-oid',
  'forged',
  'partial',
  'own-lag',
  'no-engine',
  'engine-failed',
  'bind-failed',
  'aborted',
] as const;
export type Reason = (typeof reasons)[number];

/** Why it was probed: its turn in the round, to confirm a miss, or because somebody asked. */
export const purposes = ['round', 'confirm', 'demand'] as const;
export type Purpose = (typeof purposes)[number];

/** Echo round: `lossRatio` 0..1; times in ms, null when every echo was lost; jitter = mean absolute difference of neighbours. */
export type EchoStats = {
  readonly sent: number;
  readonly received: number;
  readonly lossRatio: number;
  readonly rttMsMin: number | null;
  readonly rttMsMean: number | null;
  readonly rttMsMax: number | null;
  readonly jitterMs: number | null;
};

/** One probe of one device: what came of it, and when (epoch ms: the answer's arrival, or when we gave up). */
export type Observation = {
  readonly deviceId: number;
  readonly probe: ProbeKind;
  readonly at: number;
  readonly outcome: Outcome;
  /** Null exactly when the outcome is `answer` and nothing was left out. */
  readonly reason: Reason | null;
  readonly purpose: Purpose;
  /** Time the probe took, ms; null when nothing came back. Measured in our process for SNMP and TCP. */
  readonly rttMs: number | null;
  readonly echo: EchoStats | null;
};
