import type { Catalogues } from '../inventory/catalogues.ts';
import { type ListKind, listKindsOf } from '../inventory/import-lists.ts';
import type { Field, RecordCatalogue } from '../inventory/record-catalogue.ts';
import { guideSheet } from '../inventory/sheet-rows.ts';
import { columnForms, templateWords } from '../text/template-words.ts';
import { columnOf } from './export-cell.ts';
import { type Book, type BookColumn, type BookSheet, plainSheet, textColumn } from './sheet/book.ts';

/** What a template is made from: the kinds of lists asked for, and the codes of agencies that its drop-downs offer. */
export type TemplatePlan = { readonly kinds: readonly string[]; readonly agencies: readonly string[] };

/** Rows that are ready to be filled in. */
const SPARE_ROWS = 2_000;

/** Empty sheets to be filled in, with drop-downs and headers that cannot be typed over, and a guide to every column. */
export function templateBook(
  catalogues: Pick<Catalogues, 'records' | 'facts'>,
  { kinds, agencies }: TemplatePlan,
): Book {
  const lists = listKindsOf(catalogues).filter(({ kind }) => kinds.includes(kind));
  const facts = [...catalogues.facts.facts.values()].map(({ nameVi }) => nameVi);
  const sheets = lists.map(({ nameVi, columns }): BookSheet => {
    const shown = columns.map((field) => offering(columnOf(field, []), field, agencies, facts, catalogues.records));
    return { ...plainSheet(nameVi, shown, []), spareRows: SPARE_ROWS, locked: 'header' };
  });
  return { sheets: [...sheets, guideOf(lists, catalogues.records)] };
}

function offering(
  column: BookColumn,
  field: Field,
  agencies: readonly string[],
  facts: readonly string[],
  records: RecordCatalogue,
): BookColumn {
  const choices = field.type === 'agency' ? agencies : field.key === 'fact' ? facts : [];
  const note = noteOf(field, records);
  return choices.length === 0 ? { ...column, note } : { ...column, note, type: 'choice', choices };
}

function guideOf(lists: readonly ListKind[], records: RecordCatalogue): BookSheet {
  const { sheet, column, required, form, others } = templateWords;
  const headers = [
    textColumn(sheet, 26),
    textColumn(column, 30),
    textColumn(required),
    textColumn(form, 60),
    textColumn(others, 50),
  ];
  const rows = lists.flatMap(({ nameVi, columns }) =>
    columns.map((field) => [nameVi, field.nameVi, mustOf(field), formOf(field, records), field.aliases.join(', ')]),
  );
  return { ...plainSheet(guideSheet, headers, rows), locked: 'everything' };
}

function noteOf(field: Field, records: RecordCatalogue): string {
  return `${formOf(field, records)}\n${templateWords.required}: ${mustOf(field)}`;
}

function mustOf({ required }: Field): string {
  return required ? templateWords.yes : templateWords.no;
}

/** How a value of the column is written, with its limits. */
function formOf(field: Field, records: RecordCatalogue): string {
  const limits: Readonly<Record<string, string>> = {
    ...('max' in field ? { max: String(field.max) } : {}),
    ...('min' in field ? { min: String(field.min) } : {}),
    ...(field.type === 'choice' ? { choices: field.choices.map(({ nameVi }) => nameVi).join('; ') } : {}),
    ...(field.type === 'record' ? { kind: records[field.kind].nameVi } : {}),
  };
  return columnForms[field.type].replace(/\{(\w+)\}/g, (whole, name: string) => limits[name] ?? whole);
}
