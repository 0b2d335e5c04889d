import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { NotFoundError } from '../../errors.ts';
import { authProtocols, type CredentialSummary, privProtocols } from '../../inventory/credential.ts';
import { answers, closed, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders, restPlace } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { instant, iso, line } from '../schemas.ts';

const tags = ['credentials'];
const params = z.strictObject({ name: line(80) });

/** What may be told: secrets go in and never come out. */
const credential = z
  .object({ name: z.string(), version: z.enum(['v2c', 'v3']), keyId: z.string(), changedAt: instant })
  .openapi('Credential');

const secret = (min: number) => z.string().min(min).max(200).openapi({ format: 'password', writeOnly: true });

const newCredential = z
  .discriminatedUnion('version', [
    z.strictObject({ version: z.literal('v2c'), community: secret(1) }),
    z.strictObject({
      version: z.literal('v3'),
      user: line(32),
      authProtocol: z.enum(authProtocols),
      // RFC 3414 section 11.2: a password has at least eight characters.
      authPassword: secret(8),
      privProtocol: z.enum(privProtocols),
      privPassword: secret(8),
    }),
  ])
  .openapi('NewCredential');

const listCredentials = route('manage-credentials', {
  method: 'get',
  path: '/credentials',
  tags,
  summary: 'Thông tin xác thực / credentials',
  request: { query: z.strictObject(listQuery) },
  responses: answers('Credentials by name, without their secrets', listOf(credential)),
});

const putCredential = route('manage-credentials', {
  method: 'put',
  path: '/credentials/{name}',
  tags,
  summary: 'Đặt thông tin xác thực / set a credential',
  request: { params, headers: changeHeaders, body: jsonBody(newCredential) },
  responses: answers('What may be told of it', credential),
});

const closeCredential = route('manage-credentials', {
  method: 'delete',
  path: '/credentials/{name}',
  tags,
  summary: 'Xoá thông tin xác thực / erase a credential',
  request: { params, headers: changeHeaders },
  responses: closed,
});

/** How devices are spoken to; for administrators of the whole site. */
export function credentialRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter()
    .openapi(listCredentials, (c) => {
      const rows = read.credentials.list().map(tellCredential);
      return c.json(
        pageByKey('credentials', c.req.valid('query'), rows, (one) => one.name),
        200,
      );
    })
    .openapi(putCredential, async (c) => {
      const { name } = c.req.valid('param');
      const entry = { place: restPlace, name, credential: c.req.valid('json') };
      await change(c, doors, { kind: 'credential.put', entry });
      const one = read.credentials.byName(name);
      if (!one) throw new NotFoundError(`không có thông tin xác thực / no credential: ${name}`);
      return c.json(tellCredential(one), 200);
    })
    .openapi(closeCredential, async (c) => {
      const { name } = c.req.valid('param');
      await change(c, doors, { kind: 'credential.close', name });
      return c.body(null, 204);
    });
}

function tellCredential({ name, version, keyId, changedAt }: CredentialSummary): z.infer<typeof credential> {
  return { name, version, keyId, changedAt: iso(changedAt) };
}
