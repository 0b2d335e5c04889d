const MOST_LENGTH = 31;

/**
 * Names that Excel takes: at most 31 characters, none of `[]:*?/\`, no apostrophe at the ends, no two alike whatever
 * their case. A name that is one already stays as it is.
 */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>(['history']);
  return wanted.map((name) => {
    const bare =
      name
        .replace(/[[\]:*?/\\\p{Cc}]/gu, '-')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Sheet';
    for (let copy = 1; ; copy++) {
      const ending = copy === 1 ? '' : ` (${copy})`;
      const candidate = `${bare.slice(0, MOST_LENGTH - ending.length).trimEnd()}${ending}`;
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return candidate;
    }
  });
}

/** A sheet's name as formulas write it. */
export function quotedSheetName(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
