import { randomBytes, randomUUID } from 'node:crypto';
import { type Account, isLocked } from '../access/account.ts';
import { judgePassword } from '../access/password.ts';
import {
  newTotpSecret,
  RECOVERY_BYTES,
  recoveryCodes,
  recoveryHash,
  TOTP_SECRET_BYTES,
  totpUri,
  verifyTotp,
} from '../access/totp.ts';
import type { AccessCommand } from '../command/access-command.ts';
import { ConflictError, ForbiddenError, InvalidError } from '../errors.ts';
import { sayBoth } from '../text/catalogue.ts';
import type { Caller } from './caller.ts';
import type { HttpDoors } from './doors.ts';
import type { PasswordWork } from './password-work.ts';
import { RateLimit, signInRates } from './rate-limit.ts';
import { needsTotp } from './sessions.ts';

/** A second factor that was begun: its secret in base32, and the `otpauth://` address of the same. */
type TotpBeginning = { readonly secret: string; readonly uri: string };

/** What people do with their own account. All of it throws ForbiddenError for callers who have none. */
export type OwnAccount = {
  /** @throws InvalidError with `/current` or `/password`. Other browsers are signed out. */
  changePassword(caller: Caller, current: string, password: string): Promise<void>;
  /** Begins the second factor. @throws ConflictError when there is one already */
  beginTotp(caller: Caller): Promise<TotpBeginning>;
  /** What was begun and not confirmed yet; null when nothing was. */
  begunTotp(caller: Caller): TotpBeginning | null;
  /** Confirms it with the first code; answers the recovery codes, this once. @throws InvalidError with `/code` */
  confirmTotp(caller: Caller, code: string): Promise<readonly string[]>;
  /** Takes it away, with a code of it or a recovery code. @throws InvalidError with `/code`, ForbiddenError when required */
  removeTotp(caller: Caller, code: string): Promise<void>;
  /** Signs out every browser, but for this one when `keepThis`. */
  signOutEverywhere(caller: Caller, keepThis: boolean): Promise<void>;
  /** Whether the second factor is required of an account. */
  needsTotp(account: Account): boolean;
};

/** Over the doors, with the shared work on passwords. */
export function openOwnAccount(doors: HttpDoors, work: PasswordWork): OwnAccount {
  const tries = new RateLimit(signInRates.name);
  const submit = (caller: Caller, command: AccessCommand) =>
    doors.submit({ id: randomUUID(), actor: caller.actor, scope: null, command });
  const isNeeded = (account: Account) => needsTotp(account, doors.read.accounts.grants(account.id), doors.limits);
  /** A wrong proof of who one is counts like a wrong try to sign in. */
  const refuse = async (caller: Caller, account: Account, field: string, code: 'wrong-password' | 'wrong-code') => {
    const { lockAfter, lockMs } = doors.limits;
    if (!isLocked(account, doors.now())) {
      await submit(caller, { kind: 'account.failed', account: account.id, lockAfter, lockMs });
    }
    throw fault(field, said[code]);
  };
  const accountNow = (caller: Caller): Account => {
    const account = caller.account && doors.read.accounts.byId(caller.account.id);
    if (!account) throw new ForbiddenError('chỉ dành cho tài khoản người dùng / for the accounts of people only');
    return account;
  };
  const begun = (account: Account): TotpBeginning | null => {
    const secrets = doors.accountSecrets.of(account.id);
    if (!secrets?.totpSecret || secrets.totpConfirmedAt !== null) return null;
    return { secret: secrets.totpSecret, uri: totpUri(secrets.totpSecret, account.name, ISSUER) };
  };

  return {
    needsTotp: isNeeded,
    begunTotp: (caller) => begun(accountNow(caller)),
    async changePassword(caller, current, password) {
      const account = accountNow(caller);
      refuseProvided(account);
      tries.take(account.name, doors.now());
      const hash = doors.accountSecrets.of(account.id)?.passwordHash ?? null;
      const isRight = (await work.verifyOrWaste(hash, current)) && !isLocked(accountNow(caller), doors.now());
      if (!isRight) await refuse(caller, account, 'current', 'wrong-password');
      const passwordHash = await hashChosen(work, password, account.name);
      const keepSession = caller.session?.hash ?? null;
      await submit(caller, { kind: 'account.password', account: account.id, passwordHash, keepSession });
    },
    async beginTotp(caller) {
      const account = accountNow(caller);
      refuseProvided(account);
      if (account.hasTotp) {
        throw new ConflictError(
          'xác thực hai bước đang bật, hãy tắt trước / the second factor is on; turn it off first',
        );
      }
      const secret = newTotpSecret(randomBytes(TOTP_SECRET_BYTES));
      await submit(caller, { kind: 'account.totp', account: account.id, secret });
      return { secret, uri: totpUri(secret, account.name, ISSUER) };
    },
    async confirmTotp(caller, code) {
      const account = accountNow(caller);
      tries.take(account.name, doors.now());
      const beginning = begun(account);
      if (!beginning) throw new ConflictError('chưa bắt đầu xác thực hai bước / the second factor was not begun');
      const step = verifyTotp(beginning.secret, code, doors.now(), null);
      // The secret stands on the page: a slip here is no try to break in.
      if (step === null) throw fault('code', said['wrong-code']);
      const codes = recoveryCodes(randomBytes(RECOVERY_BYTES));
      const recoveryHashes = codes.map((one) => recoveryHash(one, doors.tokenKey()));
      await submit(caller, { kind: 'account.totp-confirm', account: account.id, step, recoveryHashes });
      return codes;
    },
    async removeTotp(caller, code) {
      const account = accountNow(caller);
      if (isNeeded(account)) {
        throw new ForbiddenError('xác thực hai bước là bắt buộc với bạn / the second factor is required of you');
      }
      tries.take(account.name, doors.now());
      const secrets = doors.accountSecrets.of(account.id);
      const isCode =
        !!secrets?.totpSecret && verifyTotp(secrets.totpSecret, code, doors.now(), secrets.totpLastStep) !== null;
      const isRecovery = doors.accountSecrets.hasRecovery(account.id, recoveryHash(code, doors.tokenKey()));
      if (isLocked(account, doors.now()) || !(isCode || isRecovery))
        await refuse(caller, account, 'code', 'wrong-code');
      await submit(caller, { kind: 'account.totp', account: account.id, secret: null });
    },
    async signOutEverywhere(caller, keepThis) {
      const account = accountNow(caller);
      const keepSession = keepThis ? (caller.session?.hash ?? null) : null;
      await submit(caller, { kind: 'session.end-all', account: account.id, keepSession });
    },
  };
}

/** The kept form of a password that somebody chose. @throws InvalidError with `/password` when it is too weak */
export async function hashChosen(work: PasswordWork, password: string, accountName: string): Promise<string> {
  const weakness = judgePassword(password, accountName);
  if (weakness !== null) throw fault('password', sayBoth(weakness));
  return work.hash(password);
}

// Whose codes they are, in the list of an authenticator app.
const ISSUER = 'Hạ Tầng';

const said = {
  'wrong-password': 'mật khẩu hiện tại không đúng / that is not the present password',
  'wrong-code': 'mã không đúng hoặc đã dùng / the code is wrong or was used',
} as const;

function fault(field: string, message: string): InvalidError {
  return new InvalidError(message, [{ path: `/${field}`, message }]);
}

function refuseProvided(account: Account): void {
  if (account.oidcSubject === null) return;
  throw new ConflictError('nhà cung cấp danh tính giữ việc này / the identity provider is in charge of this');
}
