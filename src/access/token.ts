import { createHmac, timingSafeEqual } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { AccessRole } from './role.ts';

/** A token for programs as it is kept: never its secret. Instants epoch ms. */
export type Token = {
  readonly id: number;
  /** The 8 characters after `ht_`: what a list shows and what it is found by. */
  readonly prefix: string;
  readonly name: string;
  readonly role: AccessRole;
  /** Its subtree; null = the whole tree. */
  readonly agencyId: number | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** Ranges it may come from; empty = from anywhere. */
  readonly cidrs: readonly string[];
  readonly lastUsedAt: number | null;
};

/** How many random bytes a token is made of. */
export const TOKEN_BYTES = 38;

/** The text handed out once: `ht_` + 8 characters of prefix + `_` + 43 characters that hold 32 of the random bytes. */
export function tokenText(random: Buffer): { readonly text: string; readonly prefix: string } {
  if (random.length !== TOKEN_BYTES) throw new RangeError(`a token is made of ${TOKEN_BYTES} bytes`);
  const prefix = random.subarray(0, 6).toString('base64url').replace(/[-_]/g, '0');
  return { text: `ht_${prefix}_${random.subarray(6).toString('base64url')}`, prefix };
}

/** The prefix of a text that looks like a token; null for anything else. */
export function prefixOf(text: string): string | null {
  return /^ht_([A-Za-z0-9]{8})_[A-Za-z0-9_-]{43}$/.exec(text)?.[1] ?? null;
}

/** What is kept of a token: keyed, so that the database alone neither opens nor tests one. Hex. */
export function tokenHash(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Constant-time comparison of two hashes in hex; anything that is none equals nothing. */
export function sameHash(a: string, b: string): boolean {
  if (!hash.test(a) || !hash.test(b)) return false;
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}

/** Whether a token may be used now from this address (an IP literal; an IPv4-mapped one is its IPv4 address). */
export function isUsable(token: Token, address: string | null, now: number): boolean {
  if (token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now)) return false;
  return token.cidrs.length === 0 || (address !== null && token.cidrs.some((cidr) => lies(address, cidr)));
}

const hash = /^[0-9a-f]{64}$/;

/** False when either is malformed or they are of different families. */
function lies(address: string, cidr: string): boolean {
  const [, written = '', length = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(cidr) ?? [];
  const [one, network] = [parse(address), parse(written)];
  if (one === null || network === null || one.kind() !== network.kind()) return false;
  const bits = Number(length) - (network.kind() === 'ipv4' && written.includes(':') ? 96 : 0);
  return bits >= 0 && bits <= network.toByteArray().length * 8 && one.match(network, bits);
}

/** No octal, short or numeric forms; of a dotted tail only the mapped form, because ipaddr.js takes every `::1.2.3.4` for one. */
function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return null;
  if (text.includes('.') && !/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}
