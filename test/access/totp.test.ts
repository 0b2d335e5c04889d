import fc from 'fast-check';
import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import {
  newTotpSecret,
  RECOVERY_BYTES,
  recoveryCodes,
  recoveryHash,
  TOTP_SECRET_BYTES,
  totpUri,
  verifyTotp,
} from '../../src/access/totp.ts';

/** RFC 6238 appendix B: the secret, and the last six of the eight digits for SHA-1. */
const rfcSecret = newTotpSecret(Buffer.from('12345678901234567890', 'ascii'));
const rfcVectors: [number, string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('a code', () => {
  test.each(rfcVectors)('of RFC 6238 at %d s is accepted, with its step', (seconds, code) => {
    expect(verifyTotp(rfcSecret, code, seconds * 1000, null)).toBe(Math.floor(seconds / 30));
  });

  const T = 1_234_567_890_000;
  const step = T / 30_000;
  const codeAt = (at: number): string =>
    new TOTP({ secret: rfcSecret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: at });

  test('holds one step before and one after its own, not two', () => {
    const answers = [-60_000, -30_000, 0, 30_000, 59_999, 60_000].map((ms) =>
      verifyTotp(rfcSecret, codeAt(T), T + ms, null),
    );
    expect(answers).toEqual([null, step, step, step, step, null]);
  });

  test('is not accepted a second time, nor is an older one', () => {
    expect(verifyTotp(rfcSecret, codeAt(T), T, step)).toBeNull();
    expect(verifyTotp(rfcSecret, codeAt(T - 30_000), T, step)).toBeNull();
    expect(verifyTotp(rfcSecret, codeAt(T + 30_000), T, step)).toBe(step + 1);
    expect(verifyTotp(rfcSecret, codeAt(T), T, step - 1)).toBe(step);
  });

  test('may be typed with a space', () => {
    expect(verifyTotp(rfcSecret, '005 924', T, null)).toBe(step);
  });

  test.each(['', '05924', '0005924', '００5924', '00592x', '5924', '+05924', 'null'])('%j is none', (code) => {
    expect(verifyTotp(rfcSecret, code, T, null)).toBeNull();
  });

  test('is accepted at most once, whatever is tried when and in whatever order', () => {
    const tries = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(tries, (list) => {
        const accepted: string[] = [];
        let last: number | null = null;
        for (const [codeStep, nowStep] of list) {
          const code = codeAt(T + codeStep * 30_000);
          const found = verifyTotp(rfcSecret, code, T + nowStep * 30_000, last);
          if (found === null) continue;
          expect(last === null || found > last).toBe(true);
          expect(Math.abs(found - (step + nowStep))).toBeLessThanOrEqual(1);
          last = found;
          accepted.push(code);
        }
        expect(new Set(accepted).size).toBe(accepted.length);
      }),
    );
  });

  test('that two steps share is spent for both of them', () => {
    const secret = newTotpSecret(Buffer.from(Array.from({ length: 20 }, (_, at) => at)));
    const [shared, code] = [1_340_015, '485512'];
    expect(verifyTotp(secret, code, (shared - 2) * 30_000, null)).toBe(shared - 1);
    expect(verifyTotp(secret, code, (shared - 1) * 30_000, null)).toBe(shared);
    expect(verifyTotp(secret, code, (shared + 1) * 30_000, shared)).toBeNull();
  });
});

describe('a secret', () => {
  test('is base32 of its 20 bytes, wherever they lie in memory', () => {
    const pool = Buffer.alloc(64, 0xff);
    const random = pool.fill('12345678901234567890', 8, 28).subarray(8, 28);
    expect(newTotpSecret(random)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(() => newTotpSecret(pool)).toThrow(RangeError);
    expect(random).toHaveLength(TOTP_SECRET_BYTES);
  });

  test('is handed to an app as a URI that names issuer and account, colons and marks and all', () => {
    const uri = new URL(totpUri(rfcSecret, 'an:nguyễn', 'Hạ Tầng: Huế'));
    expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(uri.pathname)).toBe('/Hạ Tầng  Huế:an nguyễn');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: 'Hạ Tầng  Huế',
      secret: rfcSecret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});

describe('recovery codes', () => {
  const random = Buffer.from(Array.from({ length: RECOVERY_BYTES }, (_, at) => at));
  const key = Buffer.alloc(32, 1);

  test('are ten, each of ten letters that look like nothing else', () => {
    const codes = recoveryCodes(random);
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
    expect(codes[0]).toBe('01234-56789');
    expect(() => recoveryCodes(random.subarray(1))).toThrow(RangeError);
  });

  test('every bit of chance shows in a code', () => {
    for (let at = 0; at < RECOVERY_BYTES; at += 1) {
      const other = Buffer.from(random);
      other[at] = (other[at] ?? 0) ^ 1;
      const differing = recoveryCodes(other).filter((code, one) => code !== recoveryCodes(random)[one]);
      expect(differing).toHaveLength(1);
    }
  });

  test.each(['01aj2-k3m4n', '01AJ2K3M4N', ' 01aj2 k3m4n ', 'olaj2-k3m4n', 'OIAJ2–k3m4n'.replace('–', '-')])(
    'typed as %j are the same',
    (typed) => {
      expect(recoveryHash(typed, key)).toBe(recoveryHash('01aj2-k3m4n', key));
    },
  );

  test('are kept under a key', () => {
    expect(recoveryHash('01aj2-k3m4n', key)).toMatch(/^[0-9a-f]{64}$/);
    expect(recoveryHash('01aj2-k3m4n', key)).not.toBe(recoveryHash('01aj2-k3m4p', key));
    expect(recoveryHash('01aj2-k3m4n', key)).not.toBe(recoveryHash('01aj2-k3m4n', Buffer.alloc(32, 2)));
  });
});
