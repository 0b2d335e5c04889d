import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalCidr, longestMatch, prefixContains } from '../../src/inventory/prefix.ts';

describe('one spelling for each network', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.128/25', '10.1.2.128/25'],
    ['10.1.2.3/32', '10.1.2.3/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0::/32', '2001:db8::/32'],
    ['::/0', '::/0'],
    ['::1/128', '::1/128'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalCidr(text)).toBe(canonical);
  });

  test.each([
    '10.0.0.1/8',
    '10.1.2.129/25',
    '128.0.0.0/0',
    '2001:db8::1/32',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0',
    '10.0.0.0/8/8',
    '10.0.0.0/8\n',
    '10.0/16',
    '010.0.0.0/8',
    'fe80::%eth0/64',
    '::ffff:10.0.0.0/80',
    '10.0.0.0/255.0.0.0',
  ])('%j is no network', (text) => {
    expect(canonicalCidr(text)).toBeNull();
  });
});

test.each([
  ['10.1.0.0/16', '10.1.255.255', true],
  ['10.1.0.0/16', '10.2.0.0', false],
  ['10.1.0.0/16', '::ffff:10.1.0.1', true],
  ['10.1.2.128/25', '10.1.2.127', false],
  ['10.1.2.128/25', '10.1.2.128', true],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8::/33', '2001:db8:7fff::1', true],
  ['2001:db8::/33', '2001:db8:8000::1', false],
  ['10.1.0.1/16', '10.1.0.1', false],
  ['10.1.0.0/16', 'router', false],
])('%s contains %s: %s', (cidr, address, contained) => {
  expect(prefixContains(cidr, address)).toBe(contained);
});

describe('longest match', () => {
  const prefixes = [
    { id: 1, agencyId: 10, cidr: '10.0.0.0/8' },
    { id: 4, agencyId: 40, cidr: '10.1.2.0/24' },
    { id: 2, agencyId: 20, cidr: '10.1.0.0/16' },
    { id: 3, agencyId: 30, cidr: '10.1.2.0/24' },
    { id: 5, agencyId: 50, cidr: '2001:db8::/32' },
  ];

  test.each([
    ['10.9.9.9', 1],
    ['10.1.9.9', 2],
    ['10.1.2.9', 3],
    ['2001:db8::9', 5],
    ['192.0.2.1', undefined],
    ['10.1.2', undefined],
  ])('%s belongs to prefix %s', (address, id) => {
    expect(longestMatch(prefixes, address)?.id).toBe(id);
  });

  test('nothing that contains the address is longer, whatever the order', () => {
    const cidr = fc
      .tuple(fc.constantFrom(10, 11), fc.nat(3), fc.nat(255), fc.integer({ min: 0, max: 32 }))
      .map(([a, b, c, bits]) => {
        const value = (a * 2 ** 24 + b * 2 ** 16 + c * 256) & (bits === 0 ? 0 : -(2 ** (32 - bits)));
        return `${[24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')}/${bits}`;
      });
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 12 }), fc.nat(3), fc.nat(255), (cidrs, b, c) => {
        const address = `10.${b}.${c}.7`;
        const all = cidrs.map((one, id) => ({ id, agencyId: id, cidr: one }));
        const best = longestMatch(all, address);
        const length = (one: string) => Number(one.split('/')[1]);
        const holding = cidrs.filter((one) => prefixContains(one, address)).map(length);
        expect(best === null ? -1 : length(best.cidr)).toBe(Math.max(-1, ...holding));
        expect(longestMatch(all.toReversed(), address)).toEqual(best);
      }),
    );
  });
});
