import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Account } from '../../access/account.ts';
import { wholeTree } from '../../access/scope.ts';
import { NotFoundError } from '../../errors.ts';
import { agencyNames } from '../agency-names.ts';
import { answers, changed, closed, created, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { hashChosen } from '../own-account.ts';
import type { PasswordWork } from '../password-work.ts';
import { openRouter, route } from '../router.ts';
import { accountName, idParam, instant, iso, line } from '../schemas.ts';
import { makeSetupLink, type SetupLinkMade } from '../setup-link.ts';
import { account, grantWish, tellAccount } from './account-shape.ts';

const tags = ['access'];
const params = z.strictObject({ id: idParam });

const password = z.string().max(1_000).openapi({ format: 'password', writeOnly: true });
const setupLink = z.object({ path: z.string(), url: z.string(), expiresAt: instant }).openapi('SetupLink');

const newAccount = z
  .strictObject({
    name: accountName,
    fullName: line(200),
    grants: z.array(grantWish).max(100).default([]),
    password: password.exactOptional(),
  })
  .openapi('NewAccount', { required: ['name', 'fullName'] });

const listAccounts = route('manage-access', {
  method: 'get',
  path: '/accounts',
  tags,
  summary: 'Tài khoản / accounts',
  request: { query: z.strictObject(listQuery) },
  responses: answers('Accounts by name, with their roles', listOf(account)),
});

const createAccount = route('manage-access', {
  method: 'post',
  path: '/accounts',
  tags,
  summary: 'Thêm tài khoản / add an account',
  description: 'Without a password the answer holds a one-time link by which its owner sets one.',
  request: { headers: changeHeaders, body: jsonBody(newAccount) },
  responses: created('The account as it was made', account.extend({ setupLink: setupLink.nullable() })),
});

const getAccount = route('manage-access', {
  method: 'get',
  path: '/accounts/{id}',
  tags,
  summary: 'Một tài khoản / one account',
  request: { params },
  responses: answers('The account', account),
});

const patchAccount = route('manage-access', {
  method: 'patch',
  path: '/accounts/{id}',
  tags,
  summary: 'Sửa tài khoản / change an account',
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ fullName: line(200) }).openapi('AccountPatch')),
  },
  responses: changed('The account as it is now', account),
});

const disableAccount = route('manage-access', {
  method: 'post',
  path: '/accounts/{id}/disable',
  tags,
  summary: 'Vô hiệu hoá / disable, ending its sessions',
  request: { params, headers: changeHeaders },
  responses: changed('The account as it is now', account),
});

const enableAccount = route('manage-access', {
  method: 'post',
  path: '/accounts/{id}/enable',
  tags,
  summary: 'Mở lại / enable, or unlock',
  request: { params, headers: changeHeaders },
  responses: changed('The account as it is now', account),
});

const linkAccount = route('manage-access', {
  method: 'post',
  path: '/accounts/{id}/setup-link',
  tags,
  summary: 'Liên kết đặt mật khẩu / a one-time link for a new password',
  request: { params, headers: changeHeaders },
  responses: created('The link, shown this once', setupLink),
});

const signOutAccount = route('manage-access', {
  method: 'post',
  path: '/accounts/{id}/sign-out',
  tags,
  summary: 'Đăng xuất mọi nơi / end its sessions',
  request: { params, headers: changeHeaders },
  responses: closed,
});

const removeTotp = route('manage-access', {
  method: 'delete',
  path: '/accounts/{id}/totp',
  tags,
  summary: 'Gỡ xác thực hai bước / take the second factor away',
  request: { params, headers: changeHeaders },
  responses: closed,
});

const addGrant = route('manage-access', {
  method: 'post',
  path: '/accounts/{id}/grants',
  tags,
  summary: 'Cấp vai trò / grant a role on a subtree',
  request: { params, headers: changeHeaders, body: jsonBody(grantWish) },
  responses: changed('The account as it is now', account),
});

