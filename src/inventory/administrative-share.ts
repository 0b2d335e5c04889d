/** A share as people write it: `0.6`, `0,6`, `60 %`, `12,5%`. Null when it is no number; whether it lies in 0..1 is checked later. */
export function readShare(text: string): number | null {
  const [, digits, percent] = /^(\d+(?:[.,]\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const value = digits.replace(',', '.');
  return percent === '%' ? Number(`${value}e-2`) : Number(value);
}
