import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalAddress, parseEndpoint } from '../../src/inventory/address.ts';

describe('one spelling for each address', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8:0000:0001::', '2001:db8:0:1::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1::2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['::', '::'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::FFFF:a01:203', '10.1.2.3'],
    ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
    ['::1.2.3.4', '::102:304'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  test.each([
    '',
    ' ',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '127.0.1',
    '010.0.0.1',
    '10.0.0.01',
    '256.0.0.1',
    '1.2.3.4.5',
    '10.0.0.1 ',
    ' 10.0.0.1',
    '10.0.0.1\n',
    '10.0.0.1\n10.0.0.2',
    '\n::1',
    '10.0.0.1\0',
    '１０.0.0.1',
    '10.0.0.1/32',
    '10.0.0.1:80',
    '[::1]',
    ':::',
    ':::1',
    '12345::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::256.1.1.1',
    '::01.2.3.4',
    '::1.2.3',
    '1.2.3.4::',
    'fe80::1%eth0',
    '::1%1',
    'localhost',
    'router.example',
    'dead',
    '-f',
    '--help',
    '-I127.0.0.1',
    '$(id)',
    '127.0.0.1;id',
  ])('%j is no address', (text) => {
    expect(canonicalAddress(text)).toBeNull();
  });

  test('spelling an address twice changes nothing, and every IPv6 literal keeps its value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const once = canonicalAddress(text);
        expect(once).not.toBeNull();
        expect(canonicalAddress(once ?? '')).toBe(once);
        if (once?.includes(':')) expect(new URL(`http://[${text}]`).hostname).toBe(`[${once}]`);
      }),
    );
  });

  test('exactly what the platform knows as an IP literal without zone is accepted', () => {
    const alphabet = fc.constantFrom(...'0123456789abcdefF:.:.%x -\n');
    const nearly = fc.string({ unit: alphabet, maxLength: 24 });
    const spoilt = fc
      .tuple(fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended()), fc.nat(40), alphabet)
      .map(([text, at, character]) => text.slice(0, at) + character + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(nearly, spoilt), (text) => {
        expect(canonicalAddress(text) !== null).toBe(isIP(text) !== 0 && !text.includes('%'));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('endpoints', () => {
  test.each([
    ['127.0.0.1:1161', '127.0.0.1', 1161],
    ['10.0.0.1', '10.0.0.1', null],
    ['[::1]:1161', '::1', 1161],
    ['[2001:DB8::1]', '2001:db8::1', null],
    ['2001:db8::1', '2001:db8::1', null],
    ['::1:1161', '::1:1161', null],
    ['10.0.0.1:65535', '10.0.0.1', 65535],
    ['[::ffff:10.0.0.1]:80', '10.0.0.1', 80],
  ])('%s', (text, address, port) => {
    expect(parseEndpoint(text)).toEqual({ address, port });
  });

  test.each([
    '',
    ':80',
    '10.0.0.1:',
    '10.0.0.1:0',
    '10.0.0.1:080',
    '10.0.0.1:65536',
    '10.0.0.1:80:80',
    '10.0.0.1:8o',
    '10.0.0.1:80\n',
    '[10.0.0.1]:80',
    '[::1',
    '[::1]:',
    '[::1]80',
    '[fe80::1%eth0]:80',
    'localhost:80',
    '2130706433:80',
  ])('%j is no endpoint', (text) => {
    expect(parseEndpoint(text)).toBeNull();
  });
});
