import { z } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import { comparableFacts, verdictKinds } from '../../indicator/verdict.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { knownQuery } from '../known.ts';
import { pageByKey } from '../list.ts';
import { openPages } from '../router.ts';
import { agencyCode, factKey } from '../schemas.ts';
import { refuseIssues } from '../validation.ts';
import { verdictKey, verdictsOn } from '../verdicts.ts';
import { frameOf, layout } from './page.ts';
import { type VerdictProps, verdictView } from './verdict-view.ts';
import { verdictWords } from './verdict-words.ts';

const PER_PAGE = 100;

// A form sends its empty fields too: they ask for nothing.
const empty = z.literal('').transform(() => undefined);
const pageQuery = z.object({
  as_of: z.union([empty, knownQuery.as_of]),
  agency: z.union([empty, agencyCode.optional()]),
  fact: z.union([empty, factKey.optional()]),
  verdict: z.union([empty, z.enum(verdictKinds).optional()]),
  cursor: z.string().max(1_000).optional(),
});

/** The page on which what is declared stands beside what is observed. */
export function verdictPages(doors: HttpDoors): Hono<HttpEnv> {
  return openPages().get('/verdicts', 'look', (c) => {
    const frame = frameOf(c, doors.now());
    const main = verdictView(frame, loadVerdicts(c, doors));
    return c.html(layout(frame, { title: verdictWords(frame.language)('title'), main, live: false, signedIn: true }));
  }).routes;
}

function loadVerdicts(c: Context<HttpEnv>, doors: HttpDoors): VerdictProps {
  const asked = pageQuery.safeParse(c.req.query());
  if (!asked.success) refuseIssues('query', asked.error.issues);
  const { cursor, ...filter } = asked.data;
  const { known, counts, items } = verdictsOn(doors, c.get('caller').scope, filter);
  const page = pageByKey('verdicts', { limit: PER_PAGE, cursor }, items, verdictKey);
  return {
    filter,
    known,
    counts,
    items: page.items,
    facts: comparableFacts(doors.catalogues.facts).map(({ fact }) => fact),
    catalogue: doors.catalogues.facts,
    next: page.next,
    isFirst: cursor === undefined,
  };
}
