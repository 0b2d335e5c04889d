import type { Context, Hono } from 'hono';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { openPages } from '../router.ts';
import { type AuditFilter, auditView } from './access-audit-view.ts';
import { accessWords } from './access-words.ts';
import { frameOf, layout } from './page.ts';

const PER_PAGE = 50;

/** The page of the record of changes. */
export function auditPages(doors: HttpDoors): Hono<HttpEnv> {
  return openPages().get('/audit', 'read-audit', (c) => {
    const frame = frameOf(c, doors.now());
    const filter = { kind: c.req.query('kind')?.trim() ?? '', id: c.req.query('id')?.trim() ?? '' };
    const main = auditView(frame, loadAudit(c, doors, filter));
    return c.html(layout(frame, { title: accessWords(frame.language)('audit'), main, live: false, signedIn: true }));
  }).routes;
}

function loadAudit(c: Context<HttpEnv>, { read }: HttpDoors, filter: AuditFilter): Parameters<typeof auditView>[1] {
  const beforeId = /^[1-9]\d{0,14}$/.exec(c.req.query('before') ?? '')?.[0];
  return read.snapshot(() => {
    const found = read.audits.list({
      ...(filter.kind === '' ? {} : { subjectKind: filter.kind }),
      ...(filter.id === '' ? {} : { subjectId: filter.id }),
      ...(beforeId === undefined ? {} : { beforeId: Number(beforeId) }),
      limit: PER_PAGE + 1,
    });
    const rows = found.slice(0, PER_PAGE);
    const last = rows.at(-1);
    const older = found.length > rows.length && last !== undefined ? hrefOf(filter, last.id) : null;
    const head = read.audits.last();
    return { rows, filter, older, newest: beforeId === undefined ? null : hrefOf(filter, null), head };
  });
}

function hrefOf({ kind, id }: AuditFilter, before: number | null): string {
  const query = new URLSearchParams();
  if (kind !== '') query.set('kind', kind);
  if (id !== '') query.set('id', id);
  if (before !== null) query.set('before', String(before));
  return query.size === 0 ? '/audit' : `/audit?${query}`;
}
