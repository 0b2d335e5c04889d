import { html } from 'hono/html';
import { formatDuration } from '../../text/date.ts';
import { label } from '../../text/labels.ts';
import type { Home, OpenOutage } from './home-load.ts';
import type { Html } from './html.ts';
import { mark } from './marks.ts';
import type { PageFrame } from './page.ts';
import { instantText } from './parts.ts';

/** The open outages: those that stand for themselves, with what is shadowed folded under them. */
export function openOutages(frame: PageFrame, { outages }: Home): Html {
  const { say } = frame;
  const heading = html`<h2 id="outages">${say('outages')}${outages.length > 0 ? html` <span class="number">${outages.length}</span>` : ''}</h2>`;
  if (outages.length === 0) {
    return html`<section class="calm" aria-labelledby="outages"><h2 id="outages">${mark('up')} ${say('noOutages')}</h2>
<p>${say('noOutagesMore')}</p></section>`;
  }
  return html`<section aria-labelledby="outages">${heading}<ul class="outages">${outages.map((one) => item(frame, one))}</ul></section>`;
}

function item(frame: PageFrame, { outage, view, behind }: OpenOutage): Html {
  const { language, say, now } = frame;
  const state = view.state === 'shadowed' ? 'shadowed' : 'down';
  return html`<li class="outage ${state}" id="outage-${outage.id}">
<p class="what">${mark(state)} <a class="subject" href="/devices/${view.device.id}"><bdi>${view.device.name}</bdi></a> <span class="where"><bdi>${view.agency.name}</bdi></span></p>
<p class="why">${outage.cause ? label('reason', outage.cause)[language] : say('noCause')}</p>
<p class="when"><strong>${formatDuration(now - outage.startedAt, language)}</strong> <span>${say('sinceAt')} ${instantText(outage.startedAt, frame)}</span></p>
${behind.length > 0 ? children(frame, behind) : ''}
</li>`;
}

function children({ say }: PageFrame, behind: OpenOutage['behind']): Html {
  return html`<details class="behind"><summary>${mark('shadowed')} ${behind.length} ${say(behind.length === 1 ? 'behindOne' : 'behind')}</summary>
<ul>${behind.map(
    ({ view }) =>
      html`<li><a href="/devices/${view.device.id}"><bdi>${view.device.name}</bdi></a> <span class="where"><bdi>${view.agency.name}</bdi></span></li>`,
  )}</ul></details>`;
}
