/** What one line of fping's error stream says; null in {@link parseFpingLine} for every other line. */
export type FpingLine =
  | { readonly kind: 'series'; readonly address: string; readonly rttsMs: readonly number[] }
  | { readonly kind: 'unreachable'; readonly address: string };

/**
 * Reads a result line of `fping -C` (`10.0.0.1 : 0.05 - 0.04`, one field per echo) or an ICMP error heard meanwhile.
 * A line with fewer or more fields than `echoes` is not a result: fping was interrupted, or speaks of something else.
 */
export function parseFpingLine(line: string, echoes: number): FpingLine | null {
  const error = /^ICMP.*\bUnreachable\b.* for ICMP Echo sent to (\S+)$/.exec(line);
  if (error?.[1] !== undefined) return { kind: 'unreachable', address: error[1] };
  const [, address, series] = /^(\S+)\s+:((?: (?:-|\d+(?:\.\d+)?(?:e[+-]?\d+)?))+)$/.exec(line) ?? [];
  if (address === undefined || series === undefined) return null;
  const fields = series.trim().split(' ');
  if (fields.length !== echoes) return null;
  return { kind: 'series', address, rttsMs: fields.filter((field) => field !== '-').map(Number) };
}
