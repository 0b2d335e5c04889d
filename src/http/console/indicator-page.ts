import { html } from 'hono/html';
import type { IndicatorKey } from '../../indicator/catalogue.ts';
import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import type { FeedAgency, FeedRow, ReadinessFeed } from '../../report/readiness-feed.ts';
import { formatDate } from '../../text/date.ts';
import { label } from '../../text/labels.ts';
import { formatNumber } from '../../text/number.ts';
import { evidenceView } from './evidence-view.ts';
import { factName } from './fact-name.ts';
import type { Html } from './html.ts';
import { mark } from './marks.ts';
import type { PageFrame } from './page.ts';
import { type FeedIndicator, shareRow, valueText } from './share-cards.ts';

/** One indicator down to the agencies: who counts, why, and what proves it. */
export function indicatorPage(frame: PageFrame, key: IndicatorKey, figures: ReadinessFeed, facts: FactCatalogue): Html {
  const { language, say } = frame;
  const indicator = figures.indicators.find((one) => one.indicator === key);
  if (indicator === undefined) return html``;
  const rows = figures.items.filter((row) => row.indicator === key);
  const whole = rows.find((row) => row.block === 'all');
  const name = language === 'vi' ? indicator.nameVi : indicator.nameEn;
  return html`<nav class="crumbs" aria-label="${say('overview')}"><a href="/">${say('overview')}</a> <span aria-hidden="true">›</span> ${say('shares')}</nav>
<header class="title"><h1>${name}</h1></header>
<div class="columns wide"><section class="card share" aria-label="${say('all')}">
${whole ? html`<p class="whole"><strong>${valueText(whole, indicator, language)}</strong> <span>${formatNumber(whole.numerator, language)} ${say('ofThem')} ${formatNumber(whole.denominator, language)}</span></p>` : ''}
<ul class="rows">${rows.filter((row) => row.block !== 'all').map((row) => shareRow(frame, indicator, row))}</ul></section>
<section class="card"><h2>${say('rule')}</h2><p>${language === 'vi' ? indicator.ruleVi : indicator.ruleEn}</p>
<form class="date" method="get"><label for="as_of">${say('date')}</label> <input id="as_of" type="date" name="as_of" value="${figures.asOf}"> <button type="submit">${say('show')}</button></form>
<p class="hint">${say('knownUntil')} ${figures.knownSeq}.</p></section></div>
${rows.filter((row) => row.block !== 'all').map((row) => block(frame, indicator, row, facts))}`;
}

function block(frame: PageFrame, indicator: FeedIndicator, row: FeedRow, facts: FactCatalogue): Html {
  const { language, say } = frame;
  return html`<section aria-labelledby="block-${row.block}"><h2 id="block-${row.block}">${label('block', row.block)[language]} <span class="number">${valueText(row, indicator, language)}</span></h2>
<div class="scroll" role="region" aria-labelledby="block-${row.block}" tabindex="0"><table class="evidence">
<thead><tr><th scope="col">${say('agency')}</th><th scope="col">${say('counted')}</th><th scope="col">${say('facts')}</th></tr></thead>
<tbody>${row.agencies.map((agency) => line(frame, agency, facts))}</tbody></table></div></section>`;
}

function line(frame: PageFrame, agency: FeedAgency, facts: FactCatalogue): Html {
  const { language, say } = frame;
  const lacks = agency.missing.map((fact) => factName(facts, fact, language)).join(', ');
  return html`<tr><th scope="row"><bdi>${agency.name}</bdi> <code>${agency.code}</code></th>
<td>${verdict(frame, agency)}</td>
<td>${agency.facts.map((fact) => factLine(frame, fact, facts))}${lacks === '' ? '' : html`<p class="none">${say('lacks')}: ${lacks}</p>`}</td></tr>`;
}

function verdict({ language, say }: PageFrame, agency: FeedAgency): Html {
  switch (agency.reason) {
    case 'yes':
      return html`<span class="badge up">${mark('up')} ${say('yes')}</span>`;
    case 'no':
      return html`<span class="badge down">${mark('down')} ${say('no')}</span>`;
    case 'counted':
      return html`<span class="badge up">${mark('up')} ${formatNumber(agency.numerator, language)}/${formatNumber(agency.denominator, language)}</span>`;
    case 'no-data':
      return html`<span class="badge unknown">${mark('unknown')} ${say('no-data')}</span>`;
  }
}

function factLine(
  frame: PageFrame,
  { fact, kind, source, value, validFrom, evidence }: FeedAgency['facts'][number],
  facts: FactCatalogue,
): Html {
  const { language, say } = frame;
  const told =
    typeof value === 'boolean'
      ? say(value ? 'yes' : 'no')
      : typeof value === 'number'
        ? formatNumber(value, language)
        : (value ?? '–');
  return html`<p class="fact"><span>${factName(facts, fact, language)}: <strong>${told}</strong></span>
<small>${label('fact_kind', kind)[language]} · <bdi>${source}</bdi> · ${say('sinceAt')} ${formatDate(validFrom, language)}</small></p>${
    evidence === null ? '' : evidenceView(frame, evidence)
  }`;
}
