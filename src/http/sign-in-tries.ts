import { randomUUID } from 'node:crypto';
import { type Account, isLocked, mayEnter } from '../access/account.ts';
import { recoveryHash, verifyTotp } from '../access/totp.ts';
import { UnauthenticatedError } from '../errors.ts';
import { sayBoth } from '../text/catalogue.ts';
import type { HttpDoors } from './doors.ts';
import type { PasswordWork } from './password-work.ts';
import { RateLimit, signInRates } from './rate-limit.ts';
import type { SecondProof } from './sessions.ts';

/** Tries to sign in. Whoever is refused is refused with the same words, for whatever reason. */
export type SignInTries = {
  /** Holds back addresses that try too often. @throws TooManyError */
  countAddress(address: string | null): void;
  /** The account behind a name and its password. @throws UnauthenticatedError, TooManyError */
  byPassword(name: string, password: string): Promise<Account>;
  /** What a code of the second factor, or a recovery code, proves. @throws UnauthenticatedError, TooManyError */
  byCode(accountId: number, code: string): { readonly account: Account; readonly proof: SecondProof };
};

/** Over the doors, with the shared work on passwords. */
export function openSignInTries(doors: HttpDoors, work: PasswordWork): SignInTries {
  const addresses = new RateLimit(signInRates.address);
  const names = new RateLimit(signInRates.name);
  // Not waited for: a name that does not exist must not be answered sooner than one that does.
  const count = (account: Account): void => {
    if (account.disabled !== null || isLocked(account, doors.now())) return;
    const { lockAfter, lockMs } = doors.limits;
    doors
      .submit({
        id: randomUUID(),
        actor: { kind: 'account', name: account.name },
        scope: null,
        command: { kind: 'account.failed', account: account.id, lockAfter, lockMs },
      })
      .catch((error) => doors.log.error({ err: error }, 'a wrong try was not counted'));
  };
  return {
    countAddress(address) {
      if (address !== null) addresses.take(address, doors.now());
    },
    async byPassword(name, password) {
      names.take(name.toLowerCase().slice(0, 200), doors.now());
      const known = doors.read.accounts.byName(name);
      const hash = doors.accountSecrets.of(known?.id ?? 0)?.passwordHash ?? null;
      const isRight = await work.verifyOrWaste(hash, password);
      // Looked up again: other tries may have shut the account while this one was worked on.
      const account = doors.read.accounts.byName(name);
      if (account && mayEnter(account, isRight, doors.now())) return account;
      if (account && !isRight) count(account);
      throw signInRefused();
    },
    byCode(accountId, code) {
      const account = doors.read.accounts.byId(accountId);
      const secrets = doors.accountSecrets.of(accountId);
      if (!account || !secrets?.totpSecret || !mayEnter(account, true, doors.now())) throw signInRefused();
      names.take(account.name, doors.now());
      const step = verifyTotp(secrets.totpSecret, code, doors.now(), secrets.totpLastStep);
      if (step !== null) return { account, proof: { step, recoveryHash: null } };
      const hash = recoveryHash(code, doors.tokenKey());
      if (doors.accountSecrets.hasRecovery(accountId, hash))
        return { account, proof: { step: null, recoveryHash: hash } };
      count(account);
      throw signInRefused();
    },
  };
}

/** The one answer to whoever is not let in. */
export function signInRefused(): UnauthenticatedError {
  return new UnauthenticatedError(sayBoth('sign-in-refused'));
}
