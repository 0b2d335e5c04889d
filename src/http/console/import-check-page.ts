import { html } from 'hono/html';
import type { CommandResult } from '../../command/command.ts';
import type { Problem } from '../../errors.ts';
import type { ImportRun } from '../../store/imports.ts';
import { say as sayMessage } from '../../text/catalogue.ts';
import { formatNumber } from '../../text/number.ts';
import type { Previewed } from '../import-preview.ts';
import { csrfField } from './access-csrf.ts';
import type { Html } from './html.ts';
import { choicesForm, type ImportChoices } from './import-choices.ts';
import { tallyList } from './import-list-page.ts';
import { importWords, touchedWord } from './import-words.ts';
import type { PageFrame } from './page.ts';
import { instantText } from './parts.ts';
import { halfOf } from './record-input.ts';
import { dataTable, pageHead, section } from './record-parts.ts';
import { fieldName } from './record-value.ts';

/** Everything the page of a file that waits to be imported shows. */
export type ImportCheckProps = Omit<ImportChoices, 'isReady'> & {
  /** What it would do; null while it has faults. */
  readonly result: CommandResult | null;
  readonly problems: readonly Problem[];
  readonly preview: readonly Previewed[];
  readonly before: ImportRun | null;
};

/** What a file would come to: its faults, or what it would do; how it was read; and what to say about that. */
export function importCheckPage(frame: PageFrame, props: ImportCheckProps): Html {
  const say = importWords(frame.language);
  const { sent, result, problems, before } = props;
  const beside = html`<p>${formatNumber(Math.ceil(sent.bytes.length / 1_024), frame.language)} kB</p>`;
  const again =
    before === null
      ? ''
      : html`<p class="done" role="status">${say('sameAs')} <a href="/imports/${before.id}">${instantText(before.at, frame)}</a></p>`;
  return html`${pageHead(frame, [{ href: '/imports', label: say('imports') }], html`<bdi>${sent.file}</bdi>`, beside)}${again}
${result === null ? faultPart(frame, props, problems) : readyPart(frame, props, result)}
${choicesForm(frame, { ...props, isReady: result !== null })}
${skippedPart(frame, props)}`;
}

function readyPart(
  frame: PageFrame,
  { id, sent, preview, file, lists }: ImportCheckProps,
  { tally }: CommandResult,
): Html {
  const say = importWords(frame.language);
  const { language, viewer } = frame;
  const given = (file.said?.tables ?? []).some(({ columns }) => columns.some(({ how }) => how === 'given'));
  const remember = given
    ? html`<label class="check"><input type="checkbox" name="remember" value="1" checked> <span>${say('remember')} <strong><bdi>${sent.source.replace(/^import:/, '')}</bdi></strong></span></label>`
    : '';
  const columns = [say('item'), say('thing'), say('effect')].map((label) => ({ label }));
  const rows = preview.slice(0, SHOWN).map(({ kind, name, list, what }) => {
    const listed = lists.find((one) => one.kind === list);
    return [
      html`<bdi>${name}</bdi>`,
      listed === undefined ? touchedWord(language, kind) : fieldName(frame, listed),
      say(what),
    ];
  });
  const rest = preview.length - rows.length;
  const list =
    rows.length === 0
      ? html`<p class="note">${say('nothing')}</p>`
      : html`${dataTable('preview-list', columns, rows)}${rest > 0 ? html`<p class="note">+ ${formatNumber(rest, language)} ${say('moreChanges')}</p>` : ''}`;
  return html`<p class="done" role="status">${say('ready')}</p>
${section(frame, { id: 'preview', title: say('preview') }, tallyList(frame, tally))}
<form class="steps-done" method="post" action="/imports/files/${id}/import">${csrfField(viewer?.csrf ?? null)}
<button type="submit" class="primary">${say('importNow')}</button>${remember}</form>
${section(frame, { id: 'preview-list', title: say('whatChanges'), count: preview.length }, list)}`;
}

const SHOWN = 200;

function faultPart(frame: PageFrame, { id, sent }: ImportCheckProps, problems: readonly Problem[]): Html {
  const say = importWords(frame.language);
  const { language } = frame;
  const columns = [say('cell'), say('sheet'), say('row'), say('column'), say('remedy')].map((label) => ({ label }));
  const rows = problems
    .slice(0, SHOWN)
    .map(({ cell, sheet, row, column, path, message }) => [
      html`<code>${cell ?? path ?? (row === undefined ? '–' : String(row))}</code>`,
      html`<bdi>${sheet ?? ''}</bdi>`,
      row === undefined ? '' : formatNumber(row, language),
      html`<bdi>${column ?? ''}</bdi>`,
      halfOf(frame, message),
    ]);
  const rest = problems.length - rows.length;
  const isSheet = sent.form === 'xlsx' || sent.form === 'csv';
  const copy = isSheet
    ? html`<p class="steps-done"><a class="button" href="/imports/files/${id}/marked" download>${say('marked')}</a></p>`
    : '';
  return html`<section aria-labelledby="faults"><h2 id="faults">${say('faults')} <span class="number">${formatNumber(problems.length, language)}</span></h2>
<div class="faults" role="alert"><p>${say('faultsHint')}</p></div>${copy}
${dataTable('faults', columns, rows)}${rest > 0 ? html`<p class="note">+ ${formatNumber(rest, language)} ${say('moreFaults')}</p>` : ''}</section>`;
}

function skippedPart(frame: PageFrame, { file }: ImportCheckProps): Html {
  const { said } = file;
  if (said === null || said.notes.length === 0) return html``;
  const say = importWords(frame.language);
  const notes = said.notes.slice(0, SHOWN).map((note) => {
    const { sheet, row } = note.place;
    const where = [sheet ?? '', row === null ? '' : `${say('row')} ${row}`].filter((part) => part !== '').join(', ');
    return html`<li>${where === '' ? '' : html`<bdi>${where}</bdi>: `}${sayMessage(note.code, note.params)[frame.language]}</li>`;
  });
  return section(
    frame,
    { id: 'skipped', title: say('skipped'), count: said.notes.length },
    html`<ul class="plain card">${notes}</ul>`,
  );
}
