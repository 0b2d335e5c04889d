/** Why an account cannot sign in any more; null in {@link Account} while it can. */
export const disablements = ['administrator', 'idle'] as const;
export type Disablement = (typeof disablements)[number];

/** A person's account. The password and the TOTP secret are apart. Instants epoch ms. */
export type Account = {
  readonly id: number;
  /** What is typed to sign in; unique without regard to case. */
  readonly name: string;
  readonly fullName: string;
  readonly createdAt: number;
  readonly disabled: Disablement | null;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  /** Subject at the identity provider; null for an account of our own. */
  readonly oidcSubject: string | null;
  readonly failures: number;
  readonly lockedUntil: number | null;
  /** Last sign-in or use; the creation before the first. */
  readonly lastUsedAt: number;
};

/** How long sessions and accounts last, and when one is locked; ms. */
export type AccessLimits = {
  readonly idleMs: number;
  readonly administratorIdleMs: number;
  readonly absoluteMs: number;
  readonly disableAfterMs: number;
  readonly lockAfter: number;
  readonly lockMs: number;
  /** For whom the second factor is required. */
  readonly requireTotp: 'nobody' | 'administrators' | 'everybody';
};

/** A browser's session. */
export type Session = {
  readonly accountId: number;
  readonly createdAt: number;
  readonly lastUsedAt: number;
};

/** Whether a session still holds: not idle too long, not older than the absolute limit. */
export function holds(session: Session, isAdministrator: boolean, limits: AccessLimits, now: number): boolean {
  const idleMs = isAdministrator ? limits.administratorIdleMs : limits.idleMs;
  return now - session.lastUsedAt < idleMs && now - session.createdAt < limits.absoluteMs;
}

/** Whether wrong tries keep the account shut at the moment. */
export function isLocked(account: Pick<Account, 'lockedUntil'>, now: number): boolean {
  return account.lockedUntil !== null && now < account.lockedUntil;
}

/**
 * Whether a try to sign in succeeds. Whoever is refused is told `sign-in-refused` and nothing else, be it for a name that
 * does not exist, a wrong password, a lock or a disabled account.
 */
export function mayEnter(
  account: Pick<Account, 'disabled' | 'lockedUntil'> | null,
  passwordMatches: boolean,
  now: number,
): boolean {
  return account !== null && passwordMatches && account.disabled === null && !isLocked(account, now);
}

/**
 * What a wrong try makes of the counts: every `lockAfter`-th in a row shuts the account for a while. A try while it is shut
 * counts for nothing, so that nobody can keep it shut for ever.
 */
export function afterFailure(
  account: Pick<Account, 'failures' | 'lockedUntil'>,
  limits: Pick<AccessLimits, 'lockAfter' | 'lockMs'>,
  now: number,
): Pick<Account, 'failures' | 'lockedUntil'> {
  if (isLocked(account, now)) return { failures: account.failures, lockedUntil: account.lockedUntil };
  const failures = account.failures + 1;
  return { failures, lockedUntil: failures % limits.lockAfter === 0 ? now + limits.lockMs : null };
}

/** Whether an account that nobody used for too long is to be disabled. */
export function isIdle(account: Pick<Account, 'lastUsedAt' | 'disabled'>, limits: AccessLimits, now: number): boolean {
  return account.disabled === null && now - account.lastUsedAt >= limits.disableAfterMs;
}
