import { z } from '@hono/zod-openapi';
import { touched } from '../../command/command.ts';
import type { Problem } from '../../errors.ts';
import type { ImportFault } from '../../inventory/import-entry.ts';
import type { ImportRun } from '../../store/imports.ts';
import { sayBoth } from '../../text/catalogue.ts';
import type { ReadFile } from '../import-file.ts';
import type { ImportDone } from '../import-run.ts';
import { instant, iso } from '../schemas.ts';
import { changeResult, tellResult } from './result-shape.ts';

const tally = z.object({ added: z.number(), changed: z.number(), same: z.number() });

/** An import that changed something. */
export const importRun = z
  .object({
    id: z.string(),
    at: instant,
    actor: z.string(),
    source: z.string(),
    fileHash: z.string().nullable().openapi({ description: 'SHA-256 of the file, hex.' }),
    knownSeq: z.number(),
    tally: z.record(z.string(), tally),
    undoneBy: z.number().nullable().openapi({ description: 'The commit that took it back.' }),
  })
  .openapi('Import');

/** One thing about a file, with its place: in a sheet by row and cell, in a document by line and path. */
const problem = z
  .object({
    path: z.string().optional(),
    file: z.string().optional(),
    sheet: z.string().optional(),
    row: z.number().optional(),
    column: z.string().optional(),
    cell: z.string().optional(),
    message: z.string(),
  })
  .openapi('ImportProblem', { required: ['message'] });

const said = z
  .object({
    tables: z
      .array(
        z.object({
          sheet: z.string().nullable(),
          kind: z.string().nullable(),
          headerRow: z.number().nullable(),
          rows: z.number(),
          columns: z
            .array(
              z.object({
                letter: z.string(),
                header: z.string(),
                field: z.string().nullable(),
                how: z.enum(['exact', 'alias', 'given', 'remembered', 'fuzzy', 'unknown', 'furniture']),
                confidence: z.number(),
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
    names: z
      .array(
        z.object({
          text: z.string(),
          agency: z.string(),
          name: z.string(),
          how: z.enum(['code', 'identifier', 'name', 'plain', 'similar', 'given']),
          confidence: z.number(),
          accepted: z.boolean(),
          others: z.array(z.object({ agency: z.string(), name: z.string() })).readonly(),
          rows: z.number(),
        }),
      )
      .readonly()
      .openapi({ description: 'Agencies that the sheets call by a name, and which ones that is held to be.' }),
    notes: z
      .array(problem)
      .readonly()
      .openapi({ description: 'Sheets and rows that were passed over because they hold no data.' }),
  })
  .openapi('SheetsSaid');

/** What came of an import. */
export const importResult = changeResult
  .extend({
    import: z.string().nullable().openapi({ description: 'Its id, by which it can be undone.' }),
    sameAs: importRun.nullable().openapi({ description: 'An earlier import of the very same file that still stands.' }),
    said: said.nullable().openapi({ description: 'What sheets and columns were taken for; null for documents.' }),
  })
  .openapi('ImportResult');

/** What a file would come to. */
export const inspection = z
  .object({
    tally: z.record(z.enum(touched), tally).nullable(),
    problems: z.array(problem).readonly(),
    said: said.nullable(),
  })
  .openapi('ImportInspection');

/** An import on record as the API tells it. */
export function tellRun({ id, at, actor, source, fileHash, seq, tally: did, undoneSeq }: ImportRun) {
  const counts = Object.fromEntries(Object.entries(did).filter(([, one]) => one.added + one.changed + one.same > 0));
  return {
    id: String(id),
    at: iso(at),
    actor,
    source,
    fileHash,
    knownSeq: seq,
    tally: counts,
    undoneBy: undoneSeq,
  };
}

/** What came of an import as the API tells it. */
export function tellDone({ result, file, before }: ImportDone) {
  const made = result.subjects.find(({ kind }) => kind === 'imports');
  const isEarlier = before !== null && before.seq !== result.seq;
  return {
    ...tellResult(result),
    import: result.seq === null ? null : (made?.id ?? null),
    sameAs: isEarlier ? tellRun(before) : null,
    said: tellSaid(file.said),
  };
}

/** What sheets were taken for as the API tells it. */
export function tellSaid(one: ReadFile['said']): z.infer<typeof said> | null {
  if (one === null) return null;
  return {
    tables: one.tables.map(({ sheet, kind, headerRow, rows, columns }) => {
      const told = columns.map(({ letter, header, field, how, confidence }) => ({
        letter,
        header,
        field,
        how,
        confidence,
      }));
      return { sheet, kind, headerRow, rows, columns: told };
    }),
    names: one.resolutions.map(({ text, code, name, how, confidence, accepted, others, rows }) => {
      const could = others.map((other) => ({ agency: other.code, name: other.name }));
      return { text, agency: code, name, how, confidence, accepted, others: could, rows };
    }),
    notes: one.notes.map(tellNote),
  };
}

function tellNote({ place, cell, code, params }: ImportFault): Problem {
  const { file, sheet, row } = place;
  return {
    file,
    ...(sheet === undefined || sheet === null ? {} : { sheet }),
    ...(row === null ? {} : { row }),
    ...(cell === undefined ? {} : { cell }),
    message: sayBoth(code, params),
  };
}
