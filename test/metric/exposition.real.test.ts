import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { writeExposition } from '../../src/metric/exposition.ts';
import { registry } from '../../src/metric/registry.ts';
import { missing } from '../support/real.ts';
import { sampleValues } from './sample-values.ts';

describe.skipIf(missing('promtool'))("Debian's promtool", () => {
  const samples = sampleValues();

  test('is shown every metric there is', () => {
    expect(new Set(samples.map((one) => one.name))).toEqual(new Set(Object.keys(registry)));
  });

  test('parses what we write, hostile names included, and has no remark but that networks count in bits', () => {
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: writeExposition(samples), encoding: 'utf8' });
    const remarks = `${checked.stdout}${checked.stderr}`.split('\n').filter((line) => line !== '');
    const others = remarks.filter((line) => !/_bits_per_second use base unit "bytes" instead of "bits"$/.test(line));
    expect(others).toEqual([]);
    expect(checked.status).toBe(3);
  });
});
