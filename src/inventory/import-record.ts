import { CONTACT_PURPOSE } from './contact.ts';
import {
  given,
  note,
  type Row,
  readCanonical,
  readCode,
  readCount,
  readDate,
  readFlag,
  readNumber,
  readText,
  readWord,
} from './import-cell.ts';
import type { ContactEntry, RecordEntry } from './import-entry.ts';
import type { FieldValue } from './record.ts';
import type { Field, KindOfRecord, RecordCatalogue } from './record-catalogue.ts';

const MONEY_MAX = 1_000_000_000_000_000;

/**
 * Reads one record. A column that is not there says nothing of its field; one that is there and empty clears it, but for
 * key fields, which name the record.
 */
export function readRecord(row: Row, kind: KindOfRecord): RecordEntry {
  const said = kind.fields.flatMap((field): [string, FieldValue | null][] => {
    if (given(row, field.key)) return [[field.key, readField(row, field)]];
    if (kind.key.includes(field.key)) return [[field.key, readField(row, field)]];
    return row.emptied.has(field.key) ? [[field.key, null]] : [];
  });
  return {
    place: row.place,
    kind: kind.kind,
    values: Object.fromEntries(said),
    validFrom: given(row, 'valid_from') ? readDate(row, 'valid_from') : null,
    validTo: given(row, 'valid_to') ? readDate(row, 'valid_to') : null,
  };
}

/** Reads one focal point. */
export function readContact(row: Row): ContactEntry {
  return {
    place: row.place,
    agency: readCode(row, 'agency'),
    name: readText(row, 'name', 80),
    title: given(row, 'title') ? readText(row, 'title', 80) : null,
    phone: given(row, 'phone') ? readCanonical(row, 'phone', canonicalPhone, 'phone-malformed') : null,
    email: given(row, 'email') ? readCanonical(row, 'email', canonicalEmail, 'email-malformed') : null,
    purpose: given(row, 'purpose') ? readText(row, 'purpose', 200) : CONTACT_PURPOSE,
  };
}

/** The code of a record as a document names it: its key fields joined by `/`; a device stays `AGENCY/name`. */
export function entryCode({ kind, values }: RecordEntry, catalogue: RecordCatalogue): string {
  return catalogue[kind].key.map((key) => String(values[key] ?? '')).join('/');
}

function readField(row: Row, field: Field): FieldValue {
  const { key } = field;
  switch (field.type) {
    case 'text':
      return readText(row, key, field.max);
    case 'code':
    case 'agency':
      return readCode(row, key);
    case 'record':
      return readText(row, key, 160);
    case 'choice':
      return readWord(row, key, field.choices);
    case 'count':
      return readCount(row, key, field.min, field.max);
    case 'money':
      return readCount(row, key, 0, MONEY_MAX);
    case 'number':
      return readNumber(row, key, field.min, field.max);
    case 'ratio':
      return readNumber(row, key, 0, 1);
    case 'date':
      return readDate(row, key);
    case 'flag':
      return readFlag(row, key);
    case 'url':
      return readCanonical(row, key, canonicalUrl, 'url-malformed');
    case 'urls':
      return readList(row, key, canonicalUrl, 'url-malformed');
    case 'device':
      return readCanonical(row, key, canonicalDevice, 'device-malformed');
    case 'devices':
      return readList(row, key, canonicalDevice, 'device-malformed');
  }
}

function readList(
  row: Row,
  column: string,
  canonical: (text: string) => string | null,
  code: 'url-malformed' | 'device-malformed',
): string[] {
  const value = row.cells.get(column);
  // A semicolon may stand inside an address; between two of them another begins behind it.
  const parting = code === 'url-malformed' ? /\s+|;(?=\s|$|\w+:)/ : /[;\n]/;
  const listed: readonly unknown[] = Array.isArray(value) ? value : String(value).split(parting);
  const texts = listed.map((one) => String(one).normalize('NFC').trim()).filter((text) => text !== '');
  return [...new Set(texts.map((text) => readOne(row, column, text, canonical, code)))].toSorted();
}

function readOne(
  row: Row,
  column: string,
  text: string,
  canonical: (text: string) => string | null,
  code: 'url-malformed' | 'device-malformed',
): string {
  const form = canonical(text);
  if (form === null) note(row, column, code, { text: text.slice(0, 60) });
  return form ?? '';
}

/** `AGENCY/name`; the part behind the last slash is the device's own name. */
function canonicalDevice(text: string): string | null {
  const at = text.lastIndexOf('/');
  return at > 0 && at < text.length - 1 ? text : null;
}

/** An `http:` or `https:` address without a password, or `tcp://host:port`. */
export function canonicalUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!['http:', 'https:', 'tcp:'].includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.protocol === 'tcp:' && url.port === '' ? null : url.href;
}

function canonicalPhone(text: string): string | null {
  const digits = text.replace(/[\s.()-]/g, '');
  return /^\+?\d{8,15}$/.test(digits) ? digits : null;
}

function canonicalEmail(text: string): string | null {
  return /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text) ? text.toLowerCase() : null;
}
