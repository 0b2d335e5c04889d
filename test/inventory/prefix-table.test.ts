import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalCidr, longestMatch, type Prefix } from '../../src/inventory/prefix.ts';
import { prefixTable } from '../../src/inventory/prefix-table.ts';

const prefixes = (...cidrs: string[]): Prefix[] => cidrs.map((cidr, at) => ({ id: at + 1, agencyId: at + 1, cidr }));

test.each([
  ['10.1.2.3', 3],
  ['10.1.9.9', 2],
  ['10.2.0.1', 1],
  ['11.0.0.1', null],
  ['2001:db8::5', 5],
  ['2001:db9::5', 4],
  ['::ffff:10.1.2.3', 3],
  ['not an address', null],
])('%s belongs to prefix %s', (address, id) => {
  const find = prefixTable(prefixes('10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24', '::/0', '2001:db8::/32'));
  expect(find(address)?.id ?? null).toBe(id);
});

test('finds what looking at every prefix in turn finds', () => {
  const address = fc
    .tuple(fc.constantFrom(10, 11), fc.constantFrom(0, 1), fc.nat(3), fc.nat(255))
    .map((four) => four.join('.'));
  const network = fc
    .tuple(address, fc.integer({ min: 0, max: 32 }))
    .map(([written, bits]) => cleared(written, bits))
    .filter((cidr) => canonicalCidr(cidr) === cidr);
  fc.assert(
    fc.property(
      fc.array(network, { maxLength: 12 }),
      fc.array(address, { minLength: 1, maxLength: 5 }),
      (cidrs, addresses) => {
        const list = prefixes(...cidrs);
        const find = prefixTable(list);
        for (const one of addresses) expect(find(one)).toEqual(longestMatch(list, one));
      },
    ),
  );
});

function cleared(address: string, bits: number): string {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const network = bits === 0 ? 0 : Math.floor(number / 2 ** (32 - bits)) * 2 ** (32 - bits);
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256);
  return `${parts.join('.')}/${bits}`;
}
