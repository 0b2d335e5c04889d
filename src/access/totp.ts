import { createHmac, timingSafeEqual } from 'node:crypto';
import { HOTP, Secret, TOTP } from 'otpauth';

/** How many random bytes a TOTP secret is made of (RFC 4226 section 4: the length of SHA-1). */
export const TOTP_SECRET_BYTES = 20;
/** How many random bytes a set of recovery codes is made of. */
export const RECOVERY_BYTES = 100;

/** A fresh TOTP secret in base32, as authenticator apps take it, from 20 random bytes. */
export function newTotpSecret(random: Buffer): string {
  if (random.length !== TOTP_SECRET_BYTES) throw new RangeError(`a secret is made of ${TOTP_SECRET_BYTES} bytes`);
  // A small Buffer is a window on a pool; the library takes the whole buffer behind it.
  return new Secret({ buffer: Uint8Array.from(random).buffer }).base32;
}

/** The `otpauth://` address that an authenticator app reads from a QR code; colons in the names become spaces. */
export function totpUri(secret: string, accountName: string, issuer: string): string {
  const named = (text: string): string => text.replaceAll(':', ' ');
  return new TOTP({ ...FORM, secret, period: STEP_S, label: named(accountName), issuer: named(issuer) }).toString();
}

/**
 * The time step (of 30 s, RFC 6238) whose code this is, one before or after the present one allowed; null when it is none's.
 * A step up to `lastStep`, the last one accepted, is never accepted again. All steps are compared, each in constant time.
 */
export function verifyTotp(secret: string, code: string, now: number, lastStep: number | null): number | null {
  const given = Buffer.from(code.replaceAll(' ', ''), 'utf8');
  const key = Secret.fromBase32(secret);
  const present = Math.floor(now / (STEP_S * 1000));
  let accepted: number | null = null;
  for (let step = present - WINDOW; step <= present + WINDOW; step += 1) {
    const expected = Buffer.from(HOTP.generate({ ...FORM, secret: key, counter: step }), 'utf8');
    const matches = given.length === expected.length && timingSafeEqual(given, expected);
    // The latest of equal codes: the earlier one must not leave the same code open for the later step.
    if (matches && (lastStep === null || step > lastStep)) accepted = step;
  }
  return accepted;
}

/** Ten codes that let their owner in once each without the app, such as `k7m2q-9xw4t`; 50 bits each, from 100 random bytes. */
export function recoveryCodes(random: Buffer): string[] {
  if (random.length !== RECOVERY_BYTES) throw new RangeError(`recovery codes are made of ${RECOVERY_BYTES} bytes`);
  const text = [...random].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return Array.from(
    { length: 10 },
    (_, at) => `${text.slice(at * 10, at * 10 + 5)}-${text.slice(at * 10 + 5, at * 10 + 10)}`,
  );
}

/** What is kept of a recovery code: keyed. Case, spaces, dashes, and o for 0, i or l for 1 make no difference. Hex. */
export function recoveryHash(code: string, key: Buffer): string {
  const plain = code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return createHmac('sha256', key).update(`recovery:${plain}`, 'utf8').digest('hex');
}

const STEP_S = 30;
const WINDOW = 1;
const FORM = { algorithm: 'SHA1', digits: 6 } as const;
/** Crockford's base32: nothing in it that looks like something else. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
