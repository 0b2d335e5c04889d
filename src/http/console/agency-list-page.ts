import { html } from 'hono/html';
import type { Agency } from '../../inventory/agency.ts';
import { formatDate } from '../../text/date.ts';
import { label } from '../../text/labels.ts';
import { formatNumber } from '../../text/number.ts';
import type { AgencyList, AgencyQuery } from './agency-load.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { input } from './record-input.ts';
import { dataTable, paged, pageHead } from './record-parts.ts';
import { recordWords } from './record-words.ts';

/** The agencies of a date, block by block. */
export function agencyListPage(frame: PageFrame, list: AgencyList, query: AgencyQuery): Html {
  const say = recordWords(frame.language);
  const { shown, links } = paged(frame, list.agencies, query);
  const groups = Map.groupBy(shown, ({ block }) => block);
  const files = html`<p><span class="files">${say('export')}: <a href="/api/v1/exports/agencies?format=xlsx" download>XLSX</a> · <a href="/api/v1/exports/agencies?format=csv" download>CSV</a></span> · <a href="/api/v1/templates/agencies.xlsx" download>${say('template')}</a></p>`;
  const blocks = [...groups].map(([block, own]) => {
    const count = list.blocks.find((one) => one.block === block)?.count ?? own.length;
    return html`<section aria-labelledby="block-${block}"><h2 id="block-${block}">${label('block', block)[frame.language]} <span class="number">${formatNumber(count, frame.language)}</span></h2>
${table(frame, list, own, `block-${block}`)}</section>`;
  });
  return html`${pageHead(frame, [], say('agencies'), files)}${filter(frame, list, query)}
${list.agencies.length === 0 ? html`<p class="none">${say('noAgencies')}</p>` : blocks}${links}`;
}

function table(frame: PageFrame, { byCode, devices }: AgencyList, own: readonly Agency[], labelledBy: string): Html {
  const { language } = frame;
  const say = recordWords(language);
  const columns = [
    { label: say('name') },
    { label: say('code') },
    { label: say('parent') },
    { label: say('devices'), isNumber: true },
    { label: say('since') },
  ];
  const rows = own.map((agency) => [
    html`<a href="/agencies/${encodeURIComponent(agency.code)}"><bdi>${agency.name}</bdi></a>`,
    html`<code>${agency.code}</code>`,
    agency.parent === null ? '' : parentText(agency.parent, byCode.get(agency.parent)),
    formatNumber(devices.get(agency.id) ?? 0, language),
    formatDate(agency.validFrom, language),
  ]);
  return dataTable(labelledBy, columns, rows);
}

function parentText(code: string, parent: Agency | undefined): Html {
  return parent === undefined ? html`<code>${code}</code>` : html`<bdi>${parent.name}</bdi>`;
}

function filter(frame: PageFrame, { blocks }: AgencyList, query: AgencyQuery): Html {
  const { language } = frame;
  const say = recordWords(language);
  const options = blocks
    .filter(({ block, count }) => count > 0 || block === query.block)
    .map(({ block, count }) => ({ value: block, label: `${label('block', block)[language]} (${count})` }));
  return html`<form class="filter" method="get" role="search">
${input(frame, [], { name: 'q', label: say('find'), value: query.q, type: 'search' })}
${input(frame, [], { name: 'block', label: say('block'), value: query.block, options })}
${input(frame, [], { name: 'as_of', label: say('asOf'), value: query.as_of, type: 'date' })}
<button type="submit">${say('show')}</button></form>`;
}
