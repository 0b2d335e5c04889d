import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { NotFoundError } from '../../errors.ts';
import { contentHash } from '../../inventory/content-hash.ts';
import { evidenceForms } from '../../inventory/evidence-type.ts';
import { answers, closed, created } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders } from '../change.ts';
import { declarationIn } from '../declaration-view.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { idParam } from '../schemas.ts';
import { attachmentShape, tellAttachment } from './declaration-shape.ts';
import { requireOwnDeclaration } from './declarations.ts';

const tags = ['declarations'];
const params = z.strictObject({ id: idParam });
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'cần SHA-256 dạng hex / needs a SHA-256 in hex');
const fileParams = z.strictObject({ id: idParam, hash });
const bytes = { schema: { type: 'string', format: 'binary' } } as const;

const listAttachments = route('look', {
  method: 'get',
  path: '/declarations/{id}/attachments',
  tags,
  summary: 'Tài liệu kiểm chứng / evidence',
  request: { params },
  responses: answers('What is attached, the oldest first', listOf(attachmentShape)),
});

const attach = route('declare', {
  method: 'post',
  path: '/declarations/{id}/attachments',
  tags,
  summary: 'Đính kèm tài liệu vào bản nháp / attach a file to a draft',
  description: 'The bytes are the body. What the file is, is told by its content; its name has to agree with it.',
  request: {
    params,
    headers: changeHeaders,
    query: z.strictObject({ name: z.string().max(1_000).openapi({ example: 'biên bản kiểm kê.pdf' }) }),
    body: {
      required: true,
      content: Object.fromEntries(
        [...Object.values(evidenceForms).map(({ mediaType }) => mediaType), 'application/octet-stream'].map((type) => [
          type,
          bytes,
        ]),
      ),
    },
  },
  responses: created('The file as it is attached', attachmentShape),
});

const download = route('look', {
  method: 'get',
  path: '/declarations/{id}/attachments/{hash}',
  tags,
  summary: 'Tải tài liệu về / download a file',
  request: { params: fileParams },
  responses: {
    ...answers('The bytes that were attached, checked against their hash', z.never()),
    200: { description: 'The bytes', content: { 'application/octet-stream': bytes } },
  },
});

const detach = route('declare', {
  method: 'delete',
  path: '/declarations/{id}/attachments/{hash}',
  tags,
  summary: 'Bỏ tài liệu khỏi bản nháp / take a file off a draft',
  request: { params: fileParams, headers: changeHeaders },
  responses: closed,
});

/** The evidence of declarations. It is handed out to be kept, never to be shown as a page of ours. */
export function declarationAttachmentRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter()
    .openapi(listAttachments, (c) => {
      const { scope } = c.get('caller');
      const { id } = declarationIn(read, scope, c.req.valid('param').id);
      return c.json({ items: read.attachments.list(scope, id).map(tellAttachment), next: null }, 200);
    })
    .openapi(attach, async (c) => {
      const { id } = c.req.valid('param');
      requireOwnDeclaration(c, doors, id);
      const content = new Uint8Array(await c.req.arrayBuffer());
      await change(c, doors, { kind: 'declaration.attach', id, name: c.req.valid('query').name, content });
      const made = read.attachments.list(c.get('allowed'), id).find((one) => one.hash === contentHash(content));
      if (!made) throw new NotFoundError(`không có tệp đính kèm / no attachment of declaration ${id}`);
      c.header('Location', `/api/v1/declarations/${id}/attachments/${made.hash}`);
      return c.json(tellAttachment(made), 201);
    })
    .openapi(download, (c) => {
      const { id, hash: name } = c.req.valid('param');
      const found = read.attachments.content(c.get('caller').scope, id, name);
      if (!found) throw new NotFoundError(`không có tệp đính kèm / no attachment: ${name}`);
      return c.body(found.bytes, 200, {
        'Content-Type': found.mediaType,
        'Content-Disposition': `attachment; filename="${plainName(found.name)}"; filename*=UTF-8''${encodeName(found.name)}`,
        ETag: `"${found.hash}"`,
      });
    })
    .openapi(detach, async (c) => {
      const { id, hash: name } = c.req.valid('param');
      requireOwnDeclaration(c, doors, id);
      await change(c, doors, { kind: 'declaration.detach', id, hash: name });
      return c.body(null, 204);
    });
}

// For programs that read no extended values.
function plainName(name: string): string {
  return name.replace(/[^ -~]|["\\%]/g, '_');
}

// RFC 8187: what encodeURIComponent leaves as it is and a header's extended value may not hold.
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
