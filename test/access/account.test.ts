import { describe, expect, test } from 'vitest';
import { type AccessLimits, afterFailure, holds, isIdle, isLocked, mayEnter } from '../../src/access/account.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const limits: AccessLimits = {
  idleMs: 15 * MINUTE,
  administratorIdleMs: 5 * MINUTE,
  absoluteMs: 12 * 60 * MINUTE,
  disableAfterMs: 45 * DAY,
  lockAfter: 5,
  lockMs: 15 * MINUTE,
  requireTotp: 'nobody',
};
const T = Date.UTC(2026, 0, 5);

describe('the lock', () => {
  const wrong = (times: number, now = T) => {
    let counts = { failures: 0, lockedUntil: null as number | null };
    for (let n = 0; n < times; n += 1) counts = { ...afterFailure(counts, limits, now) };
    return counts;
  };

  test('falls at the fifth wrong try, not before', () => {
    expect(wrong(4)).toEqual({ failures: 4, lockedUntil: null });
    expect(wrong(5)).toEqual({ failures: 5, lockedUntil: T + limits.lockMs });
  });

  test('holds for its time and not a millisecond longer', () => {
    expect([0, limits.lockMs - 1, limits.lockMs].map((ms) => isLocked(wrong(5), T + ms))).toEqual([true, true, false]);
  });

  test('is not made longer by tries while it holds', () => {
    expect(wrong(50)).toEqual(wrong(5));
  });

  test('falls again five wrong tries later', () => {
    let counts = wrong(5);
    const later = T + limits.lockMs;
    for (let n = 0; n < 4; n += 1) {
      counts = { ...afterFailure(counts, limits, later) };
      expect(isLocked(counts, later)).toBe(false);
    }
    expect(afterFailure(counts, limits, later)).toEqual({ failures: 10, lockedUntil: later + limits.lockMs });
  });
});

describe('who may enter', () => {
  const open = { disabled: null, lockedUntil: null };
  test.each([
    ['with the right password', open, true, true],
    ['with a wrong one', open, false, false],
    ['under a name that does not exist', null, true, false],
    ['with the right password while locked', { ...open, lockedUntil: T + 1 }, true, false],
    ['with the right password once the lock is over', { ...open, lockedUntil: T }, true, true],
    ['with the right password while disabled', { ...open, disabled: 'idle' as const }, true, false],
  ])('%s', (_, account, matches, enters) => {
    expect(mayEnter(account, matches, T)).toBe(enters);
  });
});

describe('a session', () => {
  test.each([
    ['just used', 0, 0, false, true],
    ['idle for almost 15 minutes', 15 * MINUTE - 1, 15 * MINUTE, false, true],
    ['idle for 15 minutes', 15 * MINUTE, 15 * MINUTE, false, false],
    ['of an administrator, idle for almost 5', 5 * MINUTE - 1, 5 * MINUTE, true, true],
    ['of an administrator, idle for 5', 5 * MINUTE, 5 * MINUTE, true, false],
    ['in use for almost 12 hours', 0, 12 * 60 * MINUTE - 1, false, true],
    ['in use for 12 hours', 0, 12 * 60 * MINUTE, false, false],
    ['of an administrator in use for 12 hours', 0, 12 * 60 * MINUTE, true, false],
  ])('%s', (_, idleMs, ageMs, isAdministrator, held) => {
    const session = { accountId: 1, createdAt: T - ageMs, lastUsedAt: T - idleMs };
    expect(holds(session, isAdministrator, limits, T)).toBe(held);
  });
});

describe('an account nobody uses', () => {
  test.each([
    ['is left alone for 45 days', 45 * DAY - 1, null, false],
    ['is disabled after 45 days', 45 * DAY, null, true],
    ['is not disabled twice', 90 * DAY, 'administrator' as const, false],
  ])('%s', (_, unusedMs, disabled, idle) => {
    expect(isIdle({ lastUsedAt: T - unusedMs, disabled }, limits, T)).toBe(idle);
  });
});
