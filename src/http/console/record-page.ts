import { html } from 'hono/html';
import { civilDateOf } from '../../calendar/civil.ts';
import type { KindOfRecord, RecordCatalogue } from '../../inventory/record-catalogue.ts';
import { addressOf, listSegment } from '../record-address.ts';
import type { RecordView } from '../record-view.ts';
import type { KnownPeriod } from '../version-history.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary } from './access-form.ts';
import type { Form } from './access-submit.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { recordFields } from './record-fields.ts';
import { input } from './record-input.ts';
import { shortName } from './record-list-page.ts';
import type { Offers } from './record-offers.ts';
import { doneNote, line, pageHead, section } from './record-parts.ts';
import { spanText, type TimelineEntry, timeline } from './record-timeline.ts';
import { fieldName, plainText, valueText } from './record-value.ts';
import { recordWords } from './record-words.ts';

/** Everything the page of a record shows; `form` is null for whoever may not change it. */
export type RecordProps = {
  readonly kind: KindOfRecord;
  readonly catalogue: RecordCatalogue;
  readonly view: RecordView;
  readonly agency: { readonly code: string; readonly name: string } | null;
  readonly history: readonly KnownPeriod<RecordView>[];
  readonly form: { readonly texts: Form; readonly offers: Offers; readonly faults: readonly FormFault[] } | null;
  readonly note: string | null;
};

/** One record: what is said of it, how that came to be, and the forms to change and close it. */
export function recordPage(frame: PageFrame, props: RecordProps): Html {
  const say = recordWords(frame.language);
  const { kind, view, agency, form, note } = props;
  const today = civilDateOf(frame.now);
  const crumbs = [
    { href: '/records', label: say('records') },
    { href: `/records/${listSegment(kind)}`, label: fieldName(frame, kind) },
    ...(agency === null
      ? []
      : [{ href: `/agencies/${encodeURIComponent(agency.code)}`, label: html`<bdi>${agency.name}</bdi>` }]),
  ];
  const title = html`<bdi>${shortName(kind, view)}</bdi>`;
  const entries = timelineOf(frame, kind, props.history);
  return html`${pageHead(frame, crumbs, title, spanText(frame, view.record, today))}
${doneNote(note)}${form === null ? '' : faultSummary(frame, form.faults)}
<div class="columns">${details(frame, props)}
<div class="card">${section(frame, { id: 'versions', title: say('versions'), count: entries.length }, timeline(frame, entries))}</div></div>
${form === null ? '' : html`${changeForm(frame, kind, view, form)}${closeForm(frame, kind, view, form)}`}`;
}

function details(frame: PageFrame, { kind, catalogue, view }: RecordProps): Html {
  const say = recordWords(frame.language);
  const rows = kind.fields.map((field) => line(fieldName(frame, field), valueText(frame, catalogue, field, view)));
  return html`<section class="card" aria-labelledby="details"><h2 id="details">${say('details')}</h2><dl>${rows}</dl></section>`;
}

function changeForm(
  frame: PageFrame,
  kind: KindOfRecord,
  view: RecordView,
  form: NonNullable<RecordProps['form']>,
): Html {
  const say = recordWords(frame.language);
  const { texts, offers, faults } = form;
  const fields = kind.fields.filter(({ key }) => !kind.key.includes(key));
  if (fields.length === 0) return html``;
  return html`<section class="card form" aria-labelledby="change"><h2 id="change">${say('change')}</h2><p class="hint">${say('changeHint')}</p>
<form class="grid" method="post" action="/records/${addressOf(kind, view.name)}/change">${csrfField(frame.viewer?.csrf ?? null)}
<input type="hidden" name="version" value="${view.record.knownSeq}">
${recordFields(frame, fields, texts, offers, faults)}
${input(frame, faults, { name: 'from', label: say('from'), hint: say('fromHint'), value: texts('from'), type: 'date' })}
<button type="submit" class="primary">${say('save')}</button></form>${offers.lists}</section>`;
}

// Unfolded first: one slip of the finger must not end anything.
function closeForm(
  frame: PageFrame,
  kind: KindOfRecord,
  view: RecordView,
  { texts, faults }: NonNullable<RecordProps['form']>,
): Html {
  const say = recordWords(frame.language);
  const isOpen = faults.some(({ field }) => field === 'on');
  return html`<section class="card form" aria-labelledby="close"><h2 id="close">${say('close')}</h2>
<details class="ask" ${isOpen ? html`open` : ''}><summary>${say('close')}</summary><p class="hint">${say('closeHint')}</p>
<form class="stack" method="post" action="/records/${addressOf(kind, view.name)}/close">${csrfField(frame.viewer?.csrf ?? null)}
<input type="hidden" name="version" value="${view.record.knownSeq}">
${input(frame, faults, { name: 'on', label: say('closeOn'), value: texts('on') || civilDateOf(frame.now), type: 'date' })}
<button type="submit" class="danger">${say('confirm')}</button></form></details></section>`;
}

function timelineOf(frame: PageFrame, kind: KindOfRecord, history: RecordProps['history']): TimelineEntry[] {
  return history.map(({ from, to, knownSeq, said: view }, at) => {
    const before = history[at - 1]?.to === from ? history[at - 1]?.said : undefined;
    const said = kind.fields.flatMap((field) => {
      const [was, is] = [before?.values[field.key], view.values[field.key]];
      const isKey = kind.key.includes(field.key);
      if (isKey || JSON.stringify(was) === JSON.stringify(is)) return [];
      const shown = (value: typeof was) => (value === undefined ? null : plainText(frame, field, value));
      return [{ name: fieldName(frame, field), was: before === undefined ? null : shown(was), is: shown(is) }];
    });
    return { from, to, knownSeq, said };
  });
}
