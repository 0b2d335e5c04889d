import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeExposition } from '../../src/metric/exposition.ts';
import { sample } from '../../src/metric/registry.ts';

const octets = (name: string, value: number | bigint) =>
  sample('hatang_interface_in_octets_total', { device: 'X99.01/router-1', agency: 'X99.01', interface: name }, value);
const lineOf = (text: string) => text.split('\n')[2] ?? '';
const labelOf = (name: string) => /interface="((?:\\.|[^"\\])*)"/.exec(writeExposition([octets(name, 1)]))?.[1];

describe('the text format', () => {
  test('names each metric once, metrics by name and series by label, whatever order samples come in', () => {
    const samples = [
      octets('wan1', 2),
      sample('hatang_agencies', { block: 'commune' }, 8),
      octets('lan1', 18446744073709551615n),
      sample('hatang_agencies', { block: 'all' }, 13),
    ];
    const text = writeExposition(samples);
    expect(text).toBe(
      [
        '# HELP hatang_agencies Agencies in being today.',
        '# TYPE hatang_agencies gauge',
        'hatang_agencies{block="all"} 13',
        'hatang_agencies{block="commune"} 8',
        '# HELP hatang_interface_in_octets_total Octets received, as the interface counts them.',
        '# TYPE hatang_interface_in_octets_total counter',
        'hatang_interface_in_octets_total{device="X99.01/router-1",agency="X99.01",interface="lan1"} 18446744073709551615',
        'hatang_interface_in_octets_total{device="X99.01/router-1",agency="X99.01",interface="wan1"} 2',
        '',
      ].join('\n'),
    );
    expect(writeExposition(samples.toReversed())).toBe(text);
  });

  test('a metric without labels has no braces, no samples no text', () => {
    expect(lineOf(writeExposition([sample('hatang_writer_commits_total', {}, 3)]))).toBe(
      'hatang_writer_commits_total 3',
    );
    expect(writeExposition([])).toBe('');
  });

  test.each([
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
    [0.1, '0.1'],
    [1e21, '1e+21'],
    [-2, '-2'],
  ])('the value %d is written %s', (value, text) => {
    expect(lineOf(writeExposition([octets('wan1', value)])).endsWith(` ${text}`)).toBe(true);
  });

  test('of two ports a device names alike the first stands', () => {
    expect(writeExposition([octets('wan1', 1), octets('wan1', 2)]).match(/^hatang_.*$/gm)).toEqual([
      'hatang_interface_in_octets_total{device="X99.01/router-1",agency="X99.01",interface="wan1"} 1',
    ]);
  });
});

describe('hostile device text', () => {
  test.each([
    ['quotes', 'a"} 1', String.raw`a\"} 1`],
    ['backslashes', String.raw`C:\ Label`, String.raw`C:\\ Label`],
    ['a backslash at the end', 'a\\', 'a\\\\'],
    ['line breaks', 'a\nhatang_device_up 1', String.raw`a\nhatang_device_up 1`],
    ['carriage returns and NULs', 'a\r\0b', 'a\ufffd\ufffdb'],
    ['lone surrogates', 'a\ud800b', 'a\ufffdb'],
    ['Vietnamese', 'Xã Đông Hoà', 'Xã Đông Hoà'],
    ['Vietnamese in decomposed form', 'Xã Hoà'.normalize('NFD'), 'Xã Hoà'],
  ])('%s', (_name, name, written) => {
    expect(labelOf(name)).toBe(written);
  });

  test('never adds a line and never ends a label early', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const text = writeExposition([octets(name, 1)]);
        expect(text.split(/[\n\r\u0085\u2028]/).length).toBe(4);
        expect(text.isWellFormed()).toBe(true);
        expect(lineOf(text)).toMatch(
          /^hatang_interface_in_octets_total\{device="[^"]*",agency="[^"]*",interface="(\\.|[^"\\])*"\} 1$/u,
        );
      }),
    );
  });
});
