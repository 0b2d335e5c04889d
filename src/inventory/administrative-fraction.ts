/** An exact number: reduced, the denominator above 0. Counts that are shared out keep every digit in it. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };
export const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** The number as it is written (0.1 is one tenth, not the double next to it). Throws where the number is not finite. */
export function fractionOf(value: number): Fraction {
  const [, sign = '', whole = '', decimals = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (whole === '') throw new RangeError(`not a finite number: ${value}`);
  const digits = BigInt(sign + whole + decimals);
  const power = Number(exponent) - decimals.length;
  return power >= 0 ? reduce(digits * 10n ** BigInt(power), 1n) : reduce(digits, 10n ** BigInt(-power));
}

export function addFractions(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === 1n && b.denominator === 1n) {
    return { numerator: a.numerator + b.numerator, denominator: 1n };
  }
  return reduce(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function multiplyFractions(a: Fraction, b: Fraction): Fraction {
  return reduce(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** a / b; null where b is 0. */
export function divideFractions(a: Fraction, b: Fraction): Fraction | null {
  return b.numerator === 0n ? null : reduce(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Below 0, 0 or above 0, as for a sort. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** The nearest number of the machine, for the last pixel only. */
export function fractionNumber({ numerator, denominator }: Fraction): number {
  const whole = numerator / denominator;
  const rest = numerator % denominator;
  return Number(whole) + Number((rest * 2n ** 64n) / denominator) / 2 ** 64;
}

/** The largest whole number that is not above it. */
export function floorFraction({ numerator, denominator }: Fraction): bigint {
  const whole = numerator / denominator;
  return numerator < 0n && whole * denominator !== numerator ? whole - 1n : whole;
}

function reduce(numerator: bigint, denominator: bigint): Fraction {
  let a = numerator < 0n ? -numerator : numerator;
  let b = denominator < 0n ? -denominator : denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = denominator < 0n ? -a : a;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}
