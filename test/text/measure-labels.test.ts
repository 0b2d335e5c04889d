import { describe, expect, test } from 'vitest';
import { verdictKinds } from '../../src/indicator/verdict.ts';
import { accessLevels } from '../../src/inventory/wan-link.ts';
import { endpointReasons } from '../../src/monitor/endpoint.ts';
import { measureLabel } from '../../src/text/measure-labels.ts';

describe.each([
  ['verdict', verdictKinds],
  ['endpoint_reason', endpointReasons],
  ['access_level', accessLevels],
  ['link_state', ['alive', 'dead', 'unknown']],
] as const)('every code of %s', (kind, codes) => {
  test.each(codes.map((code) => [code]))('%s has words of its own in both languages', (code) => {
    const { vi, en } = measureLabel(kind, code);
    expect(vi).not.toBe(code);
    expect(en).not.toBe('');
    const others = codes.filter((one) => one !== code).map((one) => measureLabel(kind, one).vi);
    expect(others).not.toContain(vi);
  });
});

test('a code without a label stands for itself', () => {
  expect(measureLabel('verdict', 'toString')).toEqual({ vi: 'toString', en: 'toString' });
});
