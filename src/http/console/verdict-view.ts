import { html } from 'hono/html';
import { type Verdict, type VerdictKind, verdictKinds } from '../../indicator/verdict.ts';
import type { FactKey, FactValue, FactVersion } from '../../inventory/fact.ts';
import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import { feedEvidence } from '../../report/feed-evidence.ts';
import { formatDate } from '../../text/date.ts';
import { measureLabel } from '../../text/measure-labels.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import type { Known } from '../known.ts';
import type { VerdictQuery, Verdicts } from '../verdicts.ts';
import { choice, field } from './access-form.ts';
import { evidenceView } from './evidence-view.ts';
import { factName } from './fact-name.ts';
import type { Html } from './html.ts';
import { mark, type ShownState } from './marks.ts';
import type { PageFrame } from './page.ts';
import { verdictWords } from './verdict-words.ts';

/** Everything the page of verdicts shows; `next` goes on behind the last row. */
export type VerdictProps = {
  readonly filter: VerdictQuery;
  readonly known: Known;
  readonly counts: Verdicts['counts'];
  readonly items: readonly Verdict[];
  readonly facts: readonly FactKey[];
  readonly catalogue: FactCatalogue;
  readonly next: string | null;
  readonly isFirst: boolean;
};

/** What is declared beside what is observed, what matters most first. */
export function verdictView(frame: PageFrame, props: VerdictProps): Html {
  const words = verdictWords(frame.language);
  const { items, next, isFirst, filter } = props;
  const table = html`<div class="scroll" role="region" aria-label="${words('title')}" tabindex="0"><table class="stackable verdicts">
<thead><tr><th scope="col">${frame.say('agency')}</th><th scope="col">${words('fact')}</th><th scope="col">${words('verdict')}</th><th scope="col">${words('declared')}</th><th scope="col">${words('observed')}</th><th scope="col" class="num">${words('difference')}</th></tr></thead>
<tbody>${items.map((one) => row(frame, props, one))}</tbody></table></div>`;
  return html`<header class="title"><h1>${words('title')}</h1> <p>${frame.say('asOf')} ${formatDate(props.known.asOf, frame.language)}</p></header>
<p>${words('lead')}</p>
${counts(frame, props)}
${filterForm(frame, props)}
${items.length === 0 ? html`<p class="none">${words('none')}</p>` : table}
<nav class="pages" aria-label="${words('title')}">${isFirst ? '' : html`<a class="button" href="${hrefOf(filter, null)}">${words('first')}</a>`}${next === null ? '' : html`<a class="button" href="${hrefOf(filter, next)}" rel="next">${words('more')} →</a>`}</nav>
<p class="note">${words('order')}</p>`;
}

const shownAs = {
  agree: 'up',
  differs: 'down',
  'only-declared': 'unknown',
  'only-observed': 'shadowed',
  stale: 'unpolled',
} as const satisfies Record<VerdictKind, ShownState>;

function counts(frame: PageFrame, { counts: found, filter }: VerdictProps): Html {
  return html`<ul class="tiles verdict-tiles">${verdictKinds.map((kind) => {
    const count = found[kind];
    const isCurrent = filter.verdict === kind;
    return html`<li><a class="tile ${shownAs[kind]} ${count === 0 ? 'zero' : ''}" href="${hrefOf({ ...filter, verdict: isCurrent ? undefined : kind }, null)}" ${isCurrent ? html`aria-current="true"` : ''}>
<span class="count">${formatNumber(count, frame.language)}</span>
<span class="label">${mark(shownAs[kind])} ${measureLabel('verdict', kind)[frame.language]}</span></a></li>`;
  })}</ul>`;
}

function filterForm(frame: PageFrame, { filter, facts, catalogue, known }: VerdictProps): Html {
  const { language, say } = frame;
  const words = verdictWords(language);
  const factOptions = facts.map((fact) => ({ value: fact, label: factName(catalogue, fact, language) }));
  const kinds = verdictKinds.map((kind) => ({ value: kind, label: measureLabel('verdict', kind)[language] }));
  return html`<form class="filter" method="get" action="/verdicts">
${choice(frame, [], { name: 'verdict', label: words('verdict'), value: filter.verdict ?? '', options: [{ value: '', label: words('anyVerdict') }, ...kinds] })}
${choice(frame, [], { name: 'fact', label: words('fact'), value: filter.fact ?? '', options: [{ value: '', label: words('anyFact') }, ...factOptions] })}
${field(frame, [], { name: 'agency', label: words('agencyCode'), value: filter.agency ?? '', required: false })}
<div class="field"><label for="as_of">${say('date')}</label>
<input id="as_of" name="as_of" type="date" value="${known.asOf}"></div>
<button type="submit">${words('filter')}</button></form>`;
}

function row(frame: PageFrame, { catalogue }: VerdictProps, one: Verdict): Html {
  const { language } = frame;
  const words = verdictWords(language);
  const state = shownAs[one.verdict];
  return html`<tr><th scope="row"><bdi>${one.agency.name}</bdi> <code>${one.agency.code}</code></th>
<td data-label="${words('fact')}">${factName(catalogue, one.fact, language)}</td>
<td data-label="${words('verdict')}"><span class="badge ${state}">${mark(state)} ${measureLabel('verdict', one.verdict)[language]}</span></td>
<td data-label="${words('declared')}">${side(frame, one.declared, one.stale.includes('declared'))}</td>
<td data-label="${words('observed')}">${side(frame, one.observed, one.stale.includes('observed'))}</td>
<td class="num" data-label="${words('difference')}">${difference(frame, one)}</td></tr>`;
}

function side(frame: PageFrame, version: FactVersion | null, isStale: boolean): Html {
  const { language, say } = frame;
  const words = verdictWords(language);
  if (version === null) return html`<span class="none">${words('missing')}</span>`;
  const { value, source, validFrom, kind, evidence } = version;
  const dated = kind === 'observed' ? '' : `${say('sinceAt')} `;
  return html`<strong>${valueText(value, frame)}</strong> <small>${dated}${formatDate(validFrom, language)}${isStale ? html` · <em>${words('tooOld')}</em>` : ''}${kind === 'observed' ? '' : html` · <bdi>${source}</bdi>`}</small>${
    evidence === null
      ? ''
      : html`<details><summary>${words('proof')}</summary>${evidenceView(frame, feedEvidence(evidence))}</details>`
  }`;
}

function difference({ language }: PageFrame, { difference: by, share }: Verdict): Html {
  if (by === null || by === 0) return html`–`;
  const sign = by > 0 ? '+' : '';
  const relative =
    share === null ? '' : html` <small>${share < 0 ? '-' : '+'}${formatPercent(Math.abs(share), language)}</small>`;
  return html`${sign}${formatNumber(by, language, Number.isInteger(by) ? 0 : 1)}${relative}`;
}

function valueText(value: FactValue | null, { language, say }: PageFrame): string {
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (typeof value === 'number') return formatNumber(value, language, Number.isInteger(value) ? 0 : 1);
  return value ?? '–';
}

function hrefOf(filter: VerdictQuery, cursor: string | null): string {
  const query = new URLSearchParams();
  const given = { verdict: filter.verdict, fact: filter.fact, agency: filter.agency, as_of: filter.as_of };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, value);
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? '/verdicts' : `/verdicts?${query}`;
}
