import { z } from 'zod';
import type { CatalogueFault } from './catalogue-fault.ts';
import { type CatalogueReader, type CatalogueTree, type Path, readCatalogue } from './catalogue-tree.ts';
import { canonicalJson, contentHash } from './content-hash.ts';
import { recordKinds } from './record.ts';
import type { Field, FieldType, KindOfRecord, RecordCatalogue } from './record-catalogue.ts';

/** The kinds of records with an installation's own fields, and what its file said. */
export type FieldCatalogue = { readonly records: RecordCatalogue; readonly content: string; readonly hash: string };

/**
 * Reads `fields.yaml` strictly: the shipped kinds with the installation's own fields behind theirs, or null and every
 * fault at once. `agencies` and `devices` are other words for the details of agencies and devices.
 */
export function parseCustomFields(
  tree: CatalogueTree,
  shipped: RecordCatalogue,
): { readonly catalogue: FieldCatalogue | null; readonly faults: readonly CatalogueFault[] } {
  const reader = readCatalogue(tree);
  if (reader.faults.length > 0) return { catalogue: null, faults: reader.faults };
  const top = reader.sections(tree.value, ['fields']);
  const lists = top.get('fields') === null ? [] : reader.entries(['fields'], top.get('fields'));
  const own = new Map<string, Field[]>();
  for (const [name, items] of lists) {
    const kind = kindOf(shipped, name);
    if (kind === null) {
      reader.stray(['fields', name], name, [...Object.keys(otherNames), ...kinds(shipped).map(({ plural }) => plural)]);
      continue;
    }
    const fields = own.get(kind.kind) ?? [];
    own.set(kind.kind, fields);
    for (const [at, item] of reader.items(['fields', name], items).entries()) {
      const field = readField(reader, ['fields', name, at], item);
      if (field === null) continue;
      const taken = [...kind.fields, ...fields].some((one) => one.key === field.key || reserved.has(field.key));
      if (taken) reader.note(['fields', name, at, 'key'], 'catalogue-repeated', { text: field.key });
      else fields.push(field);
    }
  }
  const faults = reader.faults.toSorted((a, b) => a.line - b.line);
  if (faults.length > 0) return { catalogue: null, faults };
  const extended = (kind: KindOfRecord): KindOfRecord => {
    return { ...kind, fields: [...kind.fields, ...(own.get(kind.kind) ?? [])] };
  };
  const content = canonicalJson({ fields: Object.fromEntries([...own].filter(([, fields]) => fields.length > 0)) });
  return { catalogue: { records: mapKinds(shipped, extended), content, hash: contentHash(content) }, faults };
}

const otherNames: Readonly<Record<string, KindOfRecord['kind']>> = {
  agencies: 'agency_detail',
  devices: 'device_detail',
};

// What every row may say besides the fields of its kind.
const reserved: ReadonlySet<string> = new Set(['valid_from', 'valid_to', 'id', 'kind', 'version']);

const fieldTypes = ['text', 'count', 'number', 'ratio', 'money', 'date', 'flag', 'url', 'choice'] as const;

const shape = {
  key: z
    .string()
    .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'catalogue-name-malformed')
    .max(40),
  name_vi: z.string().trim().min(1).max(80),
  name_en: z.string().trim().min(1).max(80),
  type: z.enum(fieldTypes),
  required: z.boolean().default(false),
  aliases: z.array(z.string().trim().min(1).max(80)).default([]),
  max_length: z.int().min(1).max(2_000).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  unit: z.string().trim().max(20).default(''),
  choices: z
    .array(
      z.strictObject({
        key: z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'catalogue-name-malformed')
          .max(40),
        name_vi: z.string().trim().min(1).max(80),
        name_en: z.string().trim().min(1).max(80),
      }),
    )
    .default([]),
};
const schema = z.strictObject(shape);
const keys = { '': Object.keys(shape), choices: ['key', 'name_vi', 'name_en'] };

function readField(reader: CatalogueReader, path: Path, value: unknown): Field | null {
  const read = reader.part(path, value, schema, keys);
  if (read === null) return null;
  const { key, name_vi: nameVi, name_en: nameEn, required, aliases } = read;
  if (read.type === 'choice' && read.choices.length === 0) reader.note([...path, 'choices'], 'catalogue-required');
  if (read.min !== undefined && read.max !== undefined && read.min > read.max) {
    reader.note([...path, 'min'], 'catalogue-range-empty', { min: read.min, max: read.max });
  }
  return { key, nameVi, nameEn, required, aliases, custom: true, ...typeOf(read) };
}

function typeOf({ type, max_length: length, min, max, unit, choices }: z.output<typeof schema>): FieldType {
  switch (type) {
    case 'text':
      return { type, max: length ?? 200 };
    case 'count':
      return { type, min: min ?? 0, max: max ?? 1_000_000_000 };
    case 'number':
      return { type, min: min ?? -1e12, max: max ?? 1e12, unit };
    case 'choice':
      return {
        type,
        choices: choices.map(({ key, name_vi: nameVi, name_en: nameEn }) => ({ key, nameVi, nameEn })),
      };
    default:
      return { type };
  }
}

function kinds(catalogue: RecordCatalogue): KindOfRecord[] {
  return recordKinds.map((kind) => catalogue[kind]);
}

function kindOf(catalogue: RecordCatalogue, name: string): KindOfRecord | null {
  const other = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;
  return other === undefined ? (kinds(catalogue).find(({ plural }) => plural === name) ?? null) : catalogue[other];
}

function mapKinds(catalogue: RecordCatalogue, change: (kind: KindOfRecord) => KindOfRecord): RecordCatalogue {
  return {
    administrative_unit: change(catalogue.administrative_unit),
    administrative_change: change(catalogue.administrative_change),
    agency_detail: change(catalogue.agency_detail),
    site: change(catalogue.site),
    device_detail: change(catalogue.device_detail),
    wan_link: change(catalogue.wan_link),
    hosted_system: change(catalogue.hosted_system),
    deployment: change(catalogue.deployment),
    scope_member: change(catalogue.scope_member),
  };
}
