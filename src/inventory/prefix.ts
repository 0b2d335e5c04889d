import ipaddr from 'ipaddr.js';
import { canonicalAddress } from './address.ts';

/** Addresses that belong to an agency: `cidr` as {@link canonicalCidr} spells it. */
export type Prefix = { readonly id: number; readonly agencyId: number; readonly cidr: string };

/** The one spelling of a network, `10.1.0.0/16` or `2001:db8::/32`; null when malformed or when host bits are set. */
export function canonicalCidr(text: string): string | null {
  const network = parseCidr(text);
  return network === null ? null : `${network.address}/${network.bits}`;
}

/** Whether the address lies inside the network; false when either is malformed or they are of different families. */
export function prefixContains(cidr: string, address: string): boolean {
  const network = parseCidr(cidr);
  const bytes = addressBytes(address);
  return network !== null && bytes !== null && contains(network, bytes);
}

/** The most specific prefix that holds the address, the one with the lowest id among equals; null when none does. */
export function longestMatch(prefixes: readonly Prefix[], address: string): Prefix | null {
  const bytes = addressBytes(address);
  if (bytes === null) return null;
  let best: { prefix: Prefix; bits: number } | null = null;
  for (const prefix of prefixes) {
    const network = parseCidr(prefix.cidr);
    if (network === null || !contains(network, bytes)) continue;
    const better = best === null || network.bits > best.bits;
    const equal = best !== null && network.bits === best.bits && prefix.id < best.prefix.id;
    if (better || equal) best = { prefix, bits: network.bits };
  }
  return best?.prefix ?? null;
}

type Network = { readonly address: string; readonly bytes: readonly number[]; readonly bits: number };

function parseCidr(text: string): Network | null {
  const [, written = '', length = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = canonicalAddress(written);
  const bytes = addressBytes(written);
  if (address === null || bytes === null) return null;
  const mappedBits = bytes.length === 4 && written.includes(':') ? 96 : 0;
  const bits = Number(length) - mappedBits;
  if (bits < 0 || bits > bytes.length * 8 || !hostBitsClear(bytes, bits)) return null;
  return { address, bytes, bits };
}

function addressBytes(text: string): readonly number[] | null {
  const address = canonicalAddress(text);
  return address === null ? null : ipaddr.parse(address).toByteArray();
}

function contains(network: Network, bytes: readonly number[]): boolean {
  return (
    network.bytes.length === bytes.length &&
    network.bytes.every((byte, at) => ((byte ^ (bytes[at] ?? 0)) & byteMask(network.bits, at)) === 0)
  );
}

function hostBitsClear(bytes: readonly number[], bits: number): boolean {
  return bytes.every((byte, at) => (byte & ~byteMask(bits, at)) === 0);
}

/** The network part of byte number `at` under a prefix of `bits` bits. */
function byteMask(bits: number, at: number): number {
  const kept = Math.min(8, Math.max(0, bits - at * 8));
  return (0xff << (8 - kept)) & 0xff;
}
