import ipaddr from 'ipaddr.js';

/** Where something listens: a canonical address, and a port or null when none was named. */
export type Endpoint = { readonly address: string; readonly port: number | null };

/**
 * The one spelling of an IP literal (RFC 5952; an IPv4-mapped IPv6 address is its IPv4 address), or null for anything
 * else: host names, numbers and octal or short forms that some programs resolve, zone ids, white space, options.
 */
export function canonicalAddress(text: string): string | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return text;
  const groups = /^[0-9a-f:.]{2,45}$/i.test(text) ? withHexTail(text) : null;
  if (groups === null || !ipaddr.IPv6.isValid(groups)) return null;
  const address = ipaddr.IPv6.parse(groups);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}

/** Reads `10.0.0.1`, `10.0.0.1:161`, `::1`, `[::1]` or `[::1]:161`; null for anything else. Port 0 is none. */
export function parseEndpoint(text: string): Endpoint | null {
  const bare = canonicalAddress(text);
  if (bare !== null) return { address: bare, port: null };
  const match = /^(?:\[([^\]]*:[^\]]*)\]|([^:]*))(?::([1-9]\d{0,4}))?$/.exec(text);
  const address = canonicalAddress(match?.[1] ?? match?.[2] ?? '');
  const port = match?.[3] === undefined ? null : Number(match[3]);
  return address === null || (port !== null && port > 65_535) ? null : { address, port };
}

/** Writes a dotted tail (`::1.2.3.4`) as two hex groups: ipaddr.js takes every such address for a mapped one. */
function withHexTail(text: string): string | null {
  const colon = text.lastIndexOf(':') + 1;
  const tail = text.slice(colon);
  if (!tail.includes('.')) return text;
  if (!ipaddr.IPv4.isValidFourPartDecimal(tail)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number);
  return `${text.slice(0, colon)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
