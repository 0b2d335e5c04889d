import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDimensions } from '../../src/inventory/fact-dimensions.ts';
import { checkValue } from '../../src/inventory/fact-value.ts';
import { fact, facts } from './shipped.ts';

describe('a value', () => {
  test.each([
    ['officials', 0, null],
    ['officials', 10_000_000, null],
    ['officials', 10_000_001, 'value-outside-range'],
    ['officials', -1, 'value-outside-range'],
    ['officials', 1.5, 'value-not-whole'],
    ['officials', Number.NaN, 'value-not-finite'],
    ['officials', Number.POSITIVE_INFINITY, 'value-not-finite'],
    ['officials', Number('1e999'), 'value-not-finite'],
    ['officials', JSON.parse('-1e999'), 'value-not-finite'],
    ['officials', '42', 'value-not-a-number'],
    ['officials', '1e999', 'value-not-a-number'],
    ['officials', true, 'value-not-a-number'],
    ['officials', 42n, 'value-not-a-number'],
    ['officials', [42], 'value-not-a-number'],
    ['officials', {}, 'value-not-a-number'],
    ['officials', null, 'value-not-a-number'],
    ['officials', undefined, 'value-not-a-number'],
    ['on_wan', true, null],
    ['on_wan', false, null],
    ['on_wan', 1, 'value-not-a-flag'],
    ['on_wan', 'true', 'value-not-a-flag'],
    ['internet_users_share', 0.4, null],
    ['internet_users_share', 1, null],
    ['internet_users_share', 1.0001, 'value-outside-range'],
    ['internet_users_share', 40, 'value-outside-range'],
    ['internet_bandwidth_mbps', 0.5, null],
    ['internet_bandwidth_mbps', -0.5, 'value-outside-range'],
    ['national_rank_overall', 1, null],
    ['national_rank_overall', 0, 'value-outside-range'],
    ['national_rank_overall', 2.5, 'value-not-whole'],
    ['data_center_level', 3, null],
    ['data_center_level', 6, 'value-outside-range'],
    ['it_cost_operation', 1_234_567_890_123, null],
    ['it_cost_operation', 0.5, 'value-not-whole'],
    ['it_cost_operation', 9e15, 'value-outside-range'],
    ['data_center_in_use_on', '2012-12-31', null],
    ['data_center_in_use_on', '2012-02-31', 'value-not-a-date'],
    ['data_center_in_use_on', '31/12/2012', 'value-not-a-date'],
    ['data_center_in_use_on', 41_274, 'value-not-a-date'],
    ['data_center_in_use_on', '1989-12-31', 'value-outside-range'],
  ])('%s = %s: %s', (key, value, code) => {
    const checked = checkValue(fact(key), value);
    expect(checked.fault?.code ?? null).toBe(code);
    if (code === null) expect(checked.value).toBe(value);
    else expect(checked.value).toBeNull();
  });

  const line = { ...fact('officials'), type: 'text', range: null } as const;
  test.each([
    ['Phòng Tổng hợp', null],
    ['', 'value-not-text'],
    ['  ', 'value-not-text'],
    [7, 'value-not-text'],
    ['x'.repeat(201), 'value-too-long'],
    ['a\nb', 'value-control-characters'],
    ['a\u202eb', 'value-control-characters'],
  ])('a text %j: %s', (value, code) => {
    expect(checkValue(line, value).fault?.code ?? null).toBe(code);
  });

  test('minus zero becomes the zero there is, so that it is written in one way', () => {
    expect(Object.is(checkValue(fact('officials'), -0).value, 0)).toBe(true);
  });

  test('whatever comes, the answer is a fault, or a value that survives being written and read', () => {
    fc.assert(
      fc.property(fc.constantFrom(...facts.facts.values()), fc.anything({ withBigInt: true }), (one, value) => {
        const { value: taken, fault } = checkValue(one, value);
        expect((taken === null) !== (fault === null)).toBe(true);
        if (fault === null) expect(JSON.parse(JSON.stringify(taken))).toBe(taken);
      }),
    );
  });
});

describe('the dimensions of a fact', () => {
  test.each([
    ['officials', {}, []],
    ['officials', { block: 'department' }, []],
    ['officials', { block: 'department+district' }, []],
    ['officials', { block: 'district+department' }, ['block dimension-value-unknown']],
    ['officials', { block: 'department+department' }, ['block dimension-value-unknown']],
    ['officials', { block: '' }, ['block dimension-value-unknown']],
    ['officials', { block: 'ward' }, ['block dimension-value-unknown']],
    ['officials', { goal: 'true' }, []],
    ['officials', { goal: 'false' }, ['goal dimension-value-unknown']],
    ['officials', { scheme: 'pci' }, ['scheme dimension-unknown']],
    ['officials', { blok: 'department' }, ['blok dimension-unknown']],
    ['officials', { constructor: 'x' }, ['constructor dimension-unknown']],
    ['national_rank_overall', { scheme: 'ict-index' }, []],
    ['national_rank_overall', { scheme: 'ict-index+pci' }, ['scheme dimension-value-unknown']],
    ['agencies_with', { block: 'commune', about: 'has_lan' }, []],
    ['agencies_with', { about: 'has_lann' }, ['about dimension-fact-unknown']],
    ['agencies_with', { about: 'x', block: 'y' }, ['about dimension-fact-unknown', 'block dimension-value-unknown']],
  ])('%s by %j: %j', (key, dimensions, faults) => {
    const found = checkDimensions(facts, fact(key), dimensions);
    expect(found.map((one) => `${one.dimension} ${one.code}`)).toEqual(faults);
  });
});
