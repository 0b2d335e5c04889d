import { checkAdministrativeChanges } from './administrative-change-check.ts';
import { readChangeRows } from './administrative-change-rows.ts';
import { compareSources, type SourceUnits } from './administrative-compare.ts';
import type {
  AdministrativeImport,
  AdministrativeSource,
  BrokenRow,
  ChangeEntry,
  UnitEntry,
} from './administrative-entry.ts';
import {
  type AdministrativeFaultCode,
  type AdministrativeFinding,
  administrativeGaps,
  type Finding,
  finding,
  isAdministrativeFault,
} from './administrative-finding.ts';
import { changeField, guessTable, unitField } from './administrative-header.ts';
import { changesOf } from './administrative-mapping.ts';
import { checkRepeatedRows, mergeUnits } from './administrative-merge.ts';
import { type AdministrativeUnit, registerOf } from './administrative-unit.ts';
import { checkAdministrativeUnits } from './administrative-unit-check.ts';
import { readUnitRows } from './administrative-unit-rows.ts';
import type { Place } from './import-entry.ts';

/**
 * Units and changes out of some published lists, the more trusted source first, beside the units already `known` (those
 * of codes that no list names count too). 1. read units, 2. merge them and list what sources say differently, 3. read
 * mappings against the merged units, 4. check all of it together. Nothing is guessed: what is open is listed.
 */
export function importAdministrative(
  sources: readonly AdministrativeSource[],
  known: readonly AdministrativeUnit[] = [],
): AdministrativeImport {
  const read = sources.map((source) => ({ source, kind: guessTable(source.table.header) }));
  const faults: Finding<AdministrativeFaultCode>[] = read
    .filter((each) => each.kind === null)
    .map(({ source }) =>
      finding('administrative-columns-unknown', { columns: source.table.header.join(', ') }, headOf(source)),
    );

  const lists = read.filter((each) => each.kind === 'units').map(({ source }) => ({ source, ...readUnitRows(source) }));
  faults.push(...lists.flatMap((list) => [...list.faults, ...checkRepeatedRows(list.units)]));
  const said: SourceUnits[] = bySource(lists);
  const merged = mergeUnits(said.flatMap((each) => each.units));
  const disagreements = [...merged.disagreements, ...compareSources(said)];

  const named = new Set(merged.units.map((unit) => unit.code));
  const all = [...merged.units, ...known.filter((unit) => !named.has(unit.code))];
  const register = registerOf(all);
  const mappings = read
    .filter((each) => each.kind === 'changes')
    .map(({ source }) => {
      const { rows, broken } = readChangeRows(source, register);
      const meant = changesOf(rows, source, register);
      return { changes: meant.changes, broken: [...broken, ...meant.broken] };
    });
  const changes = mappings.flatMap((each) => each.changes);
  const broken: BrokenRow[] = mappings.flatMap((each) => each.broken);

  const seats = seatsOnly(sources, changes);
  broken.push(...seats.broken);
  const placeOf = placesOf(merged.units, changes);
  for (const each of [...checkAdministrativeUnits(all), ...checkAdministrativeChanges(changes, all)]) {
    const placed = { ...each, place: placeOf(each) };
    if (isAdministrativeFault(placed)) faults.push(placed);
    else if (isGap(placed) && !seats.told(placed)) broken.push(placed);
  }
  const ignored = read.map(({ source, kind }) => ({ file: source.table.file, columns: unknownColumns(source, kind) }));
  return {
    units: merged.units,
    changes,
    disagreements,
    broken,
    faults,
    ignored: ignored.filter((each) => each.columns.length > 0),
  };
}

function bySource(
  lists: readonly {
    readonly source: AdministrativeSource;
    readonly units: readonly UnitEntry[];
    readonly above: readonly UnitEntry[];
  }[],
): SourceUnits[] {
  const said = new Map<string, UnitEntry[]>();
  for (const { source, units, above } of lists) {
    const there = said.get(source.name) ?? [];
    said.set(source.name, [...there, ...units, ...above]);
  }
  return [...said].map(([name, units]) => ({ name, units }));
}

/** One line for a list that names seats only, instead of one for each of its thousands of rows. */
function seatsOnly(
  sources: readonly AdministrativeSource[],
  changes: readonly ChangeEntry[],
): { broken: BrokenRow[]; told: (gap: Finding<string>) => boolean } {
  const names = new Set(sources.filter((source) => source.mapping === 'seat').map((source) => source.name));
  const open = changes.filter((row) => names.has(row.source) && row.kind === 'split' && row.share === null);
  const counts = new Map<string, number>();
  for (const row of open) counts.set(row.source, (counts.get(row.source) ?? 0) + 1);
  const keys = new Set(open.map((row) => `${row.on} ${row.from}`));
  return {
    broken: [...counts].map(([source, count]) => finding('mapping-names-seats-only', { source, count })),
    told: ({ code, params }) => code === 'change-share-missing' && keys.has(`${params.on} ${params.from}`),
  };
}

function placesOf(
  units: readonly UnitEntry[],
  changes: readonly ChangeEntry[],
): (each: AdministrativeFinding) => Place | null {
  const ofUnit = new Map(units.toReversed().map((unit) => [unit.code, unit.place]));
  const ofChange = new Map(changes.toReversed().map((row) => [`${row.on} ${row.from}`, row.place]));
  return ({ code, params }) =>
    ofChange.get(`${params.on} ${params.from}`) ??
    ofChange.get(`${params.on} ${params.code}`) ??
    (code.startsWith('unit-') ? (ofUnit.get(String(params.code ?? params.found)) ?? null) : null);
}

function isGap(each: Finding<string>): each is BrokenRow {
  return administrativeGaps.some((code) => code === each.code);
}

function unknownColumns(source: AdministrativeSource, kind: 'units' | 'changes' | null): string[] {
  if (kind === null) return [];
  return source.table.header.filter((name) => (kind === 'units' ? unitField(name) : changeField(name)) === null);
}

function headOf({ table }: AdministrativeSource): Place {
  return { file: table.file, row: 1, path: null };
}
