/** The codes that one column may hold, as far as they are known. */
export type CodeBook = {
  has(code: string): boolean;
  /** Known codes that are these digits behind one or more zeros. */
  withZeros(digits: string): readonly string[];
};

/** A book of codes. */
export function codeBook(codes: Iterable<string>): CodeBook {
  const known = new Set(codes);
  const byDigits = Map.groupBy(
    [...known].filter((code) => /^0\d+$/.test(code)),
    (code) => code.replace(/^0+(?=\d)/, ''),
  );
  return { has: (code) => known.has(code), withZeros: (digits) => byDigits.get(digits) ?? [] };
}
