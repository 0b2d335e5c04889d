import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { wholeTree } from '../../access/scope.ts';
import { ForbiddenError } from '../../errors.ts';
import { agencyNames } from '../agency-names.ts';
import { answers, closed, created, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import type { OwnAccount } from '../own-account.ts';
import { openRouter, route } from '../router.ts';
import { account, tellAccount } from './account-shape.ts';

const tags = ['own account'];
const secret = z.string().max(1_000).openapi({ format: 'password', writeOnly: true });
const code = z.strictObject({ code: z.string().max(40) }).openapi('SecondFactorCode');

const getOwn = route('signed-in', {
  method: 'get',
  path: '/account',
  tags,
  summary: 'Tài khoản của tôi / one’s own account',
  responses: answers('The account that asks', account.extend({ needsTotp: z.boolean() })),
});

const putPassword = route('signed-in', {
  method: 'put',
  path: '/account/password',
  tags,
  summary: 'Đổi mật khẩu / change the password, signing out every other browser',
  request: { body: jsonBody(z.strictObject({ current: secret, password: secret }).openapi('PasswordChange')) },
  responses: closed,
});

const beginTotp = route('signed-in', {
  method: 'post',
  path: '/account/totp',
  tags,
  summary: 'Bắt đầu xác thực hai bước / begin the second factor',
  responses: created(
    'The secret for an authenticator app',
    z.object({ secret: z.string(), uri: z.string() }).openapi('TotpBeginning'),
  ),
});

const confirmTotp = route('signed-in', {
  method: 'post',
  path: '/account/totp/confirm',
  tags,
  summary: 'Xác nhận / confirm it with the first code',
  request: { body: jsonBody(code) },
  responses: answers(
    'Recovery codes, shown this once',
    z.object({ recoveryCodes: z.array(z.string()).readonly() }).openapi('RecoveryCodes'),
  ),
});

const removeTotp = route('signed-in', {
  method: 'delete',
  path: '/account/totp',
  tags,
  summary: 'Tắt xác thực hai bước / take the second factor away',
  request: { body: jsonBody(code) },
  responses: closed,
});

const signOut = route('signed-in', {
  method: 'post',
  path: '/account/sign-out',
  tags,
  summary: 'Đăng xuất mọi nơi / sign out everywhere, here too',
  responses: closed,
});

/** What people do with their own account. */
export function ownAccountRoutes(doors: HttpDoors, own: OwnAccount): OpenAPIHono<HttpEnv> {
  return openRouter()
    .openapi(getOwn, (c) => {
      const { account: one } = c.get('caller');
      if (one === null) throw new ForbiddenError('chỉ dành cho tài khoản người dùng / for the accounts of people only');
      const names = agencyNames(doors.read, wholeTree, doors.now());
      const codeOf = (id: number) => names.of(id, doors.now()).code;
      const told = tellAccount(one, doors.read.accounts.grants(one.id), codeOf, doors.now());
      return c.json({ ...told, needsTotp: own.needsTotp(one) }, 200);
    })
    .openapi(putPassword, async (c) => {
      const { current, password } = c.req.valid('json');
      await own.changePassword(c.get('caller'), current, password);
      return c.body(null, 204);
    })
    .openapi(beginTotp, async (c) => c.json(await own.beginTotp(c.get('caller')), 201))
    .openapi(confirmTotp, async (c) => {
      const recovery = await own.confirmTotp(c.get('caller'), c.req.valid('json').code);
      return c.json({ recoveryCodes: recovery }, 200);
    })
    .openapi(removeTotp, async (c) => {
      await own.removeTotp(c.get('caller'), c.req.valid('json').code);
      return c.body(null, 204);
    })
    .openapi(signOut, async (c) => {
      await own.signOutEverywhere(c.get('caller'), false);
      return c.body(null, 204);
    });
}
