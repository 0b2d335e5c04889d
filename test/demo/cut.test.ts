import { describe, expect, test } from 'vitest';
import { silentDevices } from '../../src/demo/cut.ts';
import { demoEntries } from '../../src/demo/province.ts';

const { devices } = demoEntries({ port: 1, addressBase: '127.26', today: '2026-11-22' });
const dc = 'H99.01.01';
const servers = ['portal', 'documents', 'database', 'backup'].map((name) => `${dc}/${name}-server`);

describe('what a cut silences', () => {
  test.each([
    ['nothing cut', [], []],
    ['a router takes the switch behind it along', ['H99.21/wan-router'], ['H99.21/wan-router', 'H99.21/lan-switch']],
    ['a switch leaves its router', ['H99.21/lan-switch'], ['H99.21/lan-switch']],
    ['one of two switches silences no server', [`${dc}/core-switch-1`], [`${dc}/core-switch-1`]],
    [
      'both switches silence the servers',
      [`${dc}/core-switch-1`, `${dc}/core-switch-2`],
      [`${dc}/core-switch-1`, `${dc}/core-switch-2`, ...servers],
    ],
  ])('%s', (_, cut, silent) => {
    expect([...silentDevices(devices, new Set(cut))].toSorted()).toEqual(silent.toSorted());
  });

  test('the core router takes everything along', () => {
    expect(silentDevices(devices, new Set([`${dc}/core-router`])).size).toBe(devices.length);
  });
});
