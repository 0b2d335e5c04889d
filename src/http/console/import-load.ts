import type { Context } from 'hono';
import { actorName } from '../../access/actor.ts';
import { NotFoundError } from '../../errors.ts';
import type { ImportRun } from '../../store/imports.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import type { FileForm, SentFile } from '../import-file.ts';
import { checkFile } from '../import-run.ts';
import { idParam } from '../schemas.ts';
import type { Checked, Upload, Uploads } from '../uploads.ts';

/** Where files wait, and what is needed to look into them. */
export type Waiting = { readonly doors: HttpDoors; readonly uploads: Uploads };

/** The file of a page, for whoever sent it alone. @throws NotFoundError for everybody else, and once it is forgotten */
export function uploadOf(
  c: Context<HttpEnv>,
  { doors, uploads }: Waiting,
): { readonly id: string; readonly upload: Upload } {
  const id = c.req.param('file') ?? '';
  const upload = uploads.get(id, ownerOf(c), doors.now());
  if (upload !== null) return { id, upload };
  throw new NotFoundError(
    'tệp này không còn chờ ở đây (giữ tối đa một giờ), hãy gửi lại / this file no longer waits here (at most an hour), send it again',
  );
}

/** What a file that waits would come to, looked into again only when something was written since. */
export async function checkedUpload(c: Context<HttpEnv>, here: Waiting): Promise<Checked> {
  const { doors, uploads } = here;
  const { id, upload } = uploadOf(c, here);
  const seq = doors.read.commits.lastSeq();
  if (upload.checked?.seq === seq) return upload.checked;
  const checked = { seq, ...(await checkFile(c, doors, upload.sent)) };
  uploads.change(id, { ...upload, checked });
  return checked;
}

/** Who may come back for a file: the browser session that sent it. */
export function ownerOf(c: Context<HttpEnv>): string {
  const { session, actor } = c.get('caller');
  return session?.hash ?? actorName(actor);
}

/** The file of an upload form, nothing said about it yet but what the form says. */
export async function sentFile(
  file: File,
  form: FileForm,
  { kind, source }: { readonly kind: string; readonly source: string },
): Promise<SentFile> {
  const name = lineOf(file.name.split(/[\\/]/).at(-1) ?? '') || 'tep';
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    form,
    file: name,
    source: `import:${source === '' ? name : source}`,
    kind: kind === '' ? null : kind,
    encoding: null,
    sign: null,
    mappings: [],
    accept: { confidence: null, names: [] },
  };
}

/** A field of a form as one short line; '' for one that is none. */
export function lineOf(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, 120);
}

/** The import of a page. @throws NotFoundError */
export function runOf(c: Context<HttpEnv>, { read }: HttpDoors): ImportRun {
  const id = idParam.safeParse(c.req.param('id')).data ?? 0;
  const run = read.imports.byId(c.get('caller').scope, id);
  if (run === null) throw new NotFoundError(`không có lần nhập / no import: ${c.req.param('id')}`);
  return run;
}
