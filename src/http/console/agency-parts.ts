import { html } from 'hono/html';
import type { FactVersion } from '../../inventory/fact.ts';
import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import type { RecordCatalogue } from '../../inventory/record-catalogue.ts';
import { formatDate } from '../../text/date.ts';
import { label } from '../../text/labels.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import { addressOf, listSegment } from '../record-address.ts';
import { type AgencyDetails, shownKinds } from './agency-load.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { shortName } from './record-list-page.ts';
import { dataTable, section } from './record-parts.ts';
import { fieldName, valueText } from './record-value.ts';
import { type RecordWordKey, recordWords } from './record-words.ts';

const shown: Readonly<
  Record<(typeof shownKinds)[number], { readonly title: RecordWordKey; readonly fields: readonly string[] }>
> = {
  site: { title: 'sites', fields: ['main', 'address', 'administrative_unit', 'former_name'] },
  wan_link: { title: 'links', fields: ['level', 'carrier', 'direction', 'down_mbps', 'up_mbps', 'device'] },
  hosted_system: { title: 'systems', fields: ['kind', 'in_data_center', 'security_level', 'endpoints'] },
  deployment: { title: 'deployments', fields: ['system', 'users', 'note'] },
};

/** What an agency has of each kind, with the way to add more. */
export function agencyRecords(frame: PageFrame, { agency, records }: AgencyDetails, catalogue: RecordCatalogue): Html {
  const say = recordWords(frame.language);
  const parts = shownKinds.map((key) => {
    const kind = catalogue[key];
    const fields = shown[key].fields.flatMap((one) => kind.fields.find((field) => field.key === one) ?? []);
    const rows = records[key].map((view) => [
      html`<a href="/records/${addressOf(kind, view.name)}"><bdi>${key === 'deployment' ? view.code : shortName(kind, view)}</bdi></a>`,
      ...fields.map((field) => valueText(frame, catalogue, field, view)),
    ]);
    const columns = [{ label: say('name') }, ...fields.map((field) => ({ label: fieldName(frame, field) }))];
    const href = `/records/${listSegment(kind)}?agency=${encodeURIComponent(agency.code)}`;
    const head = { id: key, title: say(shown[key].title), count: rows.length, link: { href, label: say('more') } };
    return section(
      frame,
      head,
      rows.length === 0 ? html`<p class="none">${say('none')}</p>` : dataTable(key, columns, rows),
    );
  });
  return html`${parts}`;
}

/** The devices and the address prefixes of an agency. */
export function agencyDevices(frame: PageFrame, { devices, prefixes }: AgencyDetails): Html {
  const { language } = frame;
  const say = recordWords(language);
  const columns = [{ label: say('devices') }, { label: say('kind') }, { label: say('address') }];
  const rows = devices.map((one) => [
    html`<a href="/devices/${one.id}"><bdi>${one.name}</bdi></a>`,
    label('role', one.role)[language],
    html`<code>${one.address}</code>`,
  ]);
  const list = rows.length === 0 ? html`<p class="none">${say('none')}</p>` : dataTable('devices', columns, rows);
  const nets =
    prefixes.length === 0
      ? html`<p class="none">${say('none')}</p>`
      : html`<ul class="plain card">${prefixes.map(({ cidr }) => html`<li><code>${cidr}</code></li>`)}</ul>`;
  return html`${section(frame, { id: 'devices', title: say('devices'), count: rows.length }, list)}
${section(frame, { id: 'prefixes', title: say('prefixes'), count: prefixes.length }, nets)}`;
}

/** Whom to write to at an agency; nothing at all for whoever may not see it. */
export function agencyContacts(frame: PageFrame, { agency, contacts }: AgencyDetails): Html {
  if (contacts === null) return html``;
  const say = recordWords(frame.language);
  const columns = [
    { label: say('fullName') },
    { label: say('title') },
    { label: say('phone') },
    { label: say('email') },
  ];
  const rows = contacts.map((one) => [
    html`<a href="/contacts/${one.id}"><bdi>${one.name}</bdi></a>`,
    one.title ?? '',
    one.phone ?? '',
    one.email ?? '',
  ]);
  const link = { href: `/contacts?agency=${encodeURIComponent(agency.code)}`, label: say('more') };
  const list =
    rows.length === 0 ? html`<p class="none">${say('noContacts')}</p>` : dataTable('contacts', columns, rows);
  return section(frame, { id: 'contacts', title: say('contacts'), count: rows.length, link }, list);
}

/** The facts that hold on the date, declared, observed and published side by side. */
export function agencyFacts(frame: PageFrame, { facts }: AgencyDetails, catalogue: FactCatalogue): Html {
  const { language } = frame;
  const say = recordWords(language);
  const columns = [
    { label: say('fact') },
    { label: say('value'), isNumber: true },
    { label: say('kind') },
    { label: say('source') },
    { label: say('since') },
  ];
  const rows = facts.map((one) => {
    const definition = catalogue.facts.get(one.fact);
    const name = definition === undefined ? one.fact : fieldName(frame, definition);
    const narrowed = one.dimensions === '' ? '' : html` <small><bdi>${one.dimensions}</bdi></small>`;
    return [
      html`${name}${narrowed}`,
      factText(frame, one, catalogue),
      label('fact_kind', one.kind)[language],
      html`<bdi>${one.source}</bdi>`,
      formatDate(one.validFrom, language),
    ];
  });
  const list = rows.length === 0 ? html`<p class="none">${say('noFacts')}</p>` : dataTable('facts', columns, rows);
  return section(frame, { id: 'facts', title: say('facts'), count: rows.length }, list);
}

// The value of a fact as its type has it.
function factText(
  { language }: PageFrame,
  { fact, value }: Pick<FactVersion, 'fact' | 'value'>,
  catalogue: FactCatalogue,
): string {
  const say = recordWords(language);
  const type = catalogue.facts.get(fact)?.type;
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (type === 'ratio' && typeof value === 'number') return formatPercent(value, language);
  if (type === 'money' && typeof value === 'number') return `${formatNumber(value, language)} ₫`;
  if (type === 'date' && typeof value === 'string') return formatDate(value, language);
  if (typeof value === 'number') return formatNumber(value, language, Number.isInteger(value) ? 0 : 2);
  return value ?? '–';
}
