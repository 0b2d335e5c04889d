import { html } from 'hono/html';
import type { Agency } from '../../inventory/agency.ts';
import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import type { RecordCatalogue } from '../../inventory/record-catalogue.ts';
import { label } from '../../text/labels.ts';
import { formatNumber } from '../../text/number.ts';
import type { AgencyDetails } from './agency-load.ts';
import { agencyContacts, agencyDevices, agencyFacts, agencyRecords } from './agency-parts.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { input } from './record-input.ts';
import { line, pageHead, section } from './record-parts.ts';
import { spanText, type TimelineEntry, timeline } from './record-timeline.ts';
import { recordWords } from './record-words.ts';

/** What the words of an agency's page rest on. */
export type AgencyCatalogues = { readonly records: RecordCatalogue; readonly facts: FactCatalogue };

/** One agency: what it is, what it has, and how that came to be. */
export function agencyPage(frame: PageFrame, details: AgencyDetails, catalogues: AgencyCatalogues): Html {
  const say = recordWords(frame.language);
  const { agency, on, parent, children, history } = details;
  const crumbs = [{ href: '/agencies', label: say('agencies') }, ...(parent === null ? [] : [crumbOf(parent)])];
  const entries = timelineOf(frame, history);
  return html`${pageHead(frame, crumbs, html`<bdi>${agency.name}</bdi>`, spanText(frame, agency, on))}
<form class="filter" method="get">${input(frame, [], { name: 'as_of', label: say('asOf'), value: on, type: 'date' })}<button type="submit">${say('show')}</button></form>
<div class="columns">${identity(frame, details)}
<div class="card">${section(frame, { id: 'versions', title: say('versions'), count: entries.length }, timeline(frame, entries))}</div></div>
${children.length === 0 ? '' : section(frame, { id: 'children', title: say('children'), count: children.length }, childList(frame, children))}
${agencyRecords(frame, details, catalogues.records)}
${agencyDevices(frame, details)}
${agencyContacts(frame, details)}
${agencyFacts(frame, details, catalogues.facts)}`;
}

function identity(frame: PageFrame, { agency, parent, detail, unit }: AgencyDetails): Html {
  const { language } = frame;
  const say = recordWords(language);
  const none = html`<span class="none">${say('noPlace')}</span>`;
  const text = (key: string) => {
    const value = detail?.values[key];
    return value === undefined ? none : html`<bdi>${value}</bdi>`;
  };
  return html`<section class="card" aria-labelledby="identifiers"><h2 id="identifiers">${say('identifiers')}<a class="beside" href="${detailHref(agency.code, detail !== null)}">${say('details')}</a></h2><dl>
${line(say('code'), html`<code>${agency.code}</code>`)}
${line(say('identifier'), text('identifier'))}
${line(say('identifierOld'), text('identifier_old'))}
${line(say('block'), label('block', agency.block)[language])}
${line(say('parent'), parent === null ? html`<span class="none">–</span>` : html`<a href="${crumbOf(parent).href}"><bdi>${parent.name}</bdi></a>`)}
${line(say('place'), unit === null ? none : html`<a href="/records/administrative-units/${encodeURIComponent(unit.code)}"><bdi>${unit.name}</bdi></a> <code>${unit.code}</code>`)}
${line(say('address'), text('address'))}</dl></section>`;
}

// Where nothing is told yet, to the list where it can be.
function detailHref(code: string, isTold: boolean): string {
  const name = encodeURIComponent(code);
  return isTold ? `/records/agency-details/${name}` : `/records/agency-details?agency=${name}`;
}

const MANY = 60;

// Of very many only the first stand here; the list of agencies shows the rest.
function childList({ language }: PageFrame, children: readonly Agency[]): Html {
  const rest = children.length - MANY;
  return html`<ul class="tree card leaves">${children
    .slice(0, MANY)
    .map(
      (one) => html`<li><a href="${crumbOf(one).href}"><bdi>${one.name}</bdi></a> <code>${one.code}</code></li>`,
    )}</ul>${rest > 0 ? html`<p class="note">+ ${formatNumber(rest, language)}</p>` : ''}`;
}

function crumbOf({ code, name }: Agency) {
  return { href: `/agencies/${encodeURIComponent(code)}`, label: html`<bdi>${name}</bdi>` };
}

function timelineOf({ language }: PageFrame, history: AgencyDetails['history']): TimelineEntry[] {
  const say = recordWords(language);
  return history.map(({ from, to, knownSeq, said: one }, at) => {
    const before = history[at - 1]?.to === from ? history[at - 1]?.said : undefined;
    const pairs = [
      { name: say('name'), was: before?.name ?? null, is: one.name },
      {
        name: say('block'),
        was: before ? label('block', before.block)[language] : null,
        is: label('block', one.block)[language],
      },
      { name: say('parent'), was: before?.parent ?? null, is: one.parent },
    ];
    return { from, to, knownSeq, said: pairs.filter(({ was, is }) => was !== is) };
  });
}
