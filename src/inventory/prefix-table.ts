import ipaddr from 'ipaddr.js';
import { canonicalAddress } from './address.ts';
import type { Prefix } from './prefix.ts';

/** Finds the prefix that an address belongs to, as `longestMatch` would, in a time that does not grow with their number. */
export function prefixTable(prefixes: readonly Prefix[]): (address: string) => Prefix | null {
  const byKey = new Map<string, Prefix>();
  const lengths = new Map<number, Set<number>>();
  for (const prefix of prefixes) {
    const [written = '', length = ''] = prefix.cidr.split('/');
    const bytes = bytesOf(written);
    if (bytes === null) continue;
    const bits = Number(length);
    const key = keyOf(bytes, bits);
    const held = byKey.get(key);
    if (held === undefined || prefix.id < held.id) byKey.set(key, prefix);
    lengths.set(bytes.length, (lengths.get(bytes.length) ?? new Set()).add(bits));
  }
  const longestFirst = new Map([...lengths].map(([family, bits]) => [family, [...bits].toSorted((a, b) => b - a)]));
  return (address) => {
    const bytes = bytesOf(address);
    if (bytes === null) return null;
    for (const bits of longestFirst.get(bytes.length) ?? []) {
      const found = byKey.get(keyOf(bytes, bits));
      if (found !== undefined) return found;
    }
    return null;
  };
}

function bytesOf(text: string): readonly number[] | null {
  const address = canonicalAddress(text);
  return address === null ? null : ipaddr.parse(address).toByteArray();
}

/** The network part as text: what addresses of one network have in common. */
function keyOf(bytes: readonly number[], bits: number): string {
  const network = bytes.map((byte, at) => byte & ((0xff << (8 - Math.min(8, Math.max(0, bits - at * 8)))) & 0xff));
  return `${network.join('.')}/${bits}`;
}
