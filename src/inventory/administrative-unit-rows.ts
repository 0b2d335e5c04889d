import { isCivilDate } from '../calendar/civil.ts';
import { judgeCode } from './administrative-code.ts';
import type { AdministrativeSource, UnitEntry } from './administrative-entry.ts';
import { type AdministrativeFaultCode, type Finding, finding } from './administrative-finding.ts';
import { type UnitField, unitField } from './administrative-header.ts';
import { readKind } from './administrative-kind.ts';
import { fullName, splitName, typeOfWord } from './administrative-name.ts';
import { readTable } from './administrative-table.ts';
import { type AdministrativeLevel, levelOfCode } from './administrative-unit.ts';
import type { Place } from './import-entry.ts';

type Fault = Finding<AdministrativeFaultCode>;

/**
 * The units of a published list, and the faults of the rows that could not be read. `above` are the districts and
 * provinces that rows of communes name with their codes, as the lists of the statistics office do: each spelling once.
 */
export function readUnitRows(source: AdministrativeSource): {
  units: UnitEntry[];
  above: UnitEntry[];
  faults: Fault[];
} {
  const units: UnitEntry[] = [];
  const above = new Map<string, UnitEntry>();
  const faults: Fault[] = [];
  for (const { place, cells } of readTable(source.table, unitField)) {
    const row: Row = { cells, place, source, faults: [] };
    const validFrom = readDate(row, 'validFrom', source.validFrom);
    const validTo =
      row.cells.has('validTo') || source.validTo !== null ? readDate(row, 'validTo', source.validTo) : null;
    // A district without communes stands in such lists as a row that names no commune.
    const named = row.cells.has('code') || row.cells.has('name') || !row.cells.has('districtCode');
    const own = named ? readOwn(row, { validFrom, validTo }) : null;
    for (const unit of readAbove(row, { validFrom, validTo })) {
      const key = `${unit.code} ${unit.validFrom} ${unit.name}`;
      if (!above.has(key)) above.set(key, unit);
    }
    if (row.faults.length === 0 && own !== null) units.push(own);
    faults.push(...row.faults);
  }
  return { units, above: [...above.values()], faults };
}

type Row = {
  readonly cells: ReadonlyMap<UnitField, string>;
  readonly place: Place;
  readonly source: AdministrativeSource;
  readonly faults: Fault[];
};

type Validity = { readonly validFrom: string; readonly validTo: string | null };

function readOwn(row: Row, validity: Validity): UnitEntry | null {
  const name = need(row, 'name');
  const written = need(row, 'code');
  const kind = readKind(row.cells);
  if ('fault' in kind) {
    if (name !== '') note(row, kind.fault, { code: written, name, word: kind.word });
    return null;
  }
  const { level, type } = kind;
  const code = written === '' ? '' : readCode(row, written, level);
  const { bare } = splitName(name);
  const parent = readParent(row, level);
  return {
    code,
    name: fullName(type, bare),
    level,
    type,
    parent,
    ...validity,
    source: row.source.name,
    place: row.place,
  };
}

function readParent(row: Row, level: AdministrativeLevel): string | null {
  const { cells } = row;
  if (level === 'province') return null;
  const parent = cells.get('parent');
  if (parent !== undefined) {
    if (levelOfCode(parent) === null) note(row, 'unit-code-malformed', { found: parent.slice(0, 40), digits: 2 });
    return parent;
  }
  const district = level === 'commune' ? cells.get('districtCode') : undefined;
  if (district !== undefined) return readCode(row, district, 'district');
  const province = cells.get('provinceCode');
  return province === undefined ? null : readCode(row, province, 'province');
}

function readAbove(row: Row, validity: Validity): UnitEntry[] {
  const { cells, place, source } = row;
  const provinceCode = cells.get('provinceCode') ?? null;
  const pairs = [
    { code: provinceCode, name: cells.get('province'), level: 'province', parent: null },
    { code: cells.get('districtCode') ?? null, name: cells.get('district'), level: 'district', parent: provinceCode },
  ] as const;
  return pairs.flatMap(({ code, name, level, parent }) => {
    if (code === null || name === undefined || judgeCode(code, level) !== null) return [];
    const { word, bare } = splitName(name);
    const type = typeOfWord(word, level);
    if (type === null) return [];
    return [{ code, name: fullName(type, bare), level, type, parent, ...validity, source: source.name, place }];
  });
}

function readCode(row: Row, code: string, level: AdministrativeLevel): string {
  const fault = judgeCode(code, level);
  if (fault?.kind === 'short') {
    note(row, 'unit-code-short', { found: fault.found, write: fault.write, digits: fault.digits });
  } else if (fault !== null) note(row, 'unit-code-malformed', { found: fault.found, digits: fault.digits });
  return code;
}

function readDate(row: Row, field: 'validFrom' | 'validTo', standing: string | null): string {
  const text = row.cells.get(field);
  if (text === undefined) {
    if (standing === null) note(row, 'administrative-cell-missing', { column: 'valid_from' });
    return standing ?? '';
  }
  const params = { text: text.slice(0, 40) };
  if (!isCivilDate(text)) note(row, 'administrative-date-invalid', params);
  return text;
}

function need(row: Row, field: 'code' | 'name'): string {
  const text = row.cells.get(field) ?? '';
  if (text === '') note(row, 'administrative-cell-missing', { column: field });
  return text;
}

function note(row: Row, code: AdministrativeFaultCode, params: Fault['params']): void {
  row.faults.push(finding(code, params, row.place));
}
