import { html } from 'hono/html';
import { formatNumber } from '../../text/number.ts';
import { deviceTable } from './device-table.ts';
import { firstRouter } from './first-router.ts';
import { type Home, type HomeQuery, shownStates } from './home-load.ts';
import type { Html } from './html.ts';
import { mark, type ShownState } from './marks.ts';
import { openOutages } from './outage-list.ts';
import type { PageFrame } from './page.ts';
import { shareCards } from './share-cards.ts';

/** The overview: how things stand, what is wrong, what it means, and every device. */
export function homePage(frame: PageFrame, home: Home, query: HomeQuery): Html {
  const { say } = frame;
  const heading = html`<h1 class="hidden">${say('overview')}</h1>`;
  const shares = home.figures.generatedFrom.agencies > 0 ? shareCards(frame, home.figures) : '';
  if (home.deviceCount === 0) return html`${heading}${firstRouter(query.origin)}${shares}`;
  return html`${heading}${tiles(frame, home, query.state)}${openOutages(frame, home)}${shares}${deviceTable(frame, home, query)}`;
}

function tiles({ language, say }: PageFrame, { counts }: Home, chosen: ShownState | null): Html {
  const hint = {
    up: 'upHint',
    down: 'downHint',
    shadowed: 'shadowedHint',
    unknown: 'unknownHint',
    unpolled: 'unpolledHint',
  } as const;
  return html`<section aria-labelledby="states"><h2 id="states" class="hidden">${say('states')}</h2>
<ul class="tiles">${shownStates.map((state) => {
    const count = counts.get(state) ?? 0;
    return html`<li><a class="tile ${state} ${count === 0 ? 'zero' : ''}" href="/?state=${state}#devices" ${chosen === state ? html`aria-current="true"` : ''}>
<span class="count">${formatNumber(count, language)}</span>
<span class="label">${mark(state)} ${say(state)}</span>
<span class="hint">${say(hint[state])}</span></a></li>`;
  })}</ul></section>`;
}
