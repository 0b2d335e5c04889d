import { html } from 'hono/html';
import { formatDuration } from '../../text/date.ts';
import { label } from '../../text/labels.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import type { DeviceDetails } from './device-load.ts';
import { deviceReadings } from './device-readings.ts';
import type { Html } from './html.ts';
import { badge } from './marks.ts';
import type { PageFrame } from './page.ts';
import { ago, instantText, lossText, msText, shownState } from './parts.ts';

/** One device: what it is, how it is seen, what was read from it, and what went wrong. */
export function devicePage(frame: PageFrame, details: DeviceDetails): Html {
  const { say } = frame;
  const { view } = details;
  const { device, agency } = view;
  return html`<nav class="crumbs" aria-label="${say('overview')}"><a href="/">${say('overview')}</a> <span aria-hidden="true">›</span> <bdi>${agency.name}</bdi></nav>
<header class="title"><h1><bdi>${device.name}</bdi></h1> ${badge(shownState(view), say)}
${view.since === null ? '' : html`<p>${say('sinceAt')} ${instantText(view.since, frame)} (${formatDuration(frame.now - view.since, frame.language)})</p>`}</header>
<div class="columns">${identity(frame, details)}${probes(frame, details)}</div>
${outages(frame, details)}
${deviceReadings(frame, details)}
${observations(frame, details)}`;
}

function identity(frame: PageFrame, { view, availability }: DeviceDetails): Html {
  const { language, say } = frame;
  const { device, agency, system } = view;
  const { ratio } = availability;
  const line = (name: string, value: Html | string) => html`<dt>${name}</dt><dd>${value}</dd>`;
  const own = (name: string, value: string | null) => (value ? line(name, html`<bdi>${value}</bdi>`) : '');
  const parents = view.parents.map(
    (one) => html`<a href="/devices/${one.id}"><bdi>${one.agency}/${one.name}</bdi></a> `,
  );
  return html`<section class="card" aria-labelledby="identity"><h2 id="identity">${say('identity')}</h2><dl>
${line(say('agency'), html`<bdi>${agency.name}</bdi> <code>${agency.code}</code>`)}
${line(say('role'), label('role', device.role)[language])}
${line(say('lifecycle'), label('lifecycle', device.lifecycle)[language])}
${line(say('address'), html`<code>${device.address}</code>`)}
${line(say('ports'), `${device.snmpPort} / ${device.tcpPort ?? '–'}`)}
${line(say('reachability'), label('reachability', device.reachability)[language])}
${line(say('credential'), view.credential ?? say('none'))}
${line(say('parents'), parents.length > 0 ? html`${parents}` : say('none'))}
${line(say('availability'), ratio === null ? '–' : html`${formatPercent(ratio.numerator / ratio.denominator, language)} <small>${say('ofObserved')} ${formatDuration(ratio.denominator, language)} ${say('observed')}</small>`)}
</dl>${
    system === null
      ? ''
      : html`<h3>${say('ownWords')}</h3><dl>
${own('sysName', system.sysName)}${own('sysDescr', system.sysDescr)}${own('sysLocation', system.sysLocation)}${own('sysContact', system.sysContact)}${own('sysObjectID', system.sysObjectId)}
${system.uptimeTicks === null ? '' : line(say('uptime'), formatDuration(system.uptimeTicks * 10, language))}
${line(say('readAt'), html`${ago(system.at, frame)}${system.partial ? html` <em>${say('partial')}</em>` : ''}`)}</dl>`
  }</section>`;
}

function probes(frame: PageFrame, { view }: DeviceDetails): Html {
  const { language, say } = frame;
  const polled = view.device.lifecycle === 'active';
  return html`<section class="card" aria-labelledby="probes"><h2 id="probes">${say('probes')}</h2><ul class="probes">${view.probes.map(
    (
      one,
    ) => html`<li><h3>${label('reachability', one.probe)[language]}${one.probe === view.device.reachability ? html` <small>${say('judges')}</small>` : ''}</h3>
<p>${badge(polled ? one.state : 'unpolled', say)} ${one.since === null || !polled ? '' : html`<span class="since">${say('sinceAt')} ${instantText(one.since, frame)}</span>`}</p>
${one.reason === null ? '' : html`<p class="why">${label('reason', one.reason)[language]}</p>`}
<p class="facts">${say('lastSeen')}: ${ago(one.lastObservedAt, frame)} · ${say('rtt')} ${msText(one.observation?.rttMs ?? null, frame)}${one.observation?.echo ? html` · ${say('loss')} ${lossText(one.observation.echo.lossRatio, frame)}` : ''}</p></li>`,
  )}</ul></section>`;
}

function outages(frame: PageFrame, { outages: rows }: DeviceDetails): Html {
  const { language, say, now } = frame;
  if (rows.length === 0)
    return html`<section><h2>${say('history')}</h2><p class="none">${say('noHistory')}</p></section>`;
  return html`<section aria-labelledby="history"><h2 id="history">${say('history')}</h2><div class="scroll" role="region" aria-labelledby="history" tabindex="0"><table>
<thead><tr><th scope="col">${say('began')}</th><th scope="col">${say('duration')}</th><th scope="col">${say('cause')}</th></tr></thead><tbody>${rows.map(
    (
      one,
    ) => html`<tr><td>${instantText(one.startedAt, frame)}</td><td>${formatDuration((one.endedAt ?? now) - one.startedAt, language)}${one.endedAt === null ? html` <em>${say('ongoing')}</em>` : ''}</td>
<td>${one.rootOutageId === null ? (one.cause ? label('reason', one.cause)[language] : say('noCause')) : badge('shadowed', say)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function observations(frame: PageFrame, { observations: rows }: DeviceDetails): Html {
  const { language, say } = frame;
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="observations"><h2 id="observations">${say('observations')}</h2><div class="scroll" role="region" aria-labelledby="observations" tabindex="0"><table>
<thead><tr><th scope="col">${say('time')}</th><th scope="col">${say('probe')}</th><th scope="col">${say('result')}</th><th scope="col" class="num">${say('rtt')}</th><th scope="col" class="num">${say('loss')}</th><th scope="col">${say('purpose')}</th></tr></thead><tbody>${rows.map(
    (one) => html`<tr><td>${ago(one.at, frame)}</td><td>${label('reachability', one.probe)[language]}</td>
<td>${label('outcome', one.outcome)[language]}${one.reason ? html` <small>${label('reason', one.reason)[language]}</small>` : ''}</td>
<td class="num">${msText(one.rttMs, frame)}</td><td class="num">${one.echo ? html`${lossText(one.echo.lossRatio, frame)} <small>${formatNumber(one.echo.received, language)}/${formatNumber(one.echo.sent, language)}</small>` : '–'}</td><td>${label('purpose', one.purpose)[language]}</td></tr>`,
  )}</tbody></table></div></section>`;
}
