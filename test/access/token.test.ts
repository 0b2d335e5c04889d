import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUsable, prefixOf, sameHash, TOKEN_BYTES, type Token, tokenHash, tokenText } from '../../src/access/token.ts';

const key = Buffer.alloc(32, 1);
const T = Date.UTC(2026, 0, 5);
const token: Token = {
  id: 1,
  prefix: 'abcdefgh',
  name: 'Grafana',
  role: 'viewer',
  agencyId: null,
  createdAt: T - 1000,
  expiresAt: null,
  revokedAt: null,
  cidrs: [],
  lastUsedAt: null,
};

describe('the text of a token', () => {
  test('is found again by its prefix, whatever the chance behind it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES }), (bytes) => {
        const { text, prefix } = tokenText(Buffer.from(bytes));
        expect(prefix).toMatch(/^[A-Za-z0-9]{8}$/);
        expect(prefixOf(text)).toBe(prefix);
        expect(text).toMatch(/^[\x21-\x7e]{55}$/);
        expect(Buffer.from(text.slice(12), 'base64url')).toEqual(Buffer.from(bytes.subarray(6)));
      }),
    );
  });

  test('takes exactly the bytes it needs', () => {
    expect(() => tokenText(Buffer.alloc(TOKEN_BYTES - 1))).toThrow(RangeError);
  });

  const { text } = tokenText(Buffer.alloc(TOKEN_BYTES, 0xfb));
  test.each(['', 'ht_', text.slice(1), text.slice(0, -1), `${text}x`, `${text}\n`, ` ${text}`, text.toUpperCase()])(
    '%j is none',
    (other) => {
      expect(prefixOf(text)).not.toBeNull();
      expect(prefixOf(other)).toBeNull();
    },
  );
});

describe('what is kept of a token', () => {
  const { text } = tokenText(randomBytes(TOKEN_BYTES));
  test('depends on the key and on every character', () => {
    expect(tokenHash(text, key)).toMatch(/^[0-9a-f]{64}$/);
    expect(tokenHash(text, key)).not.toContain(text.slice(12));
    expect(sameHash(tokenHash(text, key), tokenHash(text, key))).toBe(true);
    expect(sameHash(tokenHash(text, key), tokenHash(text, Buffer.alloc(32, 2)))).toBe(false);
    expect(sameHash(tokenHash(text, key), tokenHash(`${text.slice(0, -1)}~`, key))).toBe(false);
  });

  test('what is no hash equals nothing, not even itself', () => {
    const hash = tokenHash(text, key);
    for (const other of ['', 'zz', `${hash}zz`, hash.slice(2), hash.toUpperCase()]) {
      expect([sameHash(other, other), sameHash(hash, other)]).toEqual([false, false]);
    }
  });
});

describe('a token may be used', () => {
  test.each([
    ['while it is valid', {}, true],
    ['until it expires', { expiresAt: T + 1 }, true],
    ['not from the instant it expires', { expiresAt: T }, false],
    ['not once it is revoked', { revokedAt: T - 1 }, false],
    ['not revoked, even if the revocation is dated ahead', { revokedAt: T + 1 }, false],
  ])('%s', (_, change, usable) => {
    expect(isUsable({ ...token, ...change }, '10.0.0.1', T)).toBe(usable);
  });

  test.each([
    [['10.1.0.0/16'], '10.1.255.255', true],
    [['10.1.0.0/16'], '10.2.0.0', false],
    [['10.1.0.0/16', '192.0.2.7/32'], '192.0.2.7', true],
    [['192.0.2.7/32'], '192.0.2.8', false],
    [['0.0.0.0/0'], '203.0.113.9', true],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['::/0'], '203.0.113.9', false],
    [['::/0'], '2001:db8::1', true],
    [['2001:db8::/32'], '2001:db8:ffff::1', true],
    [['2001:db8::/32'], '2001:db9::1', false],
    [['10.1.0.0/16'], '::ffff:10.1.2.3', true],
    [['10.1.0.0/16'], '::ffff:a01:203', true],
    [['10.1.0.0/16'], '::10.1.2.3', false],
    [['10.1.0.0/16'], '64:ff9b::10.1.2.3', false],
    [['::ffff:10.1.0.0/112'], '10.1.2.3', true],
    [['::ffff:10.1.0.0/112'], '10.2.2.3', false],
    [['::ffff:0:0/80'], '10.1.2.3', false],
    [['fe80::/10'], 'fe80::1%eth0', true],
    [['127.0.0.0/8'], '2130706433', false],
    [['127.0.0.0/8'], '0177.0.0.1', false],
    [['127.0.0.0/8'], '127.1', false],
    [['127.0.0.0/8'], '0x7f.0.0.1', false],
    [['127.0.0.0/8'], 'localhost', false],
    [['127.0.0.0/8'], '', false],
    [['127.0.0.0/8'], null, false],
    [[], null, true],
    [['10.1.0.0'], '10.1.0.0', false],
    [['10.1.0.0/33'], '10.1.0.0', false],
    [['10.1.0.0/-1'], '10.1.0.0', false],
    [['10.1.0.0/08'], '10.1.0.0', false],
    [['10/8'], '10.1.0.0', false],
    [['nonsense', '10.0.0.0/8'], '10.1.0.0', true],
    [['2001:db8::/129'], '2001:db8::', false],
  ])('with ranges %j from %j: %j', (cidrs, address, usable) => {
    expect(isUsable({ ...token, cidrs }, address, T)).toBe(usable);
  });

  test('from an IPv4 address whose first bits are those of the range', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(octets, octets, fc.nat(32), (one, other, bits) => {
        const binary = (each: number[]): string => each.map((octet) => octet.toString(2).padStart(8, '0')).join('');
        const inside = binary(one).slice(0, bits) === binary(other).slice(0, bits);
        const cidrs = [`${other.join('.')}/${bits}`];
        expect(isUsable({ ...token, cidrs }, one.join('.'), T)).toBe(inside);
        expect(isUsable({ ...token, cidrs }, `::ffff:${one.join('.')}`, T)).toBe(inside);
      }),
    );
  });
});
