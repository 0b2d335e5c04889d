import type { Context, Hono } from 'hono';
import { civilDateOf, isCivilDate } from '../../calendar/civil.ts';
import type { KindOfRecord } from '../../inventory/record-catalogue.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { addressOf, addressParams, listSegment, nameBy, type RecordName } from '../record-address.ts';
import { closeRecord, makeRecord, patchRecord } from '../record-change.ts';
import { changePermission } from '../record-policy.ts';
import { recordViews } from '../record-view.ts';
import { openPages } from '../router.ts';
import type { FormFault } from './access-form.ts';
import { type Form, readForm } from './access-submit.ts';
import { frameOf, layout } from './page.ts';
import { changesIn, inputName, inputText, readRecordFields } from './record-fields.ts';
import { recordIndexPage, recordListPage } from './record-list-page.ts';
import { loadIndex, loadList, loadRecord, mayChange } from './record-load.ts';
import { loadOffers } from './record-offers.ts';
import { recordPage } from './record-page.ts';
import { tryRecord } from './record-try.ts';
import { fieldName } from './record-value.ts';
import { type RecordWordKey, recordWords } from './record-words.ts';

/** The pages on which the kinds of the record catalogue are looked at and kept. */
export function recordPages(doors: HttpDoors): Hono<HttpEnv> {
  const pages = openPages().get('/records', 'look', (c) => {
    const frame = frameOf(c, doors.now());
    const title = recordWords(frame.language)('records');
    const main = recordIndexPage(frame, loadIndex(c, doors));
    return c.html(layout(frame, { title, main, live: false, signedIn: true }));
  });
  for (const kind of Object.values(doors.catalogues.records)) pages.routes.route('/', kindPages(doors, kind));
  return pages.routes;
}

function kindPages(doors: HttpDoors, kind: KindOfRecord): Hono<HttpEnv> {
  const list = `/records/${listSegment(kind)}`;
  const one = [list, ...addressParams(kind).map((param) => `:${param}`)].join('/');
  const policy = changePermission(kind.kind);
  const nameOf = (c: Context<HttpEnv>): RecordName =>
    nameBy(
      kind,
      Object.fromEntries(addressParams(kind).map((param) => [param, (c.req.param(param) ?? '').normalize('NFC')])),
    );
  const go = (c: Context<HttpEnv>, name: RecordName, done: RecordWordKey) =>
    c.redirect(`/records/${addressOf(kind, name)}?done=${done}`, 303);
  return openPages()
    .get(list, 'look', (c) => c.html(listPage(c, doors, kind, firstTexts(c), [])))
    .post(list, policy, async (c) => {
      const form = await readForm(c);
      const { values, faults } = readRecordFields(kind.fields, form);
      if (faults.length > 0) return c.html(listPage(c, doors, kind, form, faults), 400);
      const dates = { validFrom: form('validFrom') || null, validTo: form('validTo') || null };
      const made = await tryRecord(() => makeRecord(c, doors, kind, { values, ...dates }), ['validFrom', 'validTo']);
      if (made.faults) return c.html(listPage(c, doors, kind, form, made.faults), made.status);
      const view = recordViews(doors.read, c.get('caller').scope, kind, doors.now()).of(made.made);
      return go(c, view.name, 'made');
    })
    .get(one, 'look', (c) => c.html(onePage(c, doors, kind, nameOf(c), null, [])))
    .post(`${one}/change`, policy, async (c) => {
      const name = nameOf(c);
      const form = await readForm(c);
      const free = kind.fields.filter(({ key }) => !kind.key.includes(key));
      const read = readRecordFields(free, form);
      if (read.faults.length > 0) return c.html(onePage(c, doors, kind, name, form, read.faults), 400);
      const values = changesIn(kind, read.values, loadRecord(c, doors, kind, name).view.values);
      if (Object.keys(values).length === 0) return go(c, name, 'nothingChanged');
      const wish = { values, from: form('from') || null, ifMatch: versionIn(form) };
      const done = await tryRecord(() => patchRecord(c, doors, kind, name, wish), ['from']);
      // What somebody else wrote meanwhile is shown, not what this form held.
      if (done.faults)
        return c.html(onePage(c, doors, kind, name, done.status === 412 ? null : form, done.faults), done.status);
      return go(c, name, 'done');
    })
    .post(`${one}/close`, policy, async (c) => {
      const name = nameOf(c);
      const form = await readForm(c);
      const wish = { on: form('on') || null, ifMatch: versionIn(form) };
      const done = await tryRecord(() => closeRecord(c, doors, kind, name, wish), ['on']);
      if (done.faults) return c.html(onePage(c, doors, kind, name, null, done.faults), done.status);
      return go(c, name, 'closed');
    }).routes;
}

function listPage(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  kind: KindOfRecord,
  texts: Form,
  faults: readonly FormFault[],
) {
  const frame = frameOf(c, doors.now());
  const { catalogues, read } = doors;
  const { scope } = c.get('caller');
  const asOf = c.req.query('as_of') ?? '';
  const query = {
    agency: c.req.query('agency') ?? '',
    q: c.req.query('q') ?? '',
    page: c.req.query('page') ?? '',
    as_of: isCivilDate(asOf) ? asOf : civilDateOf(frame.now),
  };
  const offers = loadOffers(read, scope, [kind], frame.now);
  const form = mayChange(c, kind) ? { texts, faults } : null;
  const note = noteOf(c);
  const loaded = loadList(c, doors, kind, query);
  const main = recordListPage(frame, { kind, catalogue: catalogues.records, ...loaded, query, offers, form, note });
  return layout(frame, { title: fieldName(frame, kind), main, live: false, signedIn: true });
}

function onePage(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  kind: KindOfRecord,
  name: RecordName,
  typed: Form | null,
  faults: readonly FormFault[],
) {
  const frame = frameOf(c, doors.now());
  const loaded = loadRecord(c, doors, kind, name);
  const { view } = loaded;
  const standing = new Map(kind.fields.map(({ key }) => [inputName(key), inputText(view.values[key])]));
  const texts = typed ?? ((field: string) => standing.get(field) ?? '');
  const isOwn = mayChange(c, kind, view.record);
  const offers = loadOffers(doors.read, c.get('caller').scope, [kind], frame.now);
  const form = isOwn ? { texts, faults, offers } : null;
  const main = recordPage(frame, { kind, catalogue: doors.catalogues.records, ...loaded, form, note: noteOf(c) });
  return layout(frame, { title: view.code, main, live: false, signedIn: true });
}

// What a link to the list of an agency already says need not be typed again.
function firstTexts(c: Context<HttpEnv>): Form {
  const agency = c.req.query('agency') ?? '';
  return (name) => (name === inputName('agency') || name === inputName('owner') ? agency : '');
}

function versionIn(form: Form): number | null {
  const text = form('version');
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function noteOf(c: Context<HttpEnv>): string | null {
  const done = doneWords.find((word) => word === c.req.query('done'));
  return done === undefined ? null : recordWords(frameOf(c, 0).language)(done);
}

const doneWords = ['made', 'done', 'closed', 'nothingChanged'] as const satisfies readonly RecordWordKey[];
