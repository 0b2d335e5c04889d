import { html } from 'hono/html';
import { label } from '../../text/labels.ts';
import { formatNumber } from '../../text/number.ts';
import type { DeviceView } from '../device-view.ts';
import type { Home, HomeQuery } from './home-load.ts';
import type { Html } from './html.ts';
import { badge, type ShownState } from './marks.ts';
import type { PageFrame } from './page.ts';
import { ago, lossText, msText, shownState } from './parts.ts';

// Beyond that a page is no longer read: what is well is left out unless asked for.
const MANY = 300;

/** Every device by agency; of many only those that are not up, unless all or one state were asked for. */
export function deviceTable(frame: PageFrame, { agencies, deviceCount }: Home, query: HomeQuery): Html {
  const { language, say } = frame;
  const cut = deviceCount > MANY && !query.all && query.state === null;
  const wanted = (view: DeviceView): boolean => {
    const state = shownState(view);
    return query.state === null ? !cut || (state !== 'up' && state !== 'unpolled') : state === query.state;
  };
  const groups = agencies
    .map((one) => ({ ...one, shown: one.devices.filter(wanted) }))
    .filter(({ shown }) => shown.length > 0);
  const showAll = html`<a href="/?devices=all#devices">${say('showAll')} (${formatNumber(deviceCount, language)})</a>`;
  const note = cut
    ? html`<p class="note">${say('onlyTroubled')} ${showAll}</p>`
    : query.state === null
      ? ''
      : html`<p class="note">${say('only')}: ${badge(query.state, say)} ${showAll}</p>`;
  return html`<section aria-labelledby="devices"><h2 id="devices">${say('devices')} <span class="number">${formatNumber(deviceCount, language)}</span></h2>
${note}
${groups.length > 0 ? table(frame, groups) : cut ? '' : html`<p class="none">${say('noneInState')}</p>`}</section>`;
}

type Group = Home['agencies'][number] & { readonly shown: readonly DeviceView[] };

function table(frame: PageFrame, groups: readonly Group[]): Html {
  const { say } = frame;
  return html`<div class="scroll" role="region" aria-labelledby="devices" tabindex="0"><table class="devices">
<thead><tr><th scope="col">${say('device')}</th><th scope="col">${say('state')}</th><th scope="col">${say('role')}</th><th scope="col">${say('address')}</th><th scope="col">${say('lastSeen')}</th><th scope="col" class="num">${say('rtt')}</th><th scope="col" class="num">${say('loss')}</th></tr></thead>
${groups.map(
  ({ agency, devices, shown }) => html`<tbody>
<tr class="agency"><th scope="rowgroup" colspan="7"><bdi>${agency.name}</bdi> <code>${agency.code}</code> ${tally(devices)}</th></tr>
${shown.map((view) => row(frame, view))}</tbody>`,
)}</table></div>`;
}

function tally(devices: readonly DeviceView[]): Html {
  const polled = devices.filter((view) => shownState(view) !== 'unpolled');
  const up = polled.filter((view) => view.state === 'up').length;
  return html`<span class="tally ${up === polled.length ? 'full' : 'short'}">${up}/${polled.length}</span>`;
}

function row(frame: PageFrame, view: DeviceView): Html {
  const { language, say } = frame;
  const { device, probes } = view;
  const state: ShownState = shownState(view);
  const judging = probes.find((one) => one.probe === device.reachability);
  const icmp = probes.find((one) => one.probe === 'icmp');
  const rttMs = judging?.observation?.rttMs ?? null;
  return html`<tr class="${state}"><th scope="row"><a href="/devices/${device.id}"><bdi>${device.name}</bdi></a></th>
<td>${badge(state, say)}</td><td class="role">${label('role', device.role)[language]}</td><td class="address"><code>${device.address}</code></td>
<td class="seen" data-label="${say('lastSeen')}">${ago(judging?.lastObservedAt ?? null, frame)}</td><td class="num" data-label="${say('rtt')}">${msText(rttMs, frame)}</td><td class="num" data-label="${say('loss')}">${lossText(icmp?.observation?.echo?.lossRatio ?? null, frame)}</td></tr>`;
}
