import type { Scope } from '../access/scope.ts';
import type { CivilDate } from '../calendar/civil.ts';
import { InvalidError } from '../errors.ts';
import type { Figures } from '../inventory/administrative-restated.ts';
import type { FactVersion } from '../inventory/fact.ts';
import type { FactCatalogue, FactDefinition } from '../inventory/fact-definition.ts';
import { pickFact } from '../inventory/fact-resolve.ts';
import type { ReadStore } from '../store/read-store.ts';
import { recordsOn } from './record-lists.ts';

/** Whose figures are shown: what is told of the units themselves, or the sum over the agencies that stand in them. */
export const figureSubjects = ['administrative_unit', 'agency'] as const;
export type FigureSubject = (typeof figureSubjects)[number];

/** Which figures, on which day and as known by which commit; with a `denominator` the two make a ratio. */
export type FiguresAsked = {
  readonly fact: string;
  readonly denominator: string | null;
  /** Null = the units' own where the fact can be told of them, else the agencies'. */
  readonly of: FigureSubject | null;
  readonly on: CivilDate;
  readonly knownSeq: number;
};

/**
 * The figures of a day by the code of the administrative unit, and how many agencies are in no unit.
 * @throws InvalidError for a fact that is not known, or whose values neither add up nor rank
 */
export function figuresByUnit(
  read: ReadStore,
  scope: Scope,
  catalogue: FactCatalogue,
  asked: FiguresAsked,
): { readonly figures: Figures; readonly of: FigureSubject; readonly placeless: number } {
  const fact = definitionOf(catalogue, '?fact', asked.fact);
  const whole = asked.denominator === null ? null : definitionOf(catalogue, '?denominator', asked.denominator);
  const of = asked.of ?? (fact.subjects.includes('administrative_unit') ? 'administrative_unit' : 'agency');
  if (fact.type === 'rank' && of === 'agency') refuse('?of', 'thứ hạng không cộng được / ranks cannot be added up');
  const known = { asOf: asked.on, knownSeq: asked.knownSeq };
  const rows = read.facts.ofSubjects(scope, known, of).filter(({ dimensions }) => dimensions === '');
  const places = of === 'agency' ? placesOfAgencies(read, scope, known) : codesOfUnits(read, scope);
  const sum = (definition: FactDefinition) => sumsByPlace(rows, definition, catalogue, places);
  const counts = sum(fact);
  if (fact.type === 'rank') return { figures: { kind: 'rank', of: counts.sums }, of, placeless: 0 };
  if (whole === null) return { figures: { kind: 'count', of: counts.sums }, of, placeless: counts.placeless };
  const wholes = sum(whole).sums;
  const pairs = [...counts.sums].flatMap(
    ([code, numerator]): [string, { numerator: number; denominator: number }][] => {
      const denominator = wholes.get(code);
      return denominator === undefined ? [] : [[code, { numerator, denominator }]];
    },
  );
  return { figures: { kind: 'ratio', of: new Map(pairs) }, of, placeless: counts.placeless };
}

function definitionOf(catalogue: FactCatalogue, path: string, key: string): FactDefinition {
  const found = catalogue.facts.get(key);
  if (found === undefined) return refuse(path, `không có số liệu ${key} / there is no fact ${key}`);
  if (found.type === 'ratio') {
    return refuse(
      path,
      'tỷ lệ được tính lại từ tử số và mẫu số: hãy nêu hai số đó ở fact và denominator / a ratio is made anew from its parts: name them in fact and denominator',
    );
  }
  if (addable.has(found.type) || (found.type === 'rank' && path === '?fact')) return found;
  return refuse(path, `${key}: giá trị không cộng được / its values cannot be added up`);
}

const addable: ReadonlySet<FactDefinition['type']> = new Set(['count', 'number', 'money']);

function refuse(path: string, message: string): never {
  throw new InvalidError(message, [{ path, message }]);
}

type Places = ReadonlyMap<number, string>;

function sumsByPlace(
  rows: readonly FactVersion[],
  { key }: FactDefinition,
  catalogue: FactCatalogue,
  places: Places,
): { readonly sums: ReadonlyMap<string, number>; readonly placeless: number } {
  const sums = new Map<string, number>();
  let placeless = 0;
  const bySubject = Map.groupBy(
    rows.filter((row) => row.fact === key),
    (row) => row.subjectId,
  );
  for (const [id, own] of bySubject) {
    const value = pickFact(own, key, catalogue).used?.value;
    if (typeof value !== 'number') continue;
    const code = places.get(id);
    if (code === undefined) placeless += 1;
    else sums.set(code, (sums.get(code) ?? 0) + value);
  }
  return { sums, placeless };
}

function codesOfUnits(read: ReadStore, scope: Scope): Places {
  return new Map(read.records.newest(scope, 'administrative_unit').map(({ id, code }) => [id, code]));
}

function placesOfAgencies(read: ReadStore, scope: Scope, known: { asOf: CivilDate; knownSeq: number }): Places {
  const details = recordsOn(read, scope, 'agency_detail', known);
  const placed = details.flatMap(({ agencyId, values }): [number, string][] =>
    agencyId !== null && typeof values.administrative_unit === 'string' ? [[agencyId, values.administrative_unit]] : [],
  );
  return new Map(placed);
}
