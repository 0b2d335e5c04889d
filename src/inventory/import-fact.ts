import { closestMatch } from 'leven';
import { dimensionsText, type FactKind, type FactValue, factBases, factQualifiers, subjectKinds } from './fact.ts';
import { acceptsKind, type FactCatalogue, type FactDefinition } from './fact-definition.ts';
import { checkDimensions } from './fact-dimensions.ts';
import { headersOf } from './fact-headers.ts';
import {
  given,
  note,
  type Row,
  readChoice,
  readCode,
  readCount,
  readDate,
  readFlag,
  readNumber,
  readText,
} from './import-cell.ts';
import type { FactEntry, SubjectRef } from './import-entry.ts';

/** Finds facts of a catalogue by what people call them: their key, a name or an alias, however it is written. */
export type FactFinder = { readonly catalogue: FactCatalogue; find(text: string): FactDefinition | null };

/** A finder over a catalogue. */
export function factFinder(catalogue: FactCatalogue): FactFinder {
  // Most documents name facts by their keys: the other names are gathered when one is asked for.
  let headers: ReturnType<typeof headersOf> | null = null;
  return {
    catalogue,
    find(text) {
      const known = catalogue.facts.get(text);
      if (known !== undefined) return known;
      headers ??= headersOf(catalogue.facts.values());
      return catalogue.facts.get(headers.find(text) ?? '') ?? null;
    },
  };
}

/** Reads one fact in the long form: what it is about, which fact, its value and dates. None when nobody can say which fact. */
export function readFact(row: Row, finder: FactFinder): FactEntry[] {
  const fact = readFactKey(row, finder);
  const frame = readFrame(row);
  return fact === null ? [] : [readFactOf(row, fact, 'value', frame, finder.catalogue)];
}

/** Reads one row of the wide form: a column for each fact, an empty cell says nothing. */
export function readWideFacts(row: Row, { catalogue }: FactFinder): FactEntry[] {
  const frame = readFrame(row);
  return [...row.cells.keys()].flatMap((column) => {
    const fact = catalogue.facts.get(column);
    return fact === undefined ? [] : [readFactOf(row, fact, column, frame, catalogue)];
  });
}

type Frame = Pick<FactEntry, 'place' | 'subject' | 'basis' | 'qualifier' | 'validFrom' | 'validTo' | 'source'> & {
  readonly dimensions: Readonly<Record<string, string>>;
};

function readFactOf(
  row: Row,
  fact: FactDefinition,
  column: string,
  { dimensions, ...frame }: Frame,
  catalogue: FactCatalogue,
): FactEntry {
  const about = column === 'value' ? 'fact' : column;
  const kind = readKind(row, fact, about);
  if (!fact.subjects.includes(frame.subject.kind)) {
    note(row, about, 'fact-subject', {
      fact: fact.key,
      subject: frame.subject.kind,
      allowed: fact.subjects.join(', '),
    });
  }
  for (const { code, params } of checkDimensions(catalogue, fact, dimensions)) {
    note(row, given(row, 'dimensions') ? 'dimensions' : about, code, params);
  }
  const value = readFactValue(row, fact, column);
  return {
    ...frame,
    place: placeOf(row, fact.key, column),
    fact: fact.key,
    dimensions: dimensionsText(dimensions),
    kind,
    value,
  };
}

/** Reads the value of a fact as its type and range have it. */
function readFactValue(row: Row, fact: FactDefinition, column: string): FactValue {
  const { type, range } = fact;
  if (type === 'flag') return readFlag(row, column);
  if (type === 'text') return readText(row, column, 200);
  if (type === 'date') {
    const date = readDate(row, column);
    const outside = range !== null && date !== '' && (date < range.min || date > range.max);
    if (outside) note(row, column, 'date-out-of-range', { text: date, min: range.min, max: range.max });
    return date;
  }
  const [min, max] = [Number(range?.min ?? 0), Number(range?.max ?? 0)];
  return type === 'number' || type === 'ratio' ? readNumber(row, column, min, max) : readCount(row, column, min, max);
}

function readFactKey(row: Row, finder: FactFinder): FactDefinition | null {
  const text = readText(row, 'fact', 120);
  const fact = finder.find(text);
  if (fact === null && text !== '') {
    note(row, 'fact', 'fact-unknown', { text, nearest: closestMatch(text, [...finder.catalogue.facts.keys()]) ?? '' });
  }
  return fact;
}

// Where nobody may declare a fact, it can still be quoted from somebody who published it; what is only measured cannot be told at all.
function readKind(row: Row, fact: FactDefinition, column: string): Exclude<FactKind, 'observed'> {
  const said = given(row, 'kind') ? readChoice(row, 'kind', ['declared', 'external', 'observed']) : null;
  const declarable = acceptsKind(fact, 'declared');
  if (said === 'observed' || (said === null && !declarable && fact.kind === 'observed')) {
    note(row, said === null ? column : 'kind', 'fact-observed', { fact: fact.key });
    return 'external';
  }
  if (said === 'declared' && !declarable) note(row, 'kind', 'fact-not-declared', { fact: fact.key });
  return said ?? (declarable ? 'declared' : 'external');
}

function readFrame(row: Row): Frame {
  return {
    place: row.place,
    subject: readSubject(row),
    dimensions: given(row, 'dimensions') ? readDimensions(row) : {},
    basis: given(row, 'basis') ? readChoice(row, 'basis', factBases) : null,
    qualifier: given(row, 'qualifier') ? readChoice(row, 'qualifier', factQualifiers) : null,
    validFrom: readDate(row, 'valid_from'),
    validTo: given(row, 'valid_to') ? readDate(row, 'valid_to') : null,
    ...(given(row, 'source') ? { source: readText(row, 'source', 200) } : {}),
  };
}

function readSubject(row: Row): SubjectRef {
  const kind = given(row, 'subject_kind') ? readChoice(row, 'subject_kind', subjectKinds) : 'agency';
  if (kind === 'province') return { kind, code: '' };
  if (kind === 'agency') return { kind, code: readCode(row, given(row, 'subject') ? 'subject' : 'agency') };
  return { kind, code: readText(row, 'subject', 160) };
}

/** `block=commune; level=4`, or a mapping in a document. */
function readDimensions(row: Row): Record<string, string> {
  const value = row.cells.get('dimensions');
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]));
  }
  const parts = readText(row, 'dimensions', 200)
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const pairs = parts.map((part) => part.split('=').map((side) => side.trim()));
  const sound = pairs.every((pair) => pair.length === 2 && pair.every((side) => side !== ''));
  if (!sound || new Set(pairs.map(([key]) => key)).size < pairs.length) {
    note(row, 'dimensions', 'dimensions-malformed', { text: parts.join('; ').slice(0, 60) });
    return {};
  }
  return Object.fromEntries(pairs.map(([key = '', side = '']) => [key, side]));
}

// What a check has to say of a fact it says of the fact's own column; in the long form that is the one with its value.
function placeOf({ place }: Row, fact: string, column: string): FactEntry['place'] {
  const { cells, ...rest } = place;
  const letters = cells?.[column];
  if (cells === undefined || letters === undefined) return place;
  const kept: Record<string, string> = { [fact]: letters };
  for (const name of KEPT) {
    const letter = cells[name];
    if (letter !== undefined) kept[name] = letter;
  }
  return { ...rest, cells: kept };
}

const KEPT = ['agency', 'subject', 'valid_from', 'valid_to'] as const;
