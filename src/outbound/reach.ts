import { canonicalAddress } from '../inventory/address.ts';
import { prefixContains } from '../inventory/prefix.ts';

/**
 * Networks that are never called, whatever the rules say: "this host", link-local with the metadata service of clouds,
 * multicast, reserved, and every IPv6 network that carries an IPv4 address (mapped ones are told by their spelling).
 */
const never = [
  ...['0.0.0.0/8', '169.254.0.0/16', '100.100.100.200/32', '224.0.0.0/4', '240.0.0.0/4'],
  ...['fe80::/10', 'fec0::/10', 'ff00::/8', '100::/64', 'fd00:ec2::254/128', 'fd20:ce::254/128'],
  ...['::/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16'],
];
const loopback = ['127.0.0.0/8', '::1/128'];

/**
 * Whether an address may be called under these networks (each as `canonicalCidr` spells it). Loopback is reached only by
 * a network inside loopback: `0.0.0.0/0` means everybody else, never ourselves.
 */
export function mayReach(address: string, ranges: readonly string[]): boolean {
  const canonical = canonicalAddress(address);
  if (canonical === null || canonical.includes(':') !== address.includes(':')) return false;
  const holds = (cidr: string) => prefixContains(cidr, canonical);
  if (loopback.some(holds)) return ranges.some((cidr) => isWithin(cidr, loopback) && holds(cidr));
  return !never.some(holds) && ranges.some(holds);
}

/** Whether no address of a network can ever be reached, so that a rule naming it is a mistake. */
export function isOutOfReach(cidr: string): boolean {
  return isWithin(cidr, never) && !isWithin(cidr, loopback);
}

function isWithin(cidr: string, networks: readonly string[]): boolean {
  const { address, bits } = split(cidr);
  return networks.some((network) => bits >= split(network).bits && prefixContains(network, address));
}

function split(cidr: string): { address: string; bits: number } {
  const [address = '', bits] = cidr.split('/');
  return { address, bits: Number(bits) };
}
