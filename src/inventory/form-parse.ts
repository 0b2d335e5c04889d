import { z } from 'zod';
import { isCivilDate } from '../calendar/civil.ts';
import { type Block, blocks } from './agency.ts';
import type { CatalogueFault } from './catalogue-fault.ts';
import { type Entry, readSection } from './catalogue-section.ts';
import {
  type AllowedKeys,
  type CatalogueReader,
  type CatalogueTree,
  type Path,
  readCatalogue,
} from './catalogue-tree.ts';
import { canonicalJson, contentHash } from './content-hash.ts';
import { evidenceTypes } from './evidence-type.ts';
import { type FactCatalogue, mayDeclare } from './fact-definition.ts';
import { type DueRule, type Form, type FormCatalogue, type FormFact, formFacts } from './form.ts';
import { type PeriodKind, periodKinds } from './form-period.ts';

/** Reads `forms.yaml` strictly against the facts there are: the forms, or null and every fault at once, by line. */
export function parseForms(
  tree: CatalogueTree,
  catalogue: FactCatalogue,
): { readonly forms: FormCatalogue | null; readonly faults: readonly CatalogueFault[] } {
  const reader = readCatalogue(tree);
  if (reader.faults.length > 0) return { forms: null, faults: reader.faults };
  const top = reader.sections(tree.value, ['forms']);
  const forms = readSection(reader, 'forms', top.get('forms'), (at, path, key, value) =>
    readForm(at, path, key, value, catalogue),
  );
  noteTwice(reader, forms.sound);
  const faults = reader.faults.toSorted((a, b) => a.line - b.line);
  if (faults.length > 0) return { forms: null, faults };
  const content = canonicalJson({ forms: forms.document });
  return { forms: { forms: forms.sound, content, hash: contentHash(content) }, faults };
}

const MEGABYTE = 1_048_576;

const fields = {
  name_vi: z.string().trim().min(1).max(120),
  name_en: z.string().trim().min(1).max(120),
  blocks: z.array(z.enum(blocks)).min(1),
  period: z.enum(periodKinds),
  due: z.strictObject({
    days: z.int().min(0).max(366).optional(),
    on: z
      .string()
      .refine((text) => isCivilDate(`2023-${text}`), { error: 'catalogue-due-malformed' })
      .optional(),
  }),
  reminders: z.array(z.int().min(0).max(366)).default([]),
  jump_above: z.number().positive().max(1000).nullable().default(0.3),
  outlier: z
    .strictObject({ mad: z.number().min(1).max(1000).default(5), min_peers: z.int().min(3).max(10_000).default(5) })
    .nullable()
    .prefault({}),
  evidence: z
    .strictObject({
      max_files: z.int().min(0).max(100).default(10),
      max_bytes: z
        .int()
        .min(1)
        .max(100 * MEGABYTE)
        .default(10 * MEGABYTE),
      types: z
        .array(z.enum(evidenceTypes))
        .min(1)
        .default([...evidenceTypes]),
    })
    .prefault({}),
  facts: z.unknown(),
};
const keys: AllowedKeys = {
  '': Object.keys(fields),
  due: ['days', 'on'],
  outlier: ['mad', 'min_peers'],
  evidence: ['max_files', 'max_bytes', 'types'],
};

function readForm(
  reader: CatalogueReader,
  path: Path,
  key: string,
  value: unknown,
  catalogue: FactCatalogue,
): Entry<Form> | null {
  const document = reader.part(path, value, z.strictObject(fields), keys);
  if (document === null) return null;
  const due = readDue(reader, [...path, 'due'], document.due, document.period);
  const facts = readFormFacts(reader, [...path, 'facts'], document.facts, document.blocks, catalogue);
  const form: Form = {
    key,
    nameVi: document.name_vi,
    nameEn: document.name_en,
    blocks: blocks.filter((block) => document.blocks.includes(block)),
    period: document.period,
    due,
    reminders: [...new Set(document.reminders)].toSorted((a, b) => b - a),
    jumpAbove: document.jump_above,
    outlier: document.outlier && { mad: document.outlier.mad, minPeers: document.outlier.min_peers },
    evidence: {
      maxFiles: document.evidence.max_files,
      maxBytes: document.evidence.max_bytes,
      types: evidenceTypes.filter((type) => document.evidence.types.includes(type)),
    },
    facts,
  };
  return { value: form, document: { ...document, facts: Object.fromEntries(facts) } };
}

function readDue(
  reader: CatalogueReader,
  path: Path,
  { days, on }: { readonly days?: number | undefined; readonly on?: string | undefined },
  period: PeriodKind,
): DueRule {
  if ((days === undefined) === (on === undefined)) reader.note(path, 'catalogue-due-choice');
  else if (on !== undefined && period !== 'year') reader.note([...path, 'on'], 'catalogue-due-yearly', { period });
  return on === undefined ? { days: days ?? 0 } : { on };
}

function readFormFacts(
  reader: CatalogueReader,
  path: Path,
  value: unknown,
  ofBlocks: readonly Block[],
  { facts }: FactCatalogue,
): ReadonlyMap<string, FormFact> {
  const entries = reader.entries(path, value);
  if (entries.length === 0 && typeof value === 'object' && value !== null) reader.note(path, 'catalogue-required');
  return new Map(
    entries.flatMap(([key, need]) => {
      const at = [...path, key];
      const fact = facts.get(key);
      if (fact === undefined) reader.stray(at, key, facts.keys());
      else if (!fact.subjects.includes('agency')) reader.note(at, 'catalogue-fact-not-of-agency', { fact: key });
      else {
        const barred = ofBlocks.filter((block) => !mayDeclare(fact, block, null));
        if (barred.length > 0) {
          reader.note(at, 'catalogue-fact-not-declared', { fact: key, blocks: barred.join(', ') });
        }
      }
      const read = reader.part(at, need, z.enum(formFacts), {});
      return read === null ? [] : [[key, read] as const];
    }),
  );
}

/** Two forms that ask the same agencies for the same fact would contradict each other. */
function noteTwice(reader: CatalogueReader, forms: ReadonlyMap<string, Form>): void {
  const asked = new Map<string, string>();
  for (const form of forms.values()) {
    for (const fact of form.facts.keys()) {
      const others = form.blocks.flatMap((block) => asked.get(`${block} ${fact}`) ?? []);
      for (const other of new Set(others)) {
        reader.note(['forms', form.key, 'facts', fact], 'catalogue-fact-in-two-forms', { fact, other });
      }
      for (const block of form.blocks) if (!asked.has(`${block} ${fact}`)) asked.set(`${block} ${fact}`, form.key);
    }
  }
}
