import { expect, test } from 'vitest';
import { parseFpingLine } from '../../src/probe/icmp-fping-line.ts';

test.each([
  ['127.0.0.1 : 0.932 0.051 0.041', '127.0.0.1', [0.932, 0.051, 0.041]],
  ['::1        : 0.199 0.074 0.031', '::1', [0.199, 0.074, 0.031]],
  ['192.0.2.1  : 1.40 - 254', '192.0.2.1', [1.4, 254]],
  ['10.99.0.7 : - - -', '10.99.0.7', []],
  ['10.99.0.7 : 1.500e+06 15.4 -', '10.99.0.7', [1_500_000, 15.4]],
])('a result line of fping: %s', (line, address, rttsMs) => {
  expect(parseFpingLine(line, 3)).toEqual({ kind: 'series', address, rttsMs });
});

test('a router that says "unreachable" is heard', () => {
  const line = 'ICMP Host Unreachable from 10.99.0.1 for ICMP Echo sent to 10.99.0.7';
  expect(parseFpingLine(line, 3)).toEqual({ kind: 'unreachable', address: '10.99.0.7' });
});

test.each([
  '',
  '10.99.0.7 : - -',
  '10.99.0.7 : - - - -',
  '10.99.0.7 : xmt/rcv/%loss = 3/0/100%',
  '10.99.0.7 : [0], timed out (NaN avg, 100% loss)',
  '10.99.0.7 : duplicate for [0], 64 bytes, 0.05 ms',
  '10.99.0.7 : 0,05 0,04 0,03',
  '10.99.0.7 : NaN NaN NaN',
  '[10:00:00] 10.99.0.7 : 1.0 1.0 1.0',
  'ICMP Time Exceeded from 10.99.0.1 for ICMP Echo sent to 10.99.0.7',
  "fping: can't create socket (must run as root?)",
])('no result: %j', (line) => {
  expect(parseFpingLine(line, 3)).toBeNull();
});
