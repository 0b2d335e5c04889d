import { addDays, isCivilDate } from '../calendar/civil.ts';
import { type ChangeKind, type ShareBasis, shareBases } from './administrative-change.ts';
import { judgeCode } from './administrative-code.ts';
import type { AdministrativeSource } from './administrative-entry.ts';
import { type BrokenRowCode, type Finding, finding } from './administrative-finding.ts';
import { type ChangeField, changeField, foldHeader } from './administrative-header.ts';
import { foldName, splitName, typeOfWord } from './administrative-name.ts';
import { readShare } from './administrative-share.ts';
import { readTable } from './administrative-table.ts';
import { type AdministrativeRegister, type AdministrativeUnit, levelOfCode, unitOn } from './administrative-unit.ts';
import type { Place } from './import-entry.ts';

/** One sound row of a mapping; what it means as a change depends on the other rows of the same unit. */
export type MappingRow = {
  readonly event: string;
  readonly from: string;
  readonly to: string;
  readonly on: string;
  readonly kind: ChangeKind | null;
  readonly shares: readonly { readonly basis: ShareBasis; readonly value: number }[];
  readonly place: Place;
};

type Broken = Finding<BrokenRowCode>;

/**
 * The rows of a list of changes whose both ends are units in being then, and the others with what is wrong: a code that
 * is missing, short or unknown, a name that the list of units gives otherwise, a row said before. Nothing is guessed.
 */
export function readChangeRows(
  source: AdministrativeSource,
  register: AdministrativeRegister,
): { rows: MappingRow[]; broken: Broken[] } {
  const rows: MappingRow[] = [];
  const broken: Broken[] = [];
  const said = new Set<string>();
  for (const { place, cells } of readTable(source.table, changeField)) {
    const wrong: Broken[] = [];
    const note = (code: BrokenRowCode, params: Broken['params'] = {}): void =>
      void wrong.push(finding(code, params, place));
    const row = readRow(cells, source, place, note);
    const key = JSON.stringify([...cells]);
    if (said.has(key))
      broken.push(finding('mapping-repeated', { from: endOf(cells, 'from'), to: endOf(cells, 'to') }, place));
    else {
      said.add(key);
      if (wrong.length === 0) checkEnds(row, cells, register, note);
      if (wrong.length === 0) rows.push(row);
      broken.push(...wrong);
    }
  }
  return { rows, broken };
}

type Cells = ReadonlyMap<ChangeField, string>;
type Note = (code: BrokenRowCode, params?: Broken['params']) => void;

function readRow(cells: Cells, source: AdministrativeSource, place: Place, note: Note): MappingRow {
  for (const end of ['from', 'to'] as const) checkCode(cells, end, note);
  const own = cells.get('on');
  const on = own ?? source.validFrom ?? '';
  if (own === undefined ? on === '' : !isCivilDate(own))
    note('mapping-date-missing', { from: endOf(cells, 'from'), to: endOf(cells, 'to') });
  const word = cells.get('kind') ?? null;
  const kind = word === null ? null : (kindWords.get(foldHeader(word)) ?? null);
  if (word !== null && kind === null) note('mapping-kind-unknown', { word });
  const [from = '', to = ''] = [cells.get('from'), cells.get('to')];
  return { event: cells.get('event') ?? source.event, from, to, on, kind, shares: readShares(cells, note), place };
}

function checkCode(cells: Cells, end: 'from' | 'to', note: Note): void {
  const code = cells.get(end);
  const other = cells.get(end === 'from' ? 'to' : 'from') ?? '';
  if (code === undefined) {
    if (end === 'from') note('mapping-from-missing', { name: cells.get('fromName') ?? '–', to: endOf(cells, 'to') });
    else note('mapping-to-missing', { name: cells.get('toName') ?? '–', from: endOf(cells, 'from') });
    return;
  }
  const level = levelOfCode(other) ?? levelOfCode(code) ?? 'commune';
  const fault = judgeCode(code, level);
  if (fault?.kind === 'short' && levelOfCode(code) === null) {
    note('mapping-code-short', { found: fault.found, write: fault.write, digits: fault.digits });
  } else if (fault !== null && levelOfCode(code) === null) {
    note('mapping-code-malformed', { found: fault.found, digits: fault.digits });
  }
}

function readShares(cells: Cells, note: Note): MappingRow['shares'] {
  const shares: { basis: ShareBasis; value: number }[] = [];
  const add = (text: string, basis: ShareBasis): void => {
    const value = readShare(text);
    if (value === null) note('mapping-share-unreadable', { text: text.slice(0, 40) });
    else shares.push({ basis, value });
  };
  for (const basis of shareBases) {
    const text = cells.get(basis);
    if (text !== undefined) add(text, basis);
  }
  const text = cells.get('share');
  if (text === undefined) return shares;
  const word = foldHeader(cells.get('basis') ?? '');
  const basis = shareBases.find((each) => each === word) ?? basisWords.get(word);
  if (basis === undefined) note('mapping-basis-missing', { text, allowed: shareBases.join(', ') });
  else add(text, basis);
  return shares;
}

function checkEnds(row: MappingRow, cells: Cells, register: AdministrativeRegister, note: Note): void {
  const was = unitOn(register, row.from, addDays(row.on, -1));
  const is = unitOn(register, row.to, row.on);
  if (was === null) note('mapping-from-unknown', { code: row.from, name: cells.get('fromName') ?? '–', on: row.on });
  if (is === null) note('mapping-to-unknown', { code: row.to, name: cells.get('toName') ?? '–', on: row.on });
  checkName(was, cells.get('fromName'), note);
  checkName(is, cells.get('toName'), note);
}

function checkName(unit: AdministrativeUnit | null, written: string | undefined, note: Note): void {
  // Behind a comma some lists name the district and province as well.
  const [name = ''] = (written ?? '').split(',');
  if (unit === null || name === '') return;
  const type = typeOfWord(splitName(name).word, unit.level);
  const same = foldName(name) === foldName(unit.name) && (type === null || type === unit.type);
  if (!same) note('mapping-name-differs', { code: unit.code, name, known: unit.name });
}

function endOf(cells: Cells, end: 'from' | 'to'): string {
  return [cells.get(end), cells.get(`${end}Name`)].filter(Boolean).join(' ') || '–';
}

const kindWords: ReadonlyMap<string, ChangeKind> = new Map<string, ChangeKind>([
  ...(['merge', 'nhap', 'sap nhap', 'hop nhat', 'nhap vao'] as const).map((word) => [word, 'merge'] as const),
  ...(['split', 'chia', 'tach', 'chia tach'] as const).map((word) => [word, 'split'] as const),
  ...(['rename', 'doi ten'] as const).map((word) => [word, 'rename'] as const),
  ...(['move', 'chuyen', 'dieu chuyen'] as const).map((word) => [word, 'move'] as const),
]);

const basisWords: ReadonlyMap<string, ShareBasis> = new Map([
  ['dan so', 'population'],
  ['can bo', 'officials'],
  ['can bo cong chuc', 'officials'],
  ['dien tich', 'area'],
]);
