import { html } from 'hono/html';
import type { Agency } from '../../inventory/agency.ts';
import type { Field, KindOfRecord, RecordCatalogue } from '../../inventory/record-catalogue.ts';
import { formatDate } from '../../text/date.ts';
import { formatNumber } from '../../text/number.ts';
import { addressOf, listSegment } from '../record-address.ts';
import type { RecordView } from '../record-view.ts';
import { csrfField } from './access-csrf.ts';
import type { FormFault } from './access-form.ts';
import { faultSummary } from './access-form.ts';
import type { Form } from './access-submit.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { recordFields } from './record-fields.ts';
import { input } from './record-input.ts';
import type { Offers } from './record-offers.ts';
import { dataTable, doneNote, paged, pageHead, section } from './record-parts.ts';
import { fieldName, valueText } from './record-value.ts';
import { recordWords } from './record-words.ts';

/** Everything the list of a kind shows; `form` is null for whoever may add nothing. */
export type RecordListProps = {
  readonly kind: KindOfRecord;
  readonly catalogue: RecordCatalogue;
  readonly views: readonly RecordView[];
  /** Names of agencies by code. */
  readonly agencies: ReadonlyMap<string, Pick<Agency, 'name'>>;
  readonly query: { readonly agency: string; readonly as_of: string; readonly q: string; readonly page: string };
  readonly offers: Offers;
  readonly form: { readonly texts: Form; readonly faults: readonly FormFault[] } | null;
  readonly note: string | null;
};

/** The kinds of records, with how many there are of each. */
export function recordIndexPage(
  frame: PageFrame,
  kinds: readonly { readonly kind: KindOfRecord; readonly count: number }[],
): Html {
  const say = recordWords(frame.language);
  const files = (kind: KindOfRecord) =>
    html`<a href="/api/v1/templates/${listSegment(kind)}.xlsx" download>${say('template')}</a> · ${exportLinks(frame, kind)}`;
  const rows = kinds.map(({ kind, count }) => [
    html`<a href="/records/${listSegment(kind)}">${fieldName(frame, kind)}</a>`,
    formatNumber(count, frame.language),
    files(kind),
  ]);
  return html`${pageHead(frame, [], say('records'))}
<section aria-labelledby="page-title">${dataTable('page-title', [{ label: say('records') }, { label: say('count'), isNumber: true }, { label: say('imports') }], rows)}</section>`;
}

/** The list of a kind, and the form that adds to it. */
export function recordListPage(frame: PageFrame, props: RecordListProps): Html {
  const say = recordWords(frame.language);
  const { kind, views, query, offers, form, note } = props;
  const { shown, links } = paged(frame, views, query);
  const title = fieldName(frame, kind);
  const beside = html`<p>${exportLinks(frame, kind)}</p>`;
  const list =
    views.length === 0 ? html`<p class="none">${say('noRecords')}</p>` : html`${table(frame, props, shown)}${links}`;
  return html`${pageHead(frame, [{ href: '/records', label: say('records') }], title, beside)}
${doneNote(note)}${form === null ? '' : faultSummary(frame, form.faults)}
${filter(frame, props)}
${section(frame, { id: 'list', title, count: views.length }, list)}
${form === null ? '' : newRecord(frame, kind, offers, form)}${offers.lists}`;
}

// Where a kind can be had as a file.
function exportLinks({ language }: PageFrame, kind: KindOfRecord): Html {
  const say = recordWords(language);
  const href = (format: string) => `/api/v1/exports/${listSegment(kind)}?format=${format}`;
  return html`<span class="files">${say('export')}: <a href="${href('xlsx')}" download>XLSX</a> · <a href="${href('csv')}" download>CSV</a></span>`;
}

const COLUMNS = 5;

// The fields that say most stand first in the catalogue; the rest is on the record's own page.
function table(frame: PageFrame, { kind, catalogue, agencies }: RecordListProps, views: readonly RecordView[]): Html {
  const say = recordWords(frame.language);
  const own = kind.fields.filter((field) => field.key !== kind.owner || field.type === 'device');
  const fields = own.filter(({ key }) => !kind.key.includes(key) || kind.owner === null).slice(0, COLUMNS);
  const isNumber = ({ type }: Field) => type === 'count' || type === 'money' || type === 'number' || type === 'ratio';
  const columns = [
    { label: kind.owner === null ? say('code') : say('name') },
    ...(kind.owner === null ? [] : [{ label: say('agency') }]),
    ...fields.map((field) => ({ label: fieldName(frame, field), isNumber: isNumber(field) })),
    { label: say('since') },
  ];
  const rows = views.map((view) => [
    html`<a href="/records/${addressOf(kind, view.name)}"><bdi>${shortName(kind, view)}</bdi></a>`,
    ...(kind.owner === null ? [] : [agencyLink(view.agency, agencies)]),
    ...fields.map((field) => valueText(frame, catalogue, field, view)),
    formatDate(view.record.validFrom, frame.language),
  ]);
  return dataTable('list', columns, rows);
}

/** A record's name without the agency that stands beside it. */
export function shortName(kind: KindOfRecord, view: RecordView): string {
  const [first = '', ...rest] = kind.key.map((key) => view.name[key] ?? '');
  if (kind.key[0] !== kind.owner || rest.length === 0)
    return typeof view.values.name === 'string' && kind.key.length === 1 ? `${view.values.name} (${first})` : view.code;
  return rest.join('/');
}

function agencyLink(code: string | null, agencies: RecordListProps['agencies']): Html {
  if (code === null) return html`<span class="none">–</span>`;
  return html`<a href="/agencies/${encodeURIComponent(code)}"><bdi>${agencies.get(code)?.name ?? code}</bdi></a>`;
}

function filter(frame: PageFrame, { kind, query }: RecordListProps): Html {
  const say = recordWords(frame.language);
  const ofAgency = kind.owner !== null || kind.fields.some(({ key }) => key === 'agency');
  return html`<form class="filter" method="get" role="search">
${input(frame, [], { name: 'q', label: say('find'), value: query.q, type: 'search' })}
${ofAgency ? input(frame, [], { name: 'agency', label: say('agency'), value: query.agency, list: 'of-agencies' }) : ''}
${input(frame, [], { name: 'as_of', label: say('asOf'), value: query.as_of, type: 'date' })}
<button type="submit">${say('show')}</button></form>`;
}

function newRecord(
  frame: PageFrame,
  kind: KindOfRecord,
  offers: Offers,
  form: NonNullable<RecordListProps['form']>,
): Html {
  const say = recordWords(frame.language);
  const { texts, faults } = form;
  return html`<section class="card form" aria-labelledby="new"><h2 id="new">${say('newRecord')}</h2><p class="hint">${say('newHint')}</p>
<form class="grid" method="post" action="/records/${listSegment(kind)}">${csrfField(frame.viewer?.csrf ?? null)}
${recordFields(frame, kind.fields, texts, offers, faults)}
${input(frame, faults, { name: 'validFrom', label: say('validFrom'), value: texts('validFrom'), type: 'date' })}
${input(frame, faults, { name: 'validTo', label: say('validTo'), value: texts('validTo'), type: 'date' })}
<button type="submit" class="primary">${say('add')}</button></form></section>`;
}
