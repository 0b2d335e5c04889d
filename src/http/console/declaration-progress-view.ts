import { html } from 'hono/html';
import type { BlockProgress, ProgressShare } from '../../inventory/declaration-progress.ts';
import type { Form } from '../../inventory/form.ts';
import { formatDate } from '../../text/date.ts';
import { label } from '../../text/labels.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import type { LoadedProgress } from '../declaration-progress.ts';
import { choice, type FormFault, faultSummary, field } from './access-form.ts';
import { nameOf, statusPill } from './declaration-parts.ts';
import { type DeclarationWordKey, declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { bar } from './parts.ts';

/** Everything the page of progress shows; `progress` null where the question was no question. */
export type ProgressProps = {
  readonly forms: ReadonlyMap<string, Form>;
  readonly form: Form;
  readonly period: string;
  readonly progress: LoadedProgress | null;
  readonly faults: readonly FormFault[];
};

/** How far a form is for a period: shares by block with their bars, and who is missing. */
export function progressView(frame: PageFrame, { forms, form, period, progress, faults }: ProgressProps): Html {
  const words = declarationWords(frame.language);
  const options = [...forms.values()].map((one) => ({ value: one.key, label: nameOf(one, one.key, frame.language) }));
  return html`<nav class="crumbs" aria-label="${words('declarations')}"><a href="/declarations">${words('declarations')}</a> <span aria-hidden="true">›</span> ${words('progress')}</nav>
<header class="title"><h1>${words('progressOf')}</h1></header>${faultSummary(frame, faults)}
<form class="filter wide" method="get" action="/declarations/progress">
${choice(frame, [], { name: 'form', label: words('form'), value: form.key, options })}
${field(frame, faults, { name: 'period', label: words('period'), value: period })}
<button type="submit">${words('show')}</button></form>
${progress === null ? '' : shares(frame, progress)}`;
}

function shares(frame: PageFrame, progress: LoadedProgress): Html {
  const words = declarationWords(frame.language);
  const { all, blocks, dueOn } = progress;
  if (all.expectedIds.length === 0) return html`<p class="none">${words('noneExpected')}</p>`;
  const rows = [all, ...blocks.filter((one) => one.expectedIds.length > 0)];
  const told: readonly (readonly [DeclarationWordKey, (one: BlockProgress) => ProgressShare])[] = [
    ['handedIn', (one) => one.submitted],
    ['approvedShare', (one) => one.approved],
    ['timely', (one) => one.timely],
  ];
  return html`<p class="note">${words('due')}: <strong>${formatDate(dueOn, frame.language)}</strong></p>
<div class="cards">${told.map(([key, of]) => card(frame, key, rows, of))}</div>
${blocks.filter((one) => one.expectedIds.length > 0).map((one) => awaited(frame, progress, one))}`;
}

function card(
  frame: PageFrame,
  key: DeclarationWordKey,
  [all, ...blocks]: readonly BlockProgress[],
  of: (one: BlockProgress) => ProgressShare,
): Html {
  const { language } = frame;
  const words = declarationWords(language);
  const whole = all && of(all);
  return html`<article class="card share"><h3>${words(key)}</h3>
${whole ? html`<p class="whole"><strong>${formatPercent(whole.ratio, language)}</strong> <span>${formatNumber(whole.numerator, language)} ${words('ofThem')} ${formatNumber(whole.denominator, language)}</span></p>` : ''}
<ul class="rows">${blocks.map((one) => {
    const { ratio, numerator, denominator } = of(one);
    const late =
      key === 'timely' && one.lateIds.length > 0
        ? html` <em>${formatNumber(one.lateIds.length, language)} ${words('late')}</em>`
        : '';
    return html`<li><span class="name">${blockName(one, frame)}</span><span class="value">${formatPercent(ratio, language)}</span>${bar(ratio ?? 0)}<span class="parts">${formatNumber(numerator, language)}/${formatNumber(denominator, language)}${late}</span></li>`;
  })}</ul></article>`;
}

// More than anybody reads on a page; programs get all of them.
const MOST_SHOWN = 200;

function awaited(frame: PageFrame, { agencies }: LoadedProgress, one: BlockProgress): Html {
  const { language } = frame;
  const words = declarationWords(language);
  const ids = new Set(one.awaitedIds);
  const rows = agencies.filter(({ agency }) => ids.has(agency.id));
  const id = `awaited-${one.block}`;
  const list =
    rows.length === 0
      ? html`<p class="none">${words('noneAwaited')}</p>`
      : html`<ul class="missing-agencies">${rows
          .slice(0, MOST_SHOWN)
          .map(
            ({ agency, standing }) =>
              html`<li><bdi>${agency.name}</bdi> <code>${agency.code}</code>${standing.status === 'missing' ? '' : html` ${statusPill(standing.status, frame)}`}</li>`,
          )}</ul>${rows.length > MOST_SHOWN ? html`<p class="hint">${words('shownOf', { n: MOST_SHOWN, m: rows.length })}</p>` : ''}`;
  return html`<section class="card apart" aria-labelledby="${id}"><h2 id="${id}">${words('awaited')}: ${blockName(one, frame)} <span class="number">${formatNumber(rows.length, language)} ${words('ofThem')} ${formatNumber(one.expectedIds.length, language)}</span></h2>${list}</section>`;
}

function blockName({ block }: BlockProgress, { language }: PageFrame): string {
  return block === null ? declarationWords(language)('all') : label('block', block)[language];
}
