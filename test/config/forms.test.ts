import { validate } from 'node-cron';
import { describe, expect, test } from 'vitest';
import { isCron } from '../../src/config/cron.ts';
import { parseDuration } from '../../src/config/duration.ts';
import { isLoopback, parseListen } from '../../src/config/listen.ts';

describe('durations', () => {
  test.each([
    ['500ms', 500],
    ['60s', 60_000],
    ['5m', 300_000],
    ['12h', 43_200_000],
    ['60d', 5_184_000_000],
    ['0s', 0],
    ['60', null],
    ['1.5s', null],
    ['-1s', null],
    ['60 s', null],
    ['1m30s', null],
    ['1w', null],
    ['', null],
    ['s', null],
    ['1constructor', null],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
});

describe('cron schedules', () => {
  test.each(['5 0 * * *', '*/5 * * * *', '0-30/10 1,2,3 1 1-12 0', '0 0 * * 7', '59 23 31 12 6', ' 1  2 3 4 5 '])(
    '"%s" is one, and the scheduler agrees',
    (text) => {
      expect(isCron(text)).toBe(true);
      expect(validate(text)).toBe(true);
    },
  );

  test.each([
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
  ])('"%s" is none', (text) => {
    expect(isCron(text)).toBe(false);
  });

  test.each(['*/0 * * * *', '5/2 * * * *', 'a * * * *', '1, * * * *', '@daily', '-1 * * * *'])(
    '"%s" is none',
    (text) => {
      expect(isCron(text)).toBe(false);
    },
  );
});

describe('where to listen', () => {
  test.each([
    ['127.0.0.1:8080', '127.0.0.1', 8080, true],
    ['127.9.9.9:1', '127.9.9.9', 1, true],
    ['[::1]:8080', '::1', 8080, true],
    ['[0:0:0:0:0:0:0:1]:8080', '0:0:0:0:0:0:0:1', 8080, true],
    ['localhost:0', 'localhost', 0, true],
    ['0.0.0.0:80', '0.0.0.0', 80, false],
    ['[::]:80', '::', 80, false],
    ['10.0.0.1:65535', '10.0.0.1', 65_535, false],
    ['[2001:db8::1]:80', '2001:db8::1', 80, false],
  ])('%s', (text, host, port, loopback) => {
    const listen = parseListen(text);
    expect(listen).toEqual({ host, port });
    expect(listen && isLoopback(listen)).toBe(loopback);
  });

  test.each([
    '8080',
    '127.0.0.1',
    '127.0.0.1:65536',
    '::1:8080',
    '[::1]',
    'example.vn:80',
    '127.1:80',
    ':80',
    '[1.2.3.4]:80',
  ])('%s is refused', (text) => {
    expect(parseListen(text)).toBeNull();
  });
});
