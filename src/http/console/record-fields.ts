import { html } from 'hono/html';
import { readShare } from '../../inventory/administrative-share.ts';
import type { FieldValue } from '../../inventory/record.ts';
import type { Field, KindOfRecord } from '../../inventory/record-catalogue.ts';
import type { SentValues } from '../record-change.ts';
import type { ShownValue } from '../record-view.ts';
import type { FormFault } from './access-form.ts';
import type { Form } from './access-submit.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { type Input, input } from './record-input.ts';
import type { Offers } from './record-offers.ts';
import { fieldName } from './record-value.ts';
import { recordWords } from './record-words.ts';

/** The name under which a field stands in a form: apart from the dates that stand beside it. */
export function inputName(key: string): string {
  return `v-${key}`;
}

/** What a field of a record holds, as its form shows it. */
export function inputText(value: ShownValue | undefined): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** The fields of a kind in a form; key fields only where the record is yet to be named. */
export function recordFields(
  frame: PageFrame,
  fields: readonly Field[],
  texts: Form,
  offers: Offers,
  faults: readonly FormFault[],
): Html {
  return html`${fields.map((field) => input(frame, faults, inputOf(frame, field, texts(inputName(field.key)), offers)))}`;
}

/** What the fields of a form say, each read as its type has it; empty ones are not given. */
export function readRecordFields(
  fields: readonly Field[],
  texts: Form,
): { readonly values: SentValues; readonly faults: readonly FormFault[] } {
  const faults: FormFault[] = [];
  const values = fields.flatMap((field): [string, FieldValue | null][] => {
    const text = texts(inputName(field.key)).normalize('NFC').trim();
    if (text === '') return [];
    const value = readText(field, text);
    if (value === null) faults.push({ field: inputName(field.key), message: unclear(field) });
    return [[field.key, value]];
  });
  return { values: Object.fromEntries(values), faults };
}

/** Of what a form says only what differs from what stands there; what was emptied is cleared. */
export function changesIn(
  kind: KindOfRecord,
  values: SentValues,
  standing: Readonly<Record<string, ShownValue>>,
): SentValues {
  const free = kind.fields.filter(({ key }) => !kind.key.includes(key));
  const changed = free.flatMap(({ key }): [string, FieldValue | null][] => {
    const [was, is] = [standing[key], values[key] ?? null];
    if (JSON.stringify(was ?? null) === JSON.stringify(is)) return [];
    return [[key, is]];
  });
  return Object.fromEntries(changed);
}

function inputOf(frame: PageFrame, field: Field, value: string, offers: Offers): Input {
  const say = recordWords(frame.language);
  const { key, required } = field;
  const one = { name: inputName(key), label: labelOf(frame, field), value, required };
  switch (field.type) {
    case 'choice':
      return {
        ...one,
        options: field.choices.map((choice) => ({ value: choice.key, label: fieldName(frame, choice) })),
      };
    case 'flag':
      return {
        ...one,
        options: [
          { value: 'true', label: say('yes') },
          { value: 'false', label: say('no') },
        ],
      };
    case 'date':
      return { ...one, type: 'date' };
    case 'agency':
      return { ...one, list: offers.agencies };
    case 'record':
      return { ...one, list: offers.records(field.kind) };
    case 'device':
      return { ...one, list: offers.devices, hint: say('deviceHint') };
    case 'devices':
      return { ...one, type: 'lines', hint: `${say('deviceHint')}. ${say('ofList')}` };
    case 'urls':
      return { ...one, type: 'lines', hint: `${say('urlHint')}. ${say('ofList')}` };
    case 'url':
      return { ...one, hint: say('urlHint') };
    case 'ratio':
      return { ...one, isNumeric: true, hint: say('ratioHint') };
    case 'text':
      return { ...one, max: field.max };
    case 'code':
      return { ...one, max: 35 };
    default:
      return { ...one, isNumeric: true };
  }
}

function labelOf(frame: PageFrame, field: Field): string {
  const name = fieldName(frame, field);
  return field.type === 'number' && !name.includes(field.unit) ? `${name} (${field.unit})` : name;
}

function readText(field: Field, text: string): FieldValue | null {
  switch (field.type) {
    case 'count':
    case 'money': {
      // Blanks between groups of digits say nothing else; points and commas do.
      const digits = text.replace(/[\s\u00a0\u202f]/g, '');
      return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
    }
    case 'number':
      return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
    case 'ratio':
      return readShare(text);
    case 'flag':
      return text === 'true';
    case 'devices':
    case 'urls':
      return [...new Set(text.split(/[\n;]/).map((one) => one.trim()))].filter((one) => one !== '').toSorted();
    default:
      return text;
  }
}

function unclear({ type }: Field): string {
  if (type === 'ratio') return 'cần tỷ lệ như 0,6 hoặc 60 % / needs a share such as 0.6 or 60 %';
  if (type === 'number') return 'cần một số như 12,5 / needs a number such as 12.5';
  return 'cần số nguyên, không dấu chấm hay phẩy / needs a whole number without points or commas';
}
