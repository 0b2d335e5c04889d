import { randomBytes } from 'node:crypto';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { wholeTree } from '../../access/scope.ts';
import { TOKEN_BYTES, tokenHash, tokenText } from '../../access/token.ts';
import { DAY_MS } from '../../calendar/interval.ts';
import { NotFoundError } from '../../errors.ts';
import type { StoredToken } from '../../store/tokens.ts';
import { agencyNames } from '../agency-names.ts';
import { answers, closed, created, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { cidr, idParam, line } from '../schemas.ts';
import { grantWish, tellToken, token } from './account-shape.ts';

const tags = ['access'];
const params = z.strictObject({ id: idParam });

const newToken = z
  .strictObject({
    ...grantWish.shape,
    name: line(80),
    agency: grantWish.shape.agency.default(null),
    days: z.int().min(1).max(3_650).nullable().default(365),
    cidrs: z.array(cidr).max(50).readonly().default([]),
  })
  .openapi('NewToken', { required: ['name', 'role'] });

const listTokens = route('manage-access', {
  method: 'get',
  path: '/tokens',
  tags,
  summary: 'Mã truy cập / tokens',
  request: { query: z.strictObject(listQuery) },
  responses: answers('Tokens in the order they were made, revoked ones too', listOf(token)),
});

const createToken = route('manage-access', {
  method: 'post',
  path: '/tokens',
  tags,
  summary: 'Thêm mã truy cập / add a token',
  request: { headers: changeHeaders, body: jsonBody(newToken) },
  responses: created('The token; `text` is shown this once', token.extend({ text: z.string() })),
});

const revokeToken = route('manage-access', {
  method: 'delete',
  path: '/tokens/{id}',
  tags,
  summary: 'Thu hồi mã truy cập / revoke a token',
  request: { params, headers: changeHeaders },
  responses: closed,
});

/** Tokens of programs; for administrators of the whole site. */
export function tokenRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { tokens } = doors.read;
  const tell = (rows: readonly StoredToken[]) => {
    const names = agencyNames(doors.read, wholeTree, doors.now());
    return rows.map((one) => tellToken(one, (id) => names.of(id, doors.now()).code, doors.now()));
  };
  return openRouter()
    .openapi(listTokens, (c) =>
      c.json(
        pageByKey('tokens', c.req.valid('query'), tell(tokens.list()), (one) => one.id.padStart(16, '0')),
        200,
      ),
    )
    .openapi(createToken, async (c) => {
      const { days, ...body } = c.req.valid('json');
      const { text, prefix } = tokenText(randomBytes(TOKEN_BYTES));
      const hash = tokenHash(text, doors.tokenKey());
      const expiresAt = days === null ? null : doors.now() + days * DAY_MS;
      await change(c, doors, { kind: 'token.create', ...body, prefix, hash, expiresAt });
      const [told] = tell([tokens.byPrefix(prefix)?.token].flatMap((one) => one ?? []));
      if (told === undefined) throw new NotFoundError(`không có mã truy cập / no token: ${prefix}`);
      return c.json({ ...told, text }, 201);
    })
    .openapi(revokeToken, async (c) => {
      await change(c, doors, { kind: 'token.revoke', token: c.req.valid('param').id });
      return c.body(null, 204);
    });
}
