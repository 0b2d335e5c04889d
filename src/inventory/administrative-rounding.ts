import { addFractions, compareFractions, type Fraction, floorFraction, ZERO } from './administrative-fraction.ts';

/**
 * Whole numbers for the eye: each count rounded down or up so that together they make the sum, rounded half up (largest
 * remainder; of equal remainders the lower code gets the unit). The exact counts stay what is stored and reckoned with.
 */
export function roundCounts(counts: ReadonlyMap<string, Fraction>): Map<string, number> {
  const sum = [...counts.values()].reduce(addFractions, ZERO);
  const whole = floorFraction(addFractions(sum, { numerator: 1n, denominator: 2n }));
  const floors = [...counts].map(([code, count]) => {
    const floor = floorFraction(count);
    return { code, floor, rest: addFractions(count, { numerator: -floor, denominator: 1n }) };
  });
  const left = Number(whole - floors.reduce((total, one) => total + one.floor, 0n));
  const first = floors.toSorted((a, b) => compareFractions(b.rest, a.rest) || (a.code < b.code ? -1 : 1));
  const up = new Set(first.slice(0, left).map((one) => one.code));
  return new Map(floors.map(({ code, floor }) => [code, Number(floor) + (up.has(code) ? 1 : 0)]));
}
