import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { accessRoles } from '../../access/role.ts';
import { wholeTree } from '../../access/scope.ts';
import { civilDateOf } from '../../calendar/civil.ts';
import { type Cell, writeCsv } from '../../report/sheet/csv.ts';
import { agencyNames } from '../agency-names.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { openRouter, route } from '../router.ts';
import { instant, iso, isoOrNull } from '../schemas.ts';
import { accountState, accountStates, tokenState, tokenStates } from './account-shape.ts';

const columns = [
  'kind',
  'id',
  'name',
  'fullName',
  'state',
  'role',
  'agency',
  'agencyName',
  'secondFactor',
  'createdAt',
  'lastUsedAt',
  'expiresAt',
] as const;

const reviewLine = z
  .object({
    kind: z.enum(['account', 'token']),
    id: z.string(),
    name: z.string(),
    fullName: z.string(),
    state: z.enum([...accountStates, ...tokenStates]),
    role: z.enum(accessRoles).nullable(),
    agency: z.string().nullable(),
    agencyName: z.string().nullable(),
    secondFactor: z.enum(['on', 'off', 'provider', 'none']),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    expiresAt: instant.nullable(),
  })
  .openapi('AccessReviewLine');

const reviewAccess = route('manage-access', {
  method: 'get',
  path: '/access-review',
  tags: ['access'],
  summary: 'Rà soát quyền / who may what, for review',
  description: 'One line for each role of each account (one without a role for who has none) and each token.',
  request: { query: z.strictObject({ format: z.enum(['json', 'csv']).default('json') }) },
  responses: {
    ...answers('Every account and token', z.object({ at: instant, items: z.array(reviewLine).readonly() })),
    200: {
      description: 'Every account and token; `agency` empty = the whole tree where there is a role',
      content: {
        'application/json': { schema: z.object({ at: instant, items: z.array(reviewLine).readonly() }) },
        'text/csv': { schema: z.string() },
      },
    },
  },
});

type ReviewLine = z.infer<typeof reviewLine>;

/** Who may what, to be read, signed and filed. */
export function accessReviewRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(reviewAccess, (c) => {
    const now = doors.now();
    const items = doors.read.snapshot(() => linesOf(doors, now));
    if (c.req.valid('query').format === 'json') return c.json({ at: iso(now), items }, 200);
    const rows = items.map((line) => columns.map((column): Cell => line[column]));
    return c.body(writeCsv(columns, rows), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="access-review-${civilDateOf(now)}.csv"`,
    });
  });
}

function linesOf({ read }: HttpDoors, now: number): ReviewLine[] {
  const names = agencyNames(read, wholeTree, now);
  const placeOf = (agencyId: number | null) => {
    const agency = agencyId === null ? null : names.of(agencyId, now);
    return { agency: agency?.code ?? null, agencyName: agency?.name ?? null };
  };
  const grants = Map.groupBy(read.accounts.grants(), (grant) => grant.accountId);
  const accounts = read.accounts.list().flatMap((account): ReviewLine[] => {
    const held = grants.get(account.id) ?? [];
    const who = {
      kind: 'account',
      id: String(account.id),
      name: account.name,
      fullName: account.fullName,
      state: accountState(account, now),
      secondFactor: account.oidcSubject !== null ? 'provider' : account.hasTotp ? 'on' : 'off',
      createdAt: iso(account.createdAt),
      lastUsedAt: iso(account.lastUsedAt),
      expiresAt: null,
    } as const;
    if (held.length === 0) return [{ ...who, role: null, agency: null, agencyName: null }];
    return held.map(({ role, agencyId }) => ({ ...who, role, ...placeOf(agencyId) }));
  });
  const tokens = read.tokens.list().map(
    (token): ReviewLine => ({
      kind: 'token',
      id: String(token.id),
      name: token.name,
      fullName: token.prefix,
      state: tokenState(token, now),
      role: token.role,
      ...placeOf(token.agencyId),
      secondFactor: 'none',
      createdAt: iso(token.createdAt),
      lastUsedAt: isoOrNull(token.lastUsedAt),
      expiresAt: isoOrNull(token.expiresAt),
    }),
  );
  return [...accounts, ...tokens];
}
