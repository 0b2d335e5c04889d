import { ErrorStatus } from 'net-snmp';
import type { Outcome, Reason } from '../monitor/observation.ts';
import { usmStats } from './oid.ts';

/**
 * Why a request got no values, and what that means for the device: `answer` when the agent itself refused, then with its
 * error-status (RFC 3416), else null.
 */
export type RequestFailure = {
  readonly ok: false;
  readonly reason: Reason;
  readonly outcome: Outcome;
  readonly status: number | null;
};

/** Nothing usable came, and it says nothing about the device. */
export function inconclusive(reason: Reason): RequestFailure & { readonly rttMs: null } {
  return { ok: false, reason, outcome: 'inconclusive', status: null, rttMs: null };
}

/** Nothing believable came although the device was asked properly. */
export function miss(reason: Reason): RequestFailure & { readonly rttMs: null } {
  return { ok: false, reason, outcome: 'miss', status: null, rttMs: null };
}

/** Whether the agent said that its answer would not fit (error-status tooBig). */
export function isTooBig(failure: RequestFailure): boolean {
  return failure.status === ErrorStatus.TooBig;
}

/** Whether the agent refused in the manner of SNMPv1 because a name does not exist (error-status noSuchName). */
export function isNoSuchName(failure: RequestFailure): boolean {
  return failure.status === ErrorStatus.NoSuchName;
}

const reportReasons: ReadonlyMap<string, Reason> = new Map([
  [usmStats.usmStatsUnsupportedSecLevels, 'unsupported-security-level'],
  [usmStats.usmStatsNotInTimeWindows, 'not-in-time-window'],
  [usmStats.usmStatsUnknownUserNames, 'unknown-user'],
  [usmStats.usmStatsUnknownEngineIDs, 'unknown-engine'],
  [usmStats.usmStatsWrongDigests, 'wrong-digest'],
  [usmStats.usmStatsDecryptionErrors, 'decryption-error'],
]);

/** What a Report PDU naming this counter means. */
export function reasonOfReport(oid: string): Reason {
  return reportReasons.get(oid) ?? 'agent-error';
}

const invalidReasons: ReadonlyMap<unknown, Reason> = new Map([
  [4, 'decryption-error'],
  [5, 'wrong-digest'],
  [6, 'wrong-oid'],
  [8, 'wrong-oid'],
  [9, 'forged'],
  [10, 'forged'],
  [14, 'not-in-time-window'],
]);

/**
 * Our own code for a library or socket error. Only its name, code and status are looked at and nothing of it is kept:
 * such an object can hold the v3 passwords (`info.user`) or the community (`message`).
 */
export function failureOf(error: unknown): RequestFailure {
  const { name, code, status } = partsOf(error);
  if (name === 'RequestTimedOutError') return miss('timeout');
  if (name === 'RequestFailedError' && typeof status === 'number') {
    const reason = status === ErrorStatus.TooBig ? 'too-big' : 'agent-error';
    return { ok: false, reason, outcome: 'answer', status };
  }
  if (name === 'ResponseInvalidError') return inconclusive(invalidReasons.get(code) ?? 'malformed');
  if (code === 'EHOSTUNREACH') return miss('unreachable');
  if (code === 'ECONNREFUSED') return miss('refused');
  if (code === 'ENETUNREACH' || code === 'ENETDOWN') return inconclusive('unreachable');
  return inconclusive('engine-failed');
}

function partsOf(error: unknown): { name: unknown; code: unknown; status: unknown } {
  if (typeof error !== 'object' || error === null) return { name: null, code: null, status: null };
  return {
    name: 'name' in error ? error.name : null,
    code: 'code' in error ? error.code : null,
    status: 'status' in error ? error.status : null,
  };
}
