import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../errors.ts';
import type { FormCatalogue } from '../inventory/form.ts';

const KB = 1_024;

/** Most bytes of a body: files to import may be large, everything else is small; a form has room around its file. */
const importLimit = 16 * KB * KB;
const uploadLimit = importLimit + 64 * KB;
const usualLimit = 256 * KB;

/** Refuses bodies that are too large before they are read to the end; evidence may be as large as some form takes it. */
export function sizeLimit({ forms }: FormCatalogue): MiddlewareHandler {
  const taken = [...forms.values()].filter(({ evidence }) => evidence.maxFiles > 0);
  const largest = Math.max(0, ...taken.map(({ evidence }) => evidence.maxBytes));
  // With room for what stands around a file, so that one that is a little too large is told so in words.
  const evidenceLimit = largest + KB * KB;
  const limitOf = (path: string) => {
    if (/^\/(api\/v1\/)?declarations\/\d+(\/attachments)?$/.test(path)) return evidenceLimit;
    if (path === '/imports/files') return uploadLimit;
    return /^\/api\/v1\/imports(\/inspect|\/annotate)?$/.test(path) ? importLimit : usualLimit;
  };
  return async (c, next) => {
    if (!bodyless.has(c.req.method)) await requireWithin(c, limitOf(c.req.path));
    await next();
  };
}

const bodyless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

async function requireWithin(c: Context, most: number): Promise<void> {
  const { raw } = c.req;
  const said = raw.headers.get('content-length');
  if (said !== null && !raw.headers.has('transfer-encoding')) {
    if (Number(said) > most) refuse(most);
    return;
  }
  // Of unknown length, or none at all: read here, and handed on as it was read.
  const body = await readUpTo(raw, most);
  c.req.raw = new Request(raw.url, { method: raw.method, headers: raw.headers, body });
}

async function readUpTo({ body }: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > most) refuse(most);
    chunks.push(chunk);
  }
  return size === 0 ? null : new Uint8Array(Buffer.concat(chunks, size));
}

function refuse(most: number): never {
  const told = most < KB * KB ? `${Math.floor(most / KB)} kB` : `${Math.floor(most / KB / KB)} MB`;
  throw new AppError('too-large', `nội dung lớn hơn ${told}, hãy chia nhỏ / larger than ${told}, send it in parts`);
}
