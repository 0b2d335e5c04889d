import { type AdministrativeChange, groupRows } from './administrative-change.ts';
import { type AdministrativeFinding, finding } from './administrative-finding.ts';
import { findCycles } from './import-cycle.ts';

/**
 * Rows of one date that lead on to each other: a unit that passes away as a whole cannot take others up under its code on
 * the same day, for a code is never reissued. Rings are told as rings, other chains by the code in the middle.
 */
export function checkChains(changes: readonly AdministrativeChange[]): AdministrativeFinding[] {
  return [...groupRows(changes, (row) => row.on)].flatMap(([on, rows]) => {
    const bySource = groupRows(rows, (row) => row.from);
    const leaving = (code: string): boolean => bySource.get(code)?.every((row) => row.to !== code) ?? false;
    const onward = (code: string): string[] => (leaving(code) ? (bySource.get(code) ?? []).map((row) => row.to) : []);
    const rings = findCycles(bySource.keys(), onward);
    const inRing = new Set(rings.flat());
    const chained = new Set(rows.filter((row) => leaving(row.to)).map((row) => row.to));
    return [
      ...rings.map((ring) => finding('change-cycle', { on, ring: ring.join(' → ') })),
      ...[...chained]
        .filter((code) => !inRing.has(code))
        .map((code) => finding('change-chain', { on, code, next: bySource.get(code)?.[0]?.to ?? '' })),
    ];
  });
}
