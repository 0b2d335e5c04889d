import { html } from 'hono/html';
import type { Field, RecordCatalogue } from '../../inventory/record-catalogue.ts';
import { formatDate } from '../../text/date.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import { addressOf, nameOfCode } from '../record-address.ts';
import type { RecordView, ShownValue } from '../record-view.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { recordWords } from './record-words.ts';

/** A field of a record as people read it, with the way to what it names; a dash where nothing is known. */
export function valueText(frame: PageFrame, catalogue: RecordCatalogue, field: Field, view: RecordView): Html | string {
  const value = view.values[field.key];
  if (value === undefined) return html`<span class="none">–</span>`;
  switch (field.type) {
    case 'device':
    case 'devices':
      return devicesText(value, view.deviceIds[field.key]);
    case 'record': {
      const kind = catalogue[field.kind];
      const name = nameOfCode(kind, String(value));
      return html`<a href="/records/${addressOf(kind, name)}"><bdi>${value}</bdi></a>`;
    }
    case 'urls':
      return html`<ul class="plain">${listOf(value).map((one) => html`<li>${urlText(one)}</li>`)}</ul>`;
    default:
      return plainText(frame, field, value);
  }
}

/** The same without any link, for a line of a timeline. */
export function plainText({ language }: PageFrame, field: Field, value: ShownValue): Html | string {
  switch (field.type) {
    case 'choice': {
      const chosen = field.choices.find(({ key }) => key === value);
      return (language === 'vi' ? chosen?.nameVi : chosen?.nameEn) ?? String(value);
    }
    case 'flag':
      return recordWords(language)(value === true ? 'yes' : 'no');
    case 'money':
      return `${formatNumber(Number(value), language)} ₫`;
    case 'count':
      return formatNumber(Number(value), language);
    case 'number':
      return measured(formatNumber(Number(value), language, Number.isInteger(value) ? 0 : 2), field);
    case 'ratio':
      return formatPercent(Number(value), language);
    case 'date':
      return formatDate(String(value), language);
    case 'agency':
      return html`<a href="/agencies/${encodeURIComponent(String(value))}"><code>${value}</code></a>`;
    case 'url':
      return urlText(String(value));
    default:
      return html`<bdi>${listOf(value).join(', ')}</bdi>`;
  }
}

/** What a field is called in the language of the page. */
export function fieldName({ language }: PageFrame, { nameVi, nameEn }: Pick<Field, 'nameVi' | 'nameEn'>): string {
  return language === 'vi' ? nameVi : nameEn;
}

// Many names of fields say the unit already.
function measured(text: string, { nameVi, unit }: Extract<Field, { type: 'number' }>): string {
  return nameVi.includes(unit) ? text : `${text} ${unit}`;
}

function devicesText(value: ShownValue, ids: RecordView['deviceIds'][string] | undefined): Html {
  const known = typeof ids === 'string' ? [ids] : (ids ?? []);
  const links = listOf(value).map((name, at) => html`<li><a href="/devices/${known[at]}"><bdi>${name}</bdi></a></li>`);
  return html`<ul class="plain">${links}</ul>`;
}

function urlText(text: string): Html {
  // Whoever runs the other end must not learn where our pages are.
  if (/^https?:/.test(text)) return html`<a href="${text}" rel="noreferrer noopener"><bdi>${text}</bdi></a>`;
  return html`<bdi>${text}</bdi>`;
}

function listOf(value: ShownValue): readonly string[] {
  return Array.isArray(value) ? value : [String(value)];
}
