import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MetricDefinition } from '../../src/metric/definition.ts';
import { registry, sample } from '../../src/metric/registry.ts';

const metrics: [string, MetricDefinition][] = Object.entries(registry);

test('names, types, units, endpoints and labels are the published ones', () => {
  const lines = metrics
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { type, unit, endpoint, labels }]) => `${name}{${labels.join(',')}} ${type} ${unit} ${endpoint}\n`);
  const golden = readFileSync(path.join(import.meta.dirname, 'registry.golden.txt'), 'utf8');
  expect(lines.join('')).toBe(golden);
});

describe.each(metrics)('%s', (name, { type, unit, labels, help, helpVi, source }) => {
  test('says what it is in both languages and where it comes from', () => {
    expect(help).toMatch(/\.$/);
    expect(helpVi).toMatch(/\.$/);
    expect(source).not.toBe('');
  });

  test('is named after its type and unit', () => {
    expect(name).toMatch(/^hatang_[a-z][a-z_]*[a-z]$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    const endings = { seconds: '_seconds', timestamp: '_timestamp_seconds', bytes: '_bytes', octets: '_octets' };
    const bare = name.replace(/_total$/, '');
    if (unit === 'seconds' || unit === 'timestamp' || unit === 'bytes' || unit === 'octets') {
      expect(bare.endsWith(endings[unit])).toBe(true);
    }
    if (unit === 'bits per second') expect(bare).toMatch(/_bits_per_second$/);
  });

  test('has labels of plain names, each once', () => {
    expect(new Set(labels).size).toBe(labels.length);
    for (const label of labels) expect(label).toMatch(/^[a-z][a-z_]*$/);
  });
});

test('a sample has exactly the labels of the registry, or it does not compile', () => {
  const device = { device: 'X99.01/router-1', agency: 'X99.01', agency_name: 'Xã Đông', role: 'router' };
  expect(sample('hatang_device_up', device, 1).labels).toEqual(device);
  expect(sample('hatang_writer_commits_total', {}, 2n).value).toBe(2n);
  // @ts-expect-error: a label too few
  sample('hatang_device_state', device, 1);
  // @ts-expect-error: a label too many
  sample('hatang_device_up', { ...device, state: 'up' }, 1);
  // @ts-expect-error: a label where there is none
  sample('hatang_writer_commits_total', { device: 'x' }, 1);
  // @ts-expect-error: a name nobody registered
  sample('hatang_unheard_of', {}, 1);
});
