import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addFractions,
  compareFractions,
  divideFractions,
  type Fraction,
  floorFraction,
  fractionNumber,
  fractionOf,
  multiplyFractions,
  ONE,
  ZERO,
} from '../../src/inventory/administrative-fraction.ts';
import { roundCounts } from '../../src/inventory/administrative-rounding.ts';

const anyFraction = fc
  .tuple(fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 1000n))
  .map(([a, b]) => divideFractions(whole(a), whole(b)) ?? ZERO);

test.each([
  [0, 0n, 1n],
  [0.1, 1n, 10n],
  [-2.5, -5n, 2n],
  [1501, 1501n, 1n],
  [1e21, 10n ** 21n, 1n],
  [1.5e-7, 3n, 20_000_000n],
  [0.1 + 0.2, 30000000000000004n / 4n, 100000000000000000n / 4n],
])('%d is the number as it is written', (value, numerator, denominator) => {
  expect(fractionOf(value)).toEqual({ numerator, denominator });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is no number to reckon with', (value) => {
  expect(() => fractionOf(value)).toThrow(RangeError);
});

test('what was taken apart comes together again, and stays reduced', () => {
  fc.assert(
    fc.property(anyFraction, anyFraction, (a, b) => {
      const sum = addFractions(a, b);
      expect(addFractions(sum, multiplyFractions(b, whole(-1n)))).toEqual(a);
      const quotient = divideFractions(a, b);
      expect(quotient === null ? b.numerator : multiplyFractions(quotient, b)).toEqual(quotient === null ? 0n : a);
      expect(Math.sign(compareFractions(a, b))).toBe(
        Math.sign(Number(a.numerator * b.denominator - b.numerator * a.denominator)),
      );
      expect(fractionNumber(a)).toBeCloseTo(Number(a.numerator) / Number(a.denominator), 12);
      expect(Number(floorFraction(a))).toBe(Math.floor(Number(a.numerator) / Number(a.denominator)));
    }),
  );
});

test('whole numbers for the eye make the rounded sum, none of them off by 1 or more', () => {
  const anyCount = fc
    .tuple(fc.bigInt(0n, 10_000n), fc.bigInt(1n, 97n))
    .map(([a, b]) => divideFractions(whole(a), whole(b)) ?? ZERO);
  fc.assert(
    fc.property(fc.array(anyCount, { maxLength: 30 }), (list) => {
      const counts = new Map(list.map((count, at) => [String(at).padStart(5, '0'), count]));
      const rounded = roundCounts(counts);
      const sum = list.reduce(addFractions, ZERO);
      const shown = [...rounded.values()].reduce((total, count) => total + count, 0);
      expect(BigInt(shown)).toBe(floorFraction(addFractions(sum, { numerator: 1n, denominator: 2n })));
      for (const [code, count] of counts) {
        expect(Math.abs((rounded.get(code) ?? 0) - fractionNumber(count))).toBeLessThan(1);
      }
    }),
  );
});

test('of equal remainders the lower code gets the unit', () => {
  const third = divideFractions(ONE, whole(3n)) ?? ZERO;
  const counts = new Map(['00007', '00001', '00004'].map((code) => [code, third]));
  expect([...roundCounts(counts)]).toEqual([
    ['00007', 0],
    ['00001', 1],
    ['00004', 0],
  ]);
});

function whole(numerator: bigint): Fraction {
  return { numerator, denominator: 1n };
}
