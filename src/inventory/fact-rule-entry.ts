import { z } from 'zod';
import type { Entry, Section } from './catalogue-section.ts';
import type { CatalogueReader, Path } from './catalogue-tree.ts';
import { type FactDefinition, type FactRule, type FactType, severities } from './fact-definition.ts';

/** Reads one rule between two facts; which kind it is, is told by the key that only that kind has. */
export function readRule(
  reader: CatalogueReader,
  path: Path,
  value: unknown,
  facts: Section<FactDefinition>,
): Entry<FactRule> | null {
  const given = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const marker = markers.find((one) => given.includes(one));
  if (marker === undefined) {
    reader.note(path, 'catalogue-rule-unknown', { allowed: markers.join(', ') });
    return null;
  }
  const entry = readMarked(reader, path, value, marker, facts.names.size === 0 ? z.string() : z.enum([...facts.names]));
  if (entry !== null) checkPair(reader, path, entry.value, facts.sound);
  return entry;
}

const markers = ['whole', 'zero_if_zero', 'at_most', 'requires', 'excludes'] as const;
const quantities: readonly FactType[] = ['count', 'number', 'ratio', 'money'];

function readMarked(
  reader: CatalogueReader,
  path: Path,
  value: unknown,
  marker: (typeof markers)[number],
  fact: z.ZodType<string>,
): Entry<FactRule> | null {
  const severity = z.enum(severities).default('error');
  const read = <Shape extends z.ZodRawShape>(shape: Shape) =>
    reader.part(path, value, z.strictObject(shape), { '': Object.keys(shape) });
  switch (marker) {
    case 'whole': {
      const document = read({ part: fact, whole: fact, severity });
      return document && entryOf('part_of_whole', document.part, document.whole, document);
    }
    case 'zero_if_zero': {
      const document = read({ fact, zero_if_zero: fact, severity });
      return document && entryOf('zero_if_zero', document.fact, document.zero_if_zero, document);
    }
    case 'at_most': {
      const document = read({ fact, at_most: fact, factor: z.number().positive().max(1e9), severity });
      return document && entryOf('at_most', document.fact, document.at_most, document);
    }
    case 'requires': {
      const document = read({ fact, requires: fact, severity });
      return document && entryOf('requires', document.fact, document.requires, document);
    }
    case 'excludes': {
      const document = read({ fact, excludes: fact, severity });
      return document && entryOf('excludes', document.fact, document.excludes, document);
    }
  }
}

function entryOf(
  kind: FactRule['kind'],
  fact: string,
  other: string,
  document: { readonly severity: FactRule['severity']; readonly factor?: number },
): Entry<FactRule> {
  return { value: { kind, fact, other, factor: document.factor ?? 1, severity: document.severity }, document };
}

function checkPair(
  reader: CatalogueReader,
  path: Path,
  { kind, fact, other }: FactRule,
  facts: ReadonlyMap<string, FactDefinition>,
): void {
  if (fact === other) reader.note(path, 'catalogue-rule-same', { fact });
  const [first, second] = [facts.get(fact), facts.get(other)];
  const onFlags = kind === 'requires' || kind === 'excludes';
  checkType(reader, path, first, onFlags ? ['flag'] : quantities);
  if (!onFlags) checkType(reader, path, second, quantities);
  if (first === undefined || second === undefined) return;
  if (!first.subjects.some((subject) => second.subjects.includes(subject))) {
    reader.note(path, 'catalogue-rule-subjects', { fact, other });
  }
}

function checkType(
  reader: CatalogueReader,
  path: Path,
  fact: FactDefinition | undefined,
  allowed: readonly FactType[],
): void {
  if (fact === undefined || allowed.includes(fact.type)) return;
  reader.note(path, 'catalogue-rule-type', { fact: fact.key, type: fact.type, allowed: allowed.join(', ') });
}
