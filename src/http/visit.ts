import type { Context } from 'hono';
import { canonicalAddress } from '../inventory/address.ts';
import { prefixContains } from '../inventory/prefix.ts';
import type { HttpEnv } from './caller.ts';

/** Where a request came from, and where its sender thinks we are. */
export type Visit = {
  /** Address of whoever asked; null when the connection has none. */
  readonly address: string | null;
  /** The origins under which this request may have reached us. */
  readonly origins: readonly string[];
  /** Whether a browser there keeps cookies that are for safe connections only: TLS, or this very machine. */
  readonly keepsCookies: boolean;
};

type Place = { readonly trustedProxies: readonly string[]; readonly publicOrigin: string | null };

/** Reads a visit; what a client says of itself in `X-Forwarded-…` counts only behind a proxy that is configured. */
export function visitOf(c: Context<HttpEnv>, { trustedProxies, publicOrigin }: Place): Visit {
  const isTrusted = (address: string) => trustedProxies.some((cidr) => prefixContains(cidr, address));
  const peer = plain(c.env?.incoming?.socket?.remoteAddress);
  const isProxied = peer !== null && isTrusted(peer);
  const scheme = isProxied && lastOf(c.req.header('x-forwarded-proto')) === 'https' ? 'https' : 'http';
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  const reached = `${scheme}://${host}`;
  const origins = publicOrigin === null ? [reached] : [publicOrigin, reached];
  return {
    address: isProxied ? clientBehind(c.req.header('x-forwarded-for'), peer, isTrusted) : peer,
    origins,
    keepsCookies: origins.some(isSafe),
  };
}

/** The nearest address that is no proxy of ours: everything left of it is hearsay. */
function clientBehind(header: string | undefined, peer: string, isTrusted: (address: string) => boolean): string {
  let nearest = peer;
  for (const text of (header ?? '').split(',').toReversed()) {
    const address = plain(text.trim());
    if (address === null) return nearest;
    nearest = address;
    if (!isTrusted(address)) return nearest;
  }
  return nearest;
}

function lastOf(header: string | undefined): string | undefined {
  return header?.split(',').at(-1)?.trim().toLowerCase();
}

function plain(text: string | undefined): string | null {
  return text === undefined ? null : canonicalAddress(text);
}

function isSafe(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
