import { html } from 'hono/html';
import type { ListKind } from '../../inventory/import-lists.ts';
import type { ImportRun } from '../../store/imports.ts';
import { formatNumber } from '../../text/number.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary } from './access-form.ts';
import type { Html } from './html.ts';
import { importWords, touchedWord } from './import-words.ts';
import type { PageFrame } from './page.ts';
import { instantText } from './parts.ts';
import { input } from './record-input.ts';
import { dataTable, doneNote, pageHead, section } from './record-parts.ts';
import { fieldName } from './record-value.ts';

/** Everything the page of imports shows. */
export type ImportListProps = {
  readonly runs: readonly ImportRun[];
  /** The lists that can be had as files by this caller. */
  readonly kinds: readonly ListKind[];
  /** What can be chosen for a file to hold. */
  readonly choices: readonly ListKind[];
  /** Null for whoever may import nothing. */
  readonly form: { readonly source: string; readonly kind: string; readonly faults: readonly FormFault[] } | null;
  readonly note: string | null;
};

/** The form that takes a file, the files that can be had, and what was imported before. */
export function importListPage(frame: PageFrame, props: ImportListProps): Html {
  const say = importWords(frame.language);
  const { runs, form, note } = props;
  return html`${pageHead(frame, [], say('imports'))}${doneNote(note)}${form === null ? '' : faultSummary(frame, form.faults)}
${form === null ? '' : uploadForm(frame, props.choices, form)}
${section(frame, { id: 'list', title: say('list'), count: runs.length }, runList(frame, runs))}
${section(frame, { id: 'files', title: say('files') }, fileList(frame, props.kinds))}`;
}

/** One import: what it did, and the way back. */
export function importRunPage(
  frame: PageFrame,
  run: ImportRun,
  {
    mayUndo,
    faults,
    note,
  }: { readonly mayUndo: boolean; readonly faults: readonly FormFault[]; readonly note: string | null },
): Html {
  const say = importWords(frame.language);
  const title = html`<bdi>${run.source.replace(/^import:/, '')}</bdi>`;
  const undone = run.undoneSeq === null ? '' : html` <span class="pill off">${say('undone')}</span>`;
  const beside = html`<p>${instantText(run.at, frame)} · <bdi>${run.actor}</bdi>${undone}</p>`;
  return html`${pageHead(frame, [{ href: '/imports', label: say('imports') }], title, beside)}${doneNote(note)}${faultSummary(frame, faults)}
${tallyList(frame, run.tally)}
${run.undoneSeq === null && mayUndo ? undoForm(frame, run) : ''}`;
}

/** How many things of each kind were added, changed, or were as asked. */
export function tallyList({ language }: PageFrame, tally: ImportRun['tally']): Html {
  const say = importWords(language);
  const told = Object.entries(tally).filter(
    ([kind, one]) => kind !== 'imports' && one.added + one.changed + one.same > 0,
  );
  const part = (count: number, word: 'added' | 'changed' | 'same') =>
    count === 0
      ? ''
      : html`<span class="${word === 'same' ? 'none' : ''}">${formatNumber(count, language)} ${say(word)}</span> `;
  return html`<ul class="counts">${told.map(
    ([kind, one]) =>
      html`<li><strong>${touchedWord(language, kind)}</strong> ${part(one.added, 'added')}${part(one.changed, 'changed')}${part(one.same, 'same')}</li>`,
  )}</ul>`;
}

function uploadForm(frame: PageFrame, choices: readonly ListKind[], form: NonNullable<ImportListProps['form']>): Html {
  const say = importWords(frame.language);
  const { source, kind, faults } = form;
  const fault = faults.find(({ field }) => field === 'file');
  const kinds = choices.map((one) => ({ value: one.kind, label: fieldName(frame, one) }));
  return html`<section class="card form" aria-labelledby="upload"><h2 id="upload">${say('upload')}</h2><p class="hint">${say('uploadHint')}</p>
<form class="grid" method="post" action="/imports/files" enctype="multipart/form-data">${csrfField(frame.viewer?.csrf ?? null)}
<div class="field"><label for="file">${say('file')} *</label><input id="file" name="file" type="file" accept=".xlsx,.csv,.yaml,.yml,.json,.tsv,.txt" required ${fault ? html`aria-invalid="true"` : ''}></div>
${input(frame, faults, { name: 'kind', label: `${say('kind')} (${say('guess')})`, value: kind, options: kinds })}
${input(frame, faults, { name: 'source', label: say('source'), hint: say('sourceHint'), value: source, max: 80 })}
<button type="submit" class="primary">${say('check')}</button></form></section>`;
}

function runList(frame: PageFrame, runs: readonly ImportRun[]): Html {
  const { language } = frame;
  const say = importWords(language);
  if (runs.length === 0) return html`<p class="none">${say('noImports')}</p>`;
  const columns = [say('file'), say('at'), say('actor'), say('did')].map((label) => ({ label }));
  const rows = runs.map((run) => [
    html`<a href="/imports/${run.id}"><bdi>${run.source.replace(/^import:/, '')}</bdi></a>${run.undoneSeq === null ? '' : html` <span class="pill off">${say('undone')}</span>`}`,
    instantText(run.at, frame),
    html`<bdi>${run.actor}</bdi>`,
    didText(frame, run),
  ]);
  return dataTable('list', columns, rows);
}

function didText({ language }: PageFrame, { tally }: ImportRun): string {
  const say = importWords(language);
  const told = Object.entries(tally).filter(([kind, one]) => kind !== 'imports' && one.added + one.changed > 0);
  return told
    .map(([kind, { added, changed }]) => {
      const counts = [
        ...(added === 0 ? [] : [`${formatNumber(added, language)} ${say('added')}`]),
        ...(changed === 0 ? [] : [`${formatNumber(changed, language)} ${say('changed')}`]),
      ];
      return `${touchedWord(language, kind)}: ${counts.join(', ')}`;
    })
    .join(' · ');
}

// Unfolded first: one slip of the finger must not take anything back.
function undoForm({ language, viewer }: PageFrame, { id }: ImportRun): Html {
  const say = importWords(language);
  return html`<section class="card form" aria-labelledby="undo"><h2 id="undo">${say('undo')}</h2>
<details class="ask"><summary>${say('undo')}</summary><p class="hint">${say('undoHint')}</p>
<form method="post" action="/imports/${id}/undo">${csrfField(viewer?.csrf ?? null)}<button type="submit" class="danger">${say('confirm')}</button></form></details></section>`;
}

function fileList(frame: PageFrame, kinds: readonly ListKind[]): Html {
  const say = importWords(frame.language);
  const columns = [say('listName'), say('template'), say('export')].map((label) => ({ label }));
  const rows = kinds.map((kind) => {
    const segment = kind.kind.replaceAll('_', '-');
    const href = (format: string) => `/api/v1/exports/${segment}?format=${format}`;
    return [
      fieldName(frame, kind),
      html`<a href="/api/v1/templates/${segment}.xlsx" download>XLSX</a>`,
      html`<a href="${href('xlsx')}" download>XLSX</a> · <a href="${href('csv')}" download>CSV</a>`,
    ];
  });
  return dataTable('files', columns, rows);
}
