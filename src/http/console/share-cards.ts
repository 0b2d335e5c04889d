import { html } from 'hono/html';
import type { FeedRow, ReadinessFeed } from '../../report/readiness-feed.ts';
import { formatDate } from '../../text/date.ts';
import { label } from '../../text/labels.ts';
import { formatNumber } from '../../text/number.ts';
import type { Language } from '../../text/words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { bar } from './parts.ts';

/** What a reader is told of an indicator. */
export type FeedIndicator = ReadinessFeed['indicators'][number];

/** Every indicator as a card: the whole, then each block with its numerator and denominator. */
export function shareCards(frame: PageFrame, figures: ReadinessFeed): Html {
  const { language, say } = frame;
  return html`<section aria-labelledby="shares"><h2 id="shares">${say('shares')} <small>${say('asOf')} ${formatDate(figures.asOf, language)}</small></h2>
<div class="cards">${figures.indicators.map((indicator) =>
    card(
      frame,
      indicator,
      figures.items.filter((row) => row.indicator === indicator.indicator),
    ),
  )}</div></section>`;
}

/** A row's value as its indicator is shown, halves rounded away from zero; a dash when there is none. */
export function valueText(
  { value, numerator, denominator }: FeedRow,
  { display }: FeedIndicator,
  language: Language,
): string {
  if (value === null) return '–';
  const shift = 10 ** display.decimals;
  const percent = display.as === 'percent';
  // From the whole numbers, not from the value: 82/80 is 1.025, which as a binary fraction lies below its half.
  const rounded = Math.round((numerator * shift * (percent ? 100 : 1)) / denominator) / shift;
  return `${formatNumber(rounded, language, display.decimals)}${percent ? '%' : ''}`;
}

/** A block's row of a card: name, bar, value, numerator and denominator. */
export function shareRow(frame: PageFrame, indicator: FeedIndicator, row: FeedRow): Html {
  const { language, say } = frame;
  const agencies = row.agencies.length;
  const isShare = indicator.display.as === 'percent';
  const unknown = isShare && agencies > 0 ? row.missing / agencies : 0;
  const name = row.block === 'all' ? say('all') : label('block', row.block)[language];
  return html`<li><span class="name">${name}</span>
<span class="value">${row.value === null ? html`<span class="none">${say(row.notComputable ?? 'no-data')}</span>` : valueText(row, indicator, language)}</span>
${bar(row.value ?? 0, unknown, isShare ? '' : 'plain')}
<span class="parts">${formatNumber(row.numerator, language)}/${formatNumber(row.denominator, language)}${row.missing > 0 ? html` <em>${formatNumber(row.missing, language)} ${say('missing')}</em>` : ''}</span></li>`;
}

function card(frame: PageFrame, indicator: FeedIndicator, rows: readonly FeedRow[]): Html {
  const { language, say } = frame;
  const whole = rows.find((row) => row.block === 'all');
  const name = language === 'vi' ? indicator.nameVi : indicator.nameEn;
  return html`<article class="card share"><h3><a href="/indicators/${indicator.indicator}">${name}</a></h3>
${whole ? html`<p class="whole"><strong>${valueText(whole, indicator, language)}</strong> <span>${formatNumber(whole.numerator, language)} ${say('ofThem')} ${formatNumber(whole.denominator, language)}</span></p>` : ''}
<ul class="rows">${rows.filter((row) => row.block !== 'all').map((row) => shareRow(frame, indicator, row))}</ul>
<p class="more"><a href="/indicators/${indicator.indicator}">${say('seeAgencies')}<span class="hidden">: ${name}</span></a></p></article>`;
}
