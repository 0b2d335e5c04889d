import { html } from 'hono/html';
import type { StoredInterface } from '../../store/readings.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import type { DeviceDetails } from './device-load.ts';
import { dropWords } from './drop-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { bar, bpsText, bytesText } from './parts.ts';

/** What was read from a device: interfaces with their rates, storage areas, processors. */
export function deviceReadings(frame: PageFrame, details: DeviceDetails): Html {
  const { storages, processors } = details;
  return html`${interfaces(frame, details)}${
    storages.length + processors.length === 0
      ? ''
      : html`<div class="columns">${storage(frame, details)}${processor(frame, details)}</div>`
  }`;
}

function interfaces(frame: PageFrame, { interfaces: rows }: DeviceDetails): Html {
  const { say } = frame;
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="interfaces"><h2 id="interfaces">${say('interfaces')} <span class="number">${rows.length}</span></h2><div class="scroll" role="region" aria-labelledby="interfaces" tabindex="0"><table>
<thead><tr><th scope="col">${say('interface')}</th><th scope="col">${say('state')}</th><th scope="col" class="num">${say('speed')}</th><th scope="col" class="num">${say('inRate')}</th><th scope="col" class="num">${say('outRate')}</th></tr></thead><tbody>${rows.map(
    (
      one,
    ) => html`<tr><th scope="row"><bdi>${one.ifName ?? one.ifDescr ?? `ifIndex ${one.ifIndex}`}</bdi>${one.ifAlias ? html` <small><bdi>${one.ifAlias}</bdi></small>` : ''}</th>
<td>${statusWords(frame, one)}</td><td class="num">${one.speedBps === null ? '–' : bpsText(one.speedBps, frame)}</td>${rates(frame, one)}</tr>`,
  )}</tbody></table></div></section>`;
}

// Where there is no rate the reason stands in its place, once for both directions.
function rates(frame: PageFrame, one: StoredInterface): Html {
  if (one.inBps === null && one.outBps === null) {
    const why = one.rateDropped === null ? frame.say('firstReading') : dropWords(one.rateDropped, frame.language);
    return html`<td class="num none" colspan="2">${why}</td>`;
  }
  return html`${[one.inBps, one.outBps].map((bps) => html`<td class="num">${bps === null ? '–' : bpsText(bps, frame)}</td>`)}`;
}

function statusWords({ say }: PageFrame, { ifAdminStatus, ifOperStatus }: StoredInterface): Html {
  if (ifAdminStatus === 2) return html`<span class="none">${say('adminDown')}</span>`;
  if (ifOperStatus === 1) return html`<span class="badge up">${say('operUp')}</span>`;
  return ifOperStatus === 2
    ? html`<span class="badge down">${say('operDown')}</span>`
    : html`<span class="none">${say('operOther')}</span>`;
}

function storage(frame: PageFrame, { storages }: DeviceDetails): Html {
  const { language, say } = frame;
  if (storages.length === 0) return html``;
  return html`<section class="card" aria-labelledby="storage"><h2 id="storage">${say('storage')}</h2><ul class="rows">${storages.map(
    (one) => {
      const ratio = one.sizeBytes && one.usedBytes !== null ? one.usedBytes / one.sizeBytes : null;
      return html`<li><span class="name"><bdi>${one.hrStorageDescr ?? one.hrStorageIndex}</bdi></span><span class="value">${formatPercent(ratio, language)}</span>${bar(ratio ?? 0, 0, 'plain')}<span class="parts">${bytesText(one.usedBytes, frame)} ${say('ofThem')} ${bytesText(one.sizeBytes, frame)}</span></li>`;
    },
  )}</ul></section>`;
}

function processor({ language, say }: PageFrame, { processors }: DeviceDetails): Html {
  if (processors.length === 0) return html``;
  return html`<section class="card" aria-labelledby="processors"><h2 id="processors">${say('processors')} <small>${say('load')}</small></h2><ul class="rows">${processors.map(
    (one) =>
      html`<li><span class="name">#${one.hrDeviceIndex}</span><span class="value">${formatNumber(one.loadPercent, language)}%</span>${bar(one.loadPercent / 100, 0, 'plain')}</li>`,
  )}</ul></section>`;
}
