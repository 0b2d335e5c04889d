import { html } from 'hono/html';
import { periodText } from '../../inventory/form-period.ts';
import type { Declaration } from '../../store/declarations.ts';
import { formatInstant } from '../../text/date.ts';
import { periodWords } from '../declaration-view.ts';
import { csrfField } from './access-csrf.ts';
import { choice, type FormFault, faultSummary, field } from './access-form.ts';
import { actorText, dueText, nameOf, statusPill } from './declaration-parts.ts';
import { declarationWords } from './declaration-words.ts';
import { type MissingGroup, WORK_LINES, type Work } from './declaration-work.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { ago } from './parts.ts';

/** Everything the list of work shows; `self` is the looker's name in the record, `typed` what a refused form held. */
export type WorkProps = {
  readonly work: Work;
  readonly forms: ReadonlyMap<string, MissingGroup['form']>;
  readonly agencyNames: (code: string) => string;
  readonly self: string;
  readonly mayDeclare: boolean;
  readonly typed: { readonly agency: string; readonly form: string; readonly period: string };
  readonly faults: readonly FormFault[];
};

/** What waits for whoever looks: what was returned, is due, is being drafted, or waits for approval. */
export function workView(frame: PageFrame, props: WorkProps): Html {
  const { work, self, mayDeclare, faults } = props;
  const words = declarationWords(frame.language);
  const isQuiet = work.returned.length + work.drafts.length + work.missing.length + work.waiting.length === 0;
  return html`<header class="title"><h1>${words('declarations')}</h1><p>${words('lead')}</p></header>
<p class="ways"><a class="button" href="/declarations/progress">${words('progressOf')}</a></p>
${faultSummary(frame, faults)}
${isQuiet ? html`<section class="calm"><h2>${words('nothing')}</h2>${mayDeclare ? html`<p>${words('nothingMore')}</p>` : ''}</section>` : ''}
${list(frame, props, 'returned', work.returned, (one) => (one.note === null ? '' : html`<p class="note-said"><q>${one.note}</q></p>`))}
${list(frame, props, 'waiting', work.waiting, (one) =>
  one.submittedBy === self
    ? html`<small>${words('ownSubmission')}</small>`
    : html`<small>${actorText(one.submittedBy)} · ${ago(one.changedAt, frame)}</small>`,
)}
${missing(frame, props)}
${list(frame, props, 'drafts', work.drafts, (one) => html`<small>${words('changed')} ${ago(one.changedAt, frame)}</small>`)}
${mayDeclare ? beginOther(frame, props) : ''}
${list(frame, props, 'approved', work.approved, (one) => html`<small>${ago(one.changedAt, frame)}</small>`)}`;
}

function list<T extends Declaration>(
  frame: PageFrame,
  { forms, agencyNames }: WorkProps,
  what: 'returned' | 'waiting' | 'drafts' | 'approved',
  rows: readonly T[],
  aside: (one: T) => Html | '',
): Html {
  if (rows.length === 0) return html``;
  const words = declarationWords(frame.language);
  const line = (one: T): Html => {
    const form = forms.get(one.form) ?? null;
    const revision = one.revision > 1 ? html` · ${words('revision')} ${one.revision - 1}` : '';
    return html`<li><div><a class="subject" href="/declarations/${one.id}"><bdi>${agencyNames(one.agency)}</bdi> <code>${one.agency}</code></a>
<p>${nameOf(form, one.form, frame.language)} · ${periodWords(form, one).period}${revision}</p></div><div class="aside-end">${statusPill(one.status, frame)} ${aside(one)}</div></li>`;
  };
  return html`<section class="card apart" aria-labelledby="${what}"><h2 id="${what}">${words(what)} <span class="number">${rows.length > WORK_LINES ? `${WORK_LINES}+` : rows.length}</span></h2>
<ul class="lines work">${rows.slice(0, WORK_LINES).map(line)}</ul>${rows.length > WORK_LINES ? html`<p class="hint">${words('moreRows')}</p>` : ''}</section>`;
}

function missing(frame: PageFrame, props: WorkProps): Html {
  const groups = props.work.missing;
  if (groups.length === 0) return html``;
  const words = declarationWords(frame.language);
  return html`<section class="card apart" aria-labelledby="missing"><h2 id="missing">${words('missing')}</h2>
${groups.map((group) => missingGroup(frame, group))}</section>`;
}

const AGENCIES_SHOWN = 10;

function missingGroup(frame: PageFrame, { form, period, dueOn, daysLeft, agencies, remindedAt }: MissingGroup): Html {
  const { language } = frame;
  const words = declarationWords(language);
  const text = periodText(form.period, period);
  const csrf = frame.viewer?.csrf ?? null;
  const rest = agencies.length - AGENCIES_SHOWN;
  const progress = `/declarations/progress?${new URLSearchParams({ form: form.key, period: text })}`;
  return html`<h3>${nameOf(form, form.key, language)} · ${text}</h3><p class="due">${dueText(dueOn, daysLeft, frame)}</p>
<ul class="lines work">${agencies.slice(0, AGENCIES_SHOWN).map((agency) => {
    const at = remindedAt.get(agency.id);
    return html`<li><div><span class="subject"><bdi>${agency.name}</bdi></span> <code>${agency.code}</code>${
      at === undefined ? '' : html` <small>${words('reminded')} ${formatInstant(at, language)}</small>`
    }</div>
<form method="post" action="/declarations">${csrfField(csrf)}<input type="hidden" name="agency" value="${agency.code}"><input type="hidden" name="form" value="${form.key}"><input type="hidden" name="period" value="${text}"><button type="submit" aria-label="${words('begin')}: ${agency.name}, ${nameOf(form, form.key, language)}, ${text}">${words('begin')}</button></form></li>`;
  })}</ul>
${rest > 0 ? html`<p class="hint"><a href="${progress}">${words('more', { n: rest })}</a></p>` : ''}`;
}

function beginOther(frame: PageFrame, { forms, typed, faults }: WorkProps): Html {
  const words = declarationWords(frame.language);
  const options = [...forms.values()].map((form) => ({
    value: form.key,
    label: nameOf(form, form.key, frame.language),
  }));
  return html`<details class="card form apart" ${faults.length > 0 ? html`open` : ''}><summary>${words('beginOther')}</summary><p class="hint">${words('beginOtherHint')}</p>
<form class="grid" method="post" action="/declarations">${csrfField(frame.viewer?.csrf ?? null)}
${choice(frame, faults, { name: 'form', label: words('form'), value: typed.form, options })}
${field(frame, faults, { name: 'period', label: words('period'), value: typed.period, hint: words('periodHint') })}
${field(frame, faults, { name: 'agency', label: words('agency'), value: typed.agency, hint: words('agencyHint') })}
<button type="submit" class="primary">${words('begin')}</button></form></details>`;
}
