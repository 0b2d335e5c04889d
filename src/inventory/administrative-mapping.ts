import { addDays } from '../calendar/civil.ts';
import type { ChangeKind } from './administrative-change.ts';
import type { MappingRow } from './administrative-change-rows.ts';
import type { AdministrativeSource, ChangeEntry } from './administrative-entry.ts';
import { type BrokenRowCode, type Finding, finding } from './administrative-finding.ts';
import { foldName } from './administrative-name.ts';
import { type AdministrativeRegister, unitOn } from './administrative-unit.ts';

/**
 * What the rows of a mapping mean as changes. A kind that a row names is kept. Otherwise several successors, or a stated
 * share, are a split; a lone successor is a merge, and of a unit that goes on alone under its code a rename or a move,
 * or nothing at all. Where the list names seats only, every row is a split whose shares nobody stated. Rows that pass all
 * of a unit on to others while the list of units still holds it are broken.
 */
export function changesOf(
  mapping: readonly MappingRow[],
  source: AdministrativeSource,
  register: AdministrativeRegister,
): { changes: ChangeEntry[]; broken: Finding<BrokenRowCode>[] } {
  const staying = new Set(mapping.filter((row) => row.from === row.to).map(sourceKey));
  const survives = (row: MappingRow) => !staying.has(sourceKey(row)) && unitOn(register, row.from, row.on) !== null;
  const broken = mapping.filter(survives).map(({ from, to, on, place }) => {
    return finding('mapping-source-survives', { code: from, to, on }, place);
  });
  const rows = mapping.filter((row) => !survives(row));
  const bySource = new Map<string, Set<string>>();
  const byTarget = new Map<string, Set<string>>();
  for (const { on, from, to } of rows) {
    collect(bySource, `${on} ${from}`, to);
    collect(byTarget, `${on} ${to}`, from);
  }
  const changes = rows.flatMap((row): ChangeEntry[] => {
    const targets = bySource.get(sourceKey(row))?.size ?? 0;
    const sources = byTarget.get(`${row.on} ${row.to}`)?.size ?? 0;
    const kind = row.kind ?? kindOf(row, { targets, sources }, source, register);
    if (kind === null) return [];
    const { event, from, to, on, place } = row;
    const change = { event, from, to, on, kind, source: source.name, place };
    if (row.shares.length === 0) return [{ ...change, share: null }];
    return row.shares.map((share) => ({ ...change, share }));
  });
  return { changes, broken };
}

function sourceKey({ on, from }: MappingRow): string {
  return `${on} ${from}`;
}

function kindOf(
  row: MappingRow,
  { targets, sources }: { readonly targets: number; readonly sources: number },
  source: AdministrativeSource,
  register: AdministrativeRegister,
): ChangeKind | null {
  const partial = row.shares.some((share) => share.value !== 1);
  if (targets > 1 || partial) return 'split';
  if (source.mapping === 'seat' && row.shares.length === 0) return 'split';
  if (row.from !== row.to || sources > 1) return 'merge';
  const was = unitOn(register, row.from, addDays(row.on, -1));
  const is = unitOn(register, row.to, row.on);
  if (was === null || is === null) return 'merge';
  if (foldName(was.name) !== foldName(is.name) || was.type !== is.type) return 'rename';
  // Where a whole level ends its communes come under the level above without having moved.
  const levelOf = (code: string | null) => (code === null ? 0 : code.length);
  return was.parent !== is.parent && levelOf(was.parent) === levelOf(is.parent) ? 'move' : null;
}

function collect(groups: Map<string, Set<string>>, key: string, value: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, new Set([value]));
  else group.add(value);
}