const endGrant = route('manage-access', {
  method: 'delete',
  path: '/grants/{id}',
  tags,
  summary: 'Thu hồi vai trò / take a role back',
  request: { params, headers: changeHeaders },
  responses: closed,
});

/** Accounts and their roles; for administrators of the whole site. */
export function accountRoutes(doors: HttpDoors, work: PasswordWork): OpenAPIHono<HttpEnv> {
  const { accounts } = doors.read;
  const names = () => agencyNames(doors.read, wholeTree, doors.now());
  const tell = (one: Account) => {
    const known = names();
    return tellAccount(one, accounts.grants(one.id), (id) => known.of(id, doors.now()).code, doors.now());
  };
  const accountOf = (id: number): Account => {
    const found = accounts.byId(id);
    if (!found) throw new NotFoundError(`không có tài khoản / no account: ${id}`);
    return found;
  };
  return openRouter()
    .openapi(listAccounts, (c) => {
      const known = names();
      const held = Map.groupBy(accounts.grants(), (grant) => grant.accountId);
      const codeOf = (id: number) => known.of(id, doors.now()).code;
      const rows = accounts.list().map((one) => tellAccount(one, held.get(one.id) ?? [], codeOf, doors.now()));
      return c.json(
        pageByKey('accounts', c.req.valid('query'), rows, (one) => one.name),
        200,
      );
    })
    .openapi(createAccount, async (c) => {
      const { password: chosen, ...body } = c.req.valid('json');
      const passwordHash = chosen === undefined ? null : await hashChosen(work, chosen, body.name);
      const result = await change(c, doors, { kind: 'account.create', ...body, passwordHash });
      const made = result.subjects.find((subject) => subject.kind === 'accounts');
      const one = accountOf(Number(made?.id));
      const link = chosen === undefined ? tellLink(await makeSetupLink(c, doors, one.id)) : null;
      c.header('Location', `/api/v1/accounts/${one.id}`);
      return c.json({ ...tell(one), setupLink: link }, 201);
    })
    .openapi(getAccount, (c) => c.json(tell(accountOf(c.req.valid('param').id)), 200))
    .openapi(patchAccount, async (c) => {
      const { id } = c.req.valid('param');
      await change(c, doors, { kind: 'account.rename', account: id, ...c.req.valid('json') });
      return c.json(tell(accountOf(id)), 200);
    })
    .openapi(disableAccount, async (c) => {
      const { id } = c.req.valid('param');
      await change(c, doors, { kind: 'account.disable', account: id });
      return c.json(tell(accountOf(id)), 200);
    })
    .openapi(enableAccount, async (c) => {
      const { id } = c.req.valid('param');
      await change(c, doors, { kind: 'account.enable', account: id });
      return c.json(tell(accountOf(id)), 200);
    })
    .openapi(linkAccount, async (c) => {
      return c.json(tellLink(await makeSetupLink(c, doors, c.req.valid('param').id)), 201);
    })
    .openapi(signOutAccount, async (c) => {
      await change(c, doors, { kind: 'session.end-all', account: c.req.valid('param').id, keepSession: null });
      return c.body(null, 204);
    })
    .openapi(removeTotp, async (c) => {
      const { id } = c.req.valid('param');
      await change(c, doors, { kind: 'account.totp', account: id, secret: null });
      return c.body(null, 204);
    })
    .openapi(addGrant, async (c) => {
      const { id } = c.req.valid('param');
      await change(c, doors, { kind: 'grant.add', account: id, ...c.req.valid('json') });
      return c.json(tell(accountOf(id)), 200);
    })
    .openapi(endGrant, async (c) => {
      await change(c, doors, { kind: 'grant.end', grant: c.req.valid('param').id });
      return c.body(null, 204);
    });
}

function tellLink({ expiresAt, ...link }: SetupLinkMade): z.infer<typeof setupLink> {
  return { ...link, expiresAt: iso(expiresAt) };
}
