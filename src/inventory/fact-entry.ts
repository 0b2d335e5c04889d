import { z } from 'zod';
import { accessRoles } from '../access/role.ts';
import { blocks } from './agency.ts';
import type { Entry } from './catalogue-section.ts';
import type { AllowedKeys, CatalogueReader, Path } from './catalogue-tree.ts';
import { factKinds, subjectKinds } from './fact.ts';
import {
  acceptsKind,
  dimensionKinds,
  type FactDefinition,
  type FactDimension,
  factTypes,
  type Named,
  observedHows,
  rollups,
} from './fact-definition.ts';
import { readRange } from './fact-range.ts';

/** Reads a unit of measurement: its names. */
export function readUnit(reader: CatalogueReader, path: Path, key: string, value: unknown): Entry<Named> | null {
  const document = reader.part(path, value, z.strictObject(names), { '': Object.keys(names) });
  return document && { value: { key, nameVi: document.name_vi, nameEn: document.name_en }, document };
}

/** Reads a dimension. */
export function readDimension(
  reader: CatalogueReader,
  path: Path,
  key: string,
  value: unknown,
): Entry<FactDimension> | null {
  const document = reader.part(path, value, z.strictObject(dimensionFields), { '': Object.keys(dimensionFields) });
  if (document === null) return null;
  const { kind, values, every_fact: everyFact } = document;
  noteRepeated(reader, [...path, 'values'], values);
  if ((kind === 'fact') !== (values.length === 0))
    reader.note([...path, 'values'], 'catalogue-dimension-values', { kind });
  return { value: { key, nameVi: document.name_vi, nameEn: document.name_en, kind, values, everyFact }, document };
}

/** Reads a fact; `known` are the units and dimensions of the catalogue. */
export function readFact(
  reader: CatalogueReader,
  path: Path,
  key: string,
  value: unknown,
  known: { readonly units: ReadonlySet<string>; readonly dimensions: ReadonlySet<string> },
): Entry<FactDefinition> | null {
  const schema = z.strictObject({
    ...factFields,
    unit: known.units.size === 0 ? z.string() : z.enum([...known.units]),
    dimensions: list(z.enum([...known.dimensions])),
  });
  const document = reader.part(path, value, schema, factKeys);
  if (document === null) return null;
  for (const one of ['subjects', 'declared_by', 'dimensions', 'aliases'] as const) {
    noteRepeated(reader, [...path, one], document[one]);
  }
  const { unit, type, subjects, kind, observed_how: observedHow, dimensions, aliases, rollup } = document;
  const fact: FactDefinition = {
    key,
    nameVi: document.name_vi,
    nameEn: document.name_en,
    unit,
    type,
    range: readRange(reader, [...path, 'range'], document.range, type),
    subjects,
    kind,
    declaredBy: {
      blocks: blocks.filter((block) => document.declared_by.includes(block)),
      roles: accessRoles.filter((role) => document.declared_by.includes(role)),
    },
    observedHow,
    dimensions,
    aliases,
    rollup,
  };
  if (!acceptsKind(fact, kind)) reader.note([...path, 'kind'], 'catalogue-kind-impossible', { kind });
  if (rollup !== 'none' && !rollupTypes[rollup].includes(type)) {
    reader.note([...path, 'rollup'], 'catalogue-rollup-unfit', { rollup, type });
  }
  if (rollup !== 'none' && !subjects.includes('site'))
    reader.note([...path, 'rollup'], 'catalogue-rollup-without-site');
  return { value: fact, document };
}

const words = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1).max(max));
const list = <Item extends z.ZodType>(item: Item) => z.array(item).default([]);
const names = { name_vi: words(120), name_en: words(120) };

const dimensionFields = {
  ...names,
  kind: z.enum(dimensionKinds).default('choice'),
  values: list(z.string().regex(/^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/, { error: 'catalogue-value-malformed' })),
  every_fact: z.boolean().default(false),
};

const rangeFields = { min: z.unknown().default(null), max: z.unknown().default(null) };
const factFields = {
  ...names,
  type: z.enum(factTypes),
  range: z.strictObject(rangeFields).nullable().default(null),
  subjects: z.array(z.enum(subjectKinds)).min(1),
  kind: z.enum(factKinds),
  declared_by: list(z.enum([...blocks, ...accessRoles])),
  observed_how: z.enum(observedHows).nullable().default(null),
  aliases: list(words(120)),
  rollup: z.enum(rollups).default('none'),
};
const factKeys: AllowedKeys = {
  '': [...Object.keys(factFields), 'unit', 'dimensions'],
  range: Object.keys(rangeFields),
};

const rollupTypes = { sum: ['count', 'number', 'money'], any: ['flag'], all: ['flag'] };

function noteRepeated(reader: CatalogueReader, path: Path, items: readonly string[]): void {
  for (const [at, item] of items.entries()) {
    if (items.indexOf(item) < at) reader.note([...path, at], 'catalogue-repeated', { text: item });
  }
}
