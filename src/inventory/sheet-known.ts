import type { Scope } from '../access/scope.ts';
import type { RecordKind } from './record.ts';
import type { AgencyName, AgencyNames } from './sheet-agency.ts';
import type { BoundTable } from './sheet-bind.ts';
import { kindOf } from './sheet-bind.ts';
import { type CodeBook, codeBook } from './sheet-codes.ts';
import type { InventorySource } from './stored-inventory.ts';

/** What is known of names and codes before any sheet is read. */
export type KnownNames = AgencyNames & {
  /** Codes of records by kind, for what refers to them. */
  readonly codes: ReadonlyMap<RecordKind, readonly string[]>;
};

/** Nothing is known: an empty inventory. */
export const nothingKnown: KnownNames = { agencies: [], identifiers: [], codes: new Map() };

/** What the sheets themselves say of agencies, laid beside what is known: a name may be told in one and used in another. */
export function withSheetNames(known: KnownNames, tables: readonly BoundTable[]): AgencyNames {
  const lists = tables.filter(({ book }) => kindOf(book) === 'agencies');
  const told = lists.flatMap((table) =>
    textsOf(table, ['code', 'name', 'identifier', 'identifier_old']).flatMap(([code, name, ...identifiers]) =>
      code === null || code === undefined ? [] : [{ code, name: name ?? code, identifiers }],
    ),
  );
  const agencies = told.map(({ code, name }): AgencyName => ({ code, name, validFrom: '0001-01-01', validTo: null }));
  const identifiers = told.flatMap(({ code, identifiers: own }) =>
    own.flatMap((identifier) => (identifier === null ? [] : [{ identifier, agency: code }])),
  );
  return { agencies: [...known.agencies, ...agencies], identifiers: [...known.identifiers, ...identifiers] };
}

/** The codes of every kind: those known, for the columns that give codes, and those of the sheets too, for what refers to them. */
export function codeBooks(
  known: KnownNames,
  tables: readonly BoundTable[],
): { readonly known: (kind: string) => CodeBook; readonly all: (kind: string) => CodeBook } {
  const knownCodes = (kind: string) =>
    kind === 'agency'
      ? known.agencies.map(({ code }) => code)
      : ([...known.codes].find(([one]) => one === kind)?.[1] ?? []);
  const kinds = new Map<string, { known: CodeBook; all: CodeBook }>();
  const booksOf = (kind: string) => {
    const held = kinds.get(kind);
    if (held) return held;
    const own = tables.filter(({ book }) => book.list.codes === kind);
    const told = own.flatMap((table) => textsOf(table, ['code']).flatMap(([code]) => code ?? []));
    const made = { known: codeBook(knownCodes(kind)), all: codeBook([...knownCodes(kind), ...told]) };
    kinds.set(kind, made);
    return made;
  };
  return { known: (kind) => booksOf(kind).known, all: (kind) => booksOf(kind).all };
}

function textsOf({ rows, columns }: BoundTable, keys: readonly string[]): (string | null)[][] {
  const places = keys.map((key) => columns.find(({ field }) => field.key === key)?.index ?? -1);
  return rows.map(({ cells }) =>
    places.map((index) => {
      const cell = cells[index];
      return typeof cell === 'string' && cell.trim() !== '' ? cell.normalize('NFC').trim() : null;
    }),
  );
}

/** What is stored of names and codes: those that agencies have or had, and the codes that other records are named by. */
export function knownNames(
  { agencies, records }: Pick<InventorySource, 'agencies' | 'records'>,
  scope: Scope,
): KnownNames {
  const periods = (kind: RecordKind) => records.periods(scope, kind, Number.MAX_SAFE_INTEGER);
  const identifiers = periods('agency_detail').flatMap(({ values }) =>
    [values.identifier, values.identifier_old].flatMap((identifier) =>
      typeof identifier === 'string' && typeof values.agency === 'string'
        ? [{ identifier, agency: values.agency }]
        : [],
    ),
  );
  const coded = ['administrative_unit', 'hosted_system'] as const;
  return {
    agencies: agencies.periods(scope, Number.MAX_SAFE_INTEGER),
    identifiers,
    codes: new Map(coded.map((kind) => [kind, [...new Set(periods(kind).map(({ code }) => code))]])),
  };
}
