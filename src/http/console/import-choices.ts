import { html } from 'hono/html';
import type { ListKind } from '../../inventory/import-lists.ts';
import type { ColumnSaid } from '../../inventory/sheet-column.ts';
import type { TableSaid } from '../../inventory/sheet-read.ts';
import type { Resolution } from '../../inventory/sheet-resolution.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import type { ReadFile, SentFile } from '../import-file.ts';
import { csrfField } from './access-csrf.ts';
import type { Html } from './html.ts';
import { importWords } from './import-words.ts';
import type { PageFrame } from './page.ts';
import { input } from './record-input.ts';
import { dataTable } from './record-parts.ts';
import { fieldName } from './record-value.ts';

/** A file that was read, and what was said of it; `isReady` when it has no faults. */
export type ImportChoices = {
  readonly id: string;
  readonly sent: SentFile;
  readonly file: ReadFile;
  readonly lists: readonly ListKind[];
  readonly isReady: boolean;
};

/** What stands for leaving a column out. */
export const LEFT_OUT = '-';

/** How the sheets were read, with what can be said about it; nothing for a document, whose keys leave nothing to guess. */
export function choicesForm(frame: PageFrame, props: ImportChoices): Html {
  const { said } = props.file;
  if (said === null) return html``;
  const say = importWords(frame.language);
  const { id, lists, sent, isReady } = props;
  const nextHeader = counter();
  const tables = said.tables.map((table, at) =>
    tablePart(frame, table, lists, { id: `table-${at}`, next: nextHeader }),
  );
  const names = said.resolutions.length === 0 ? '' : namesPart(frame, said.resolutions, counter());
  const kinds = lists
    .filter(({ kind }) => kind !== 'wide-facts')
    .map((one) => ({ value: one.kind, label: fieldName(frame, one) }));
  const signs = [
    { value: 'comma', label: say('decimalComma') },
    { value: 'point', label: say('decimalPoint') },
  ];
  const sign = sent.sign === null ? '' : sent.sign === ',' ? 'comma' : 'point';
  const encodings = [{ value: 'windows-1258', label: say('cp1258') }];
  return html`<section class="card form" aria-labelledby="read"><h2 id="read">${say('read')}</h2>
<form method="post" action="/imports/files/${id}">${csrfField(frame.viewer?.csrf ?? null)}
${tables}${names}
<h3>${say('choices')}</h3><div class="grid">
${input(frame, [], { name: 'kind', label: say('kind'), value: sent.kind ?? '', options: kinds })}
${input(frame, [], { name: 'decimal', label: say('decimal'), value: sign, options: signs, hint: say('decimalAsk') })}
${sent.form === 'csv' ? input(frame, [], { name: 'encoding', label: say('encoding'), value: sent.encoding ?? '', options: encodings, hint: say('utf8') }) : ''}
<button type="submit" class="${isReady ? '' : 'primary'}">${say('checkAgain')}</button></div></form></section>`;
}

/** Numbers from 1, by which the fields of a form are told from each other. */
function counter(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

type Part = { readonly id: string; readonly next: () => number };

function tablePart(frame: PageFrame, table: TableSaid, lists: readonly ListKind[], { id, next }: Part): Html {
  const { language } = frame;
  const say = importWords(language);
  const own = lists.filter(({ kind }) => kind === table.kind || (table.kind === 'facts' && kind === 'wide-facts'));
  const [list] = own;
  const name = list === undefined ? '?' : fieldName(frame, list);
  const where =
    table.headerRow === null
      ? ''
      : ` · ${say('headerRow')} ${table.headerRow} · ${formatNumber(table.rows, language)} ${say('rows')}`;
  const fields = fieldOptions(frame, own);
  const columns = [say('column'), say('header'), say('meaning'), say('how')].map((label) => ({ label }));
  const rows = table.columns.map((column) => [
    html`<code>${column.letter}</code>`,
    html`<bdi>${column.header}</bdi>`,
    meaning(frame, column, fields, next),
    html`<span class="pill ${toneOf(column)}">${say(column.how)}</span>${column.how === 'fuzzy' ? html` ${formatPercent(column.confidence, language)}` : ''}`,
  ]);
  return html`<h3 id="${id}">${table.sheet === null ? '' : html`<bdi>${table.sheet}</bdi>: `}${name}<small>${where}</small></h3>
${rows.length === 0 ? '' : dataTable(id, columns, rows)}`;
}

function meaning(
  frame: PageFrame,
  { header, field, how }: ColumnSaid,
  fields: readonly { readonly value: string; readonly label: string }[],
  next: () => number,
): Html {
  const say = importWords(frame.language);
  const known = fields.find(({ value }) => value === field);
  const isSaid = how === 'given' || how === 'remembered';
  if (how !== 'fuzzy' && how !== 'unknown' && !isSaid) {
    return html`${known?.label ?? (field === null ? say('leaveOut') : field)}`;
  }
  const at = next();
  const chosen = isSaid ? (field ?? LEFT_OUT) : '';
  const offered = how === 'fuzzy' && known !== undefined ? [{ ...known, label: `${known.label} ?` }] : [];
  const options = [
    { value: '', label: say('undecided') },
    ...offered,
    { value: LEFT_OUT, label: say('leaveOut') },
    ...fields.filter(({ value }) => !offered.some((one) => one.value === value)),
  ];
  return html`<input type="hidden" name="header-${at}" value="${header}"><select name="field-${at}" aria-label="${say('meaning')}: ${header}">${options.map(
    ({ value, label }) => html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${label}</option>`,
  )}</select>`;
}

function namesPart(frame: PageFrame, resolutions: readonly Resolution[], next: () => number): Html {
  const { language } = frame;
  const say = importWords(language);
  const columns = [say('written'), say('agency'), say('sure'), say('rows')].map((label) => ({ label }));
  const rows = resolutions.map((one) => [
    html`<bdi>${one.text}</bdi>`,
    one.accepted && one.how !== 'given'
      ? html`<bdi>${one.name}</bdi> <code>${one.code}</code>`
      : nameChoice(frame, one, next()),
    html`<span class="pill ${one.accepted ? 'good' : 'warn'}">${formatPercent(one.confidence, language)}</span>`,
    formatNumber(one.rows, language),
  ]);
  return html`<h3 id="names">${say('names')}</h3><p class="hint">${say('namesHint')}</p>${dataTable('names', columns, rows)}`;
}

function nameChoice({ language }: PageFrame, one: Resolution, at: number): Html {
  const say = importWords(language);
  const options = [{ code: one.code, name: one.name }, ...one.others];
  const chosen = one.how === 'given' ? one.code : '';
  return html`<input type="hidden" name="name-${at}" value="${one.text}"><select name="agency-${at}" aria-label="${say('agency')}: ${one.text}"><option value="">${say('undecided')}</option>${options.map(
    ({ code, name }) =>
      html`<option value="${code}" ${code === chosen ? html`selected` : ''}>${name} (${code})</option>`,
  )}</select>`;
}

function fieldOptions(frame: PageFrame, lists: readonly ListKind[]) {
  const fields = lists.flatMap(({ columns, details }) => [...columns, ...(details?.columns ?? [])]);
  const byKey = new Map(fields.map((field) => [field.key, fieldName(frame, field)]));
  return [...byKey].map(([value, label]) => ({ value, label }));
}

function toneOf({ how }: ColumnSaid): string {
  if (how === 'fuzzy') return 'warn';
  if (how === 'unknown') return 'bad';
  return how === 'furniture' ? 'off' : 'good';
}
