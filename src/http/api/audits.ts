import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByNumber } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { instant, iso, line } from '../schemas.ts';

const audit = z
  .object({
    id: z.string(),
    at: instant,
    actor: z.string(),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }),
    knownSeq: z.number(),
    detail: z.unknown(),
  })
  .openapi('Audit');

const listAudits = route('read-audit', {
  method: 'get',
  path: '/audit',
  tags: ['audit'],
  summary: 'Nhật ký thay đổi / who changed what',
  request: {
    query: z.strictObject({ ...listQuery, kind: line(40).optional(), id: line(200).optional() }),
  },
  responses: answers('Changes, newest first', listOf(audit)),
});

/** The record of changes; for administrators of the whole site. */
export function auditRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(listAudits, (c) => {
    const { kind, id, ...asked } = c.req.valid('query');
    const load = (beforeId: number | undefined, limit: number) =>
      doors.read.audits.list({ subjectKind: kind, subjectId: id, beforeId, limit });
    const page = pageByNumber('audit', asked, load, (one) => one.id);
    const items = page.items.map(({ subjectKind, subjectId, seq, at, id: auditId, ...one }) => ({
      ...one,
      id: String(auditId),
      at: iso(at),
      subject: { kind: subjectKind, id: subjectId },
      knownSeq: seq,
    }));
    return c.json({ items, next: page.next }, 200);
  });
}
