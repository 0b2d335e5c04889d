import { splitAgencyName } from './agency-name.ts';
import { isClosed } from './import-check-owner.ts';
import type { RecordCheck } from './import-check-records.ts';

const MOST = 5;

/**
 * Names what a closed agency may have gone over into: agencies of the units that its own unit went into; else those of
 * the same unit; else those of the same name. They are candidates for a person to choose from, '' when there are none.
 */
export function successorFinder(check: Pick<RecordCheck, 'today' | 'stored' | 'after'>): (agency: string) => string {
  let tables: Tables | null = null;
  return (agency) => {
    tables ??= tablesOf(check);
    const found = candidates(agency, tables).filter((one) => one.code !== agency);
    return found
      .slice(0, MOST)
      .map(({ code, name }) => `${code} ${name}`)
      .join('; ');
  };
}

type Named = { readonly code: string; readonly name: string };
type Tables = {
  readonly names: ReadonlyMap<string, string>;
  readonly alive: readonly Named[];
  readonly units: ReadonlyMap<string, string>;
  readonly wentInto: ReadonlyMap<string, readonly string[]>;
};

// Read only when an agency turns out to be closed: most documents name none.
function tablesOf({ today, after, stored }: Parameters<typeof successorFinder>[0]): Tables {
  const agencies = [...after.agencies].map(([code, agency]) => ({ code, ...agency }));
  const units = stored('agency_detail').flatMap(({ values }): [string, string][] => {
    const { agency, administrative_unit: unit } = values;
    return typeof agency === 'string' && typeof unit === 'string' ? [[agency, unit]] : [];
  });
  const changes = Map.groupBy(stored('administrative_change'), ({ values }) => String(values.from));
  return {
    names: new Map(agencies.map(({ code, name }) => [code, name])),
    alive: agencies.filter(({ validTo }) => !isClosed(validTo, today)),
    units: new Map(units),
    wentInto: new Map([...changes].map(([from, rows]) => [from, rows.map(({ values }) => String(values.to))])),
  };
}

function candidates(code: string, { names, alive, units, wentInto }: Tables): readonly Named[] {
  const name = splitAgencyName(names.get(code) ?? '').bare;
  const unit = units.get(code);
  const ofUnits = (wanted: ReadonlySet<string>) => alive.filter((one) => wanted.has(units.get(one.code) ?? ''));
  const later = unit === undefined ? [] : ofUnits(reached(unit, wentInto));
  if (later.length > 0) return later;
  const here = unit === undefined ? [] : ofUnits(new Set([unit]));
  return here.length > 0 ? here : alive.filter((one) => splitAgencyName(one.name).bare === name);
}

function reached(unit: string, wentInto: Tables['wentInto']): ReadonlySet<string> {
  const found = new Set(wentInto.get(unit) ?? []);
  for (const one of found) for (const next of wentInto.get(one) ?? []) found.add(next);
  return found;
}
