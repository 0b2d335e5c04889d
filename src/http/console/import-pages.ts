import type { Context, Hono } from 'hono';
import { InvalidError } from '../../errors.ts';
import { listKindsOf } from '../../inventory/import-lists.ts';
import { cellFaultOf } from '../../report/sheet/import-fault.ts';
import { say } from '../../text/catalogue.ts';
import { bothWords } from '../../text/words.ts';
import { attachment, fileTypes } from '../attachment.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { endingIn, formOfName } from '../import-file.ts';
import { rememberMappings } from '../import-memory.ts';
import { previewOf } from '../import-preview.ts';
import { importFile, mayImport, requireAnyImport, undoImport } from '../import-run.ts';
import { openPages } from '../router.ts';
import { Uploads } from '../uploads.ts';
import type { FormFault } from './access-form.ts';
import { attempt, readForm } from './access-submit.ts';
import { importCheckPage } from './import-check-page.ts';
import { choicesIn } from './import-form.ts';
import { importListPage, importRunPage } from './import-list-page.ts';
import { checkedUpload, lineOf, ownerOf, runOf, sentFile, uploadOf, type Waiting } from './import-load.ts';
import { type ImportWordKey, importWords } from './import-words.ts';
import { frameOf, layout } from './page.ts';

/** The pages on which files are brought in: checked first, shown, then imported, and taken back if need be. */
export function importPages(doors: HttpDoors): Hono<HttpEnv> {
  const uploads = new Uploads();
  const here = { doors, uploads };
  return openPages()
    .get('/imports', 'look', (c) => c.html(listPage(c, doors, [])))
    .post('/imports/files', 'signed-in', async (c) => {
      requireAnyImport(c.get('caller'));
      const { file, kind = '', source = '' } = await c.req.parseBody();
      if (!(file instanceof File) || file.size === 0)
        return c.html(listPage(c, doors, [fault(c, doors, 'noFile')]), 400);
      const form = formOfName(file.name);
      if (form === null) return c.html(listPage(c, doors, [fault(c, doors, 'badForm')]), 400);
      const sent = await sentFile(file, form, { kind: lineOf(kind), source: lineOf(source) });
      return c.redirect(`/imports/files/${uploads.put(ownerOf(c), sent, doors.now())}`, 303);
    })
    .get('/imports/files/:file', 'signed-in', async (c) => c.html(await checkPage(c, here)))
    .post('/imports/files/:file', 'signed-in', async (c) => {
      const { id, upload } = uploadOf(c, here);
      uploads.change(id, { ...upload, sent: choicesIn(await readForm(c), upload.sent), checked: null });
      return c.redirect(`/imports/files/${id}`, 303);
    })
    .get('/imports/files/:file/marked', 'signed-in', async (c) => {
      const { sent } = uploadOf(c, here).upload;
      const { problems } = await checkedUpload(c, here);
      const file = endingIn(sent.file, sent.form);
      const faults = problems.map(cellFaultOf);
      const made = await doors.sheets.annotate({ bytes: sent.bytes, encoding: sent.encoding, file, faults });
      if ('fault' in made) throw new InvalidError(bothWords(say(`sheet-${made.fault.code}`, made.fault.params)));
      c.header('Content-Disposition', attachment(file.replace(/(\.\w+)$/, '-loi$1')));
      const type = sent.form === 'csv' ? fileTypes.csv : fileTypes.xlsx;
      return c.body(new Uint8Array(made.bytes), 200, { 'Content-Type': type });
    })
    .post('/imports/files/:file/import', 'signed-in', async (c) => {
      const { id, upload } = uploadOf(c, here);
      const remember = (await readForm(c))('remember') === '1';
      const done = await attempt([], () => importFile(c, doors, upload.sent, false));
      // What is wrong with it by now is told where it waits.
      if (done.faults) {
        uploads.change(id, { ...upload, checked: null });
        return c.redirect(`/imports/files/${id}`, 303);
      }
      if (remember) await rememberMappings(c, doors, upload.sent, done.made.file);
      uploads.forget(id);
      const made = done.made.result.subjects.find(({ kind }) => kind === 'imports');
      return c.redirect(made === undefined ? '/imports?done=nothingDone' : `/imports/${made.id}?done=done`, 303);
    })
    .get('/imports/:id{[0-9]+}', 'look', (c) => c.html(runPage(c, doors, [])))
    .post('/imports/:id{[0-9]+}/undo', 'signed-in', async (c) => {
      const { id } = runOf(c, doors);
      const done = await attempt([], () => undoImport(c, doors, id));
      if (done.faults) return c.html(runPage(c, doors, done.faults), done.status);
      return c.redirect(`/imports/${id}?done=undoDone`, 303);
    }).routes;
}

function listPage(c: Context<HttpEnv>, doors: HttpDoors, faults: readonly FormFault[]) {
  const frame = frameOf(c, doors.now());
  const caller = c.get('caller');
  const runs = doors.read.imports.list(caller.scope, { limit: 100 });
  const choices = listKindsOf(doors.catalogues).filter(({ kind }) => kind !== 'wide-facts');
  const kinds = choices.filter(({ kind }) => kind !== 'contacts' || caller.may('see-contacts') !== null);
  const form = mayImport(caller) ? { source: '', kind: '', faults } : null;
  const main = importListPage(frame, { runs, kinds, choices, form, note: noteOf(c, doors) });
  return layout(frame, { title: importWords(frame.language)('imports'), main, live: false, signedIn: true });
}

function runPage(c: Context<HttpEnv>, doors: HttpDoors, faults: readonly FormFault[]) {
  const frame = frameOf(c, doors.now());
  const run = runOf(c, doors);
  const main = importRunPage(frame, run, { mayUndo: mayImport(c.get('caller')), faults, note: noteOf(c, doors) });
  return layout(frame, { title: run.source, main, live: false, signedIn: true });
}

async function checkPage(c: Context<HttpEnv>, here: Waiting) {
  const { doors } = here;
  const { id, upload } = uploadOf(c, here);
  const { file, result, problems } = await checkedUpload(c, here);
  const frame = frameOf(c, doors.now());
  const { scope } = c.get('caller');
  const preview =
    result === null
      ? []
      : previewOf(doors.read, scope, file.entries, result, { catalogue: doors.catalogues.records, now: frame.now });
  const before = doors.read.imports.ofFile(scope, file.hash);
  const lists = listKindsOf(doors.catalogues);
  const main = importCheckPage(frame, { id, sent: upload.sent, file, result, problems, preview, before, lists });
  return layout(frame, { title: upload.sent.file, main, live: false, signedIn: true });
}

function fault(c: Context<HttpEnv>, doors: HttpDoors, word: ImportWordKey): FormFault {
  return { field: 'file', message: importWords(frameOf(c, doors.now()).language)(word) };
}

function noteOf(c: Context<HttpEnv>, doors: HttpDoors): string | null {
  const said = (['done', 'undoDone', 'nothingDone'] as const).find((word) => word === c.req.query('done'));
  return said === undefined ? null : importWords(frameOf(c, doors.now()).language)(said);
}
