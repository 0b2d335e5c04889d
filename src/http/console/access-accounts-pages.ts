import { z } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import type { AccessCommand } from '../../command/access-command.ts';
import { NotFoundError } from '../../errors.ts';
import type { HttpEnv } from '../caller.ts';
import { change } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { openPages } from '../router.ts';
import { accountName, line } from '../schemas.ts';
import { makeSetupLink } from '../setup-link.ts';
import { accountsView, setupLinkView } from './access-accounts-view.ts';
import { accountDetailsView } from './access-details-view.ts';
import type { FormFault } from './access-form.ts';
import { loadAccount, loadAccounts } from './access-load.ts';
import { attempt, type Form, grantShape, madeId, readFields, readForm, wishOf } from './access-submit.ts';
import { accessWords } from './access-words.ts';
import { frameOf, layout } from './page.ts';

const fullName = line(200);
const newAccount = z.object({ name: accountName, fullName, ...grantShape });
const newGrant = z.object(grantShape);

/** The pages on which accounts are managed. */
export function accountPages(doors: HttpDoors): Hono<HttpEnv> {
  return openPages()
    .get('/accounts', 'manage-access', (c) => c.html(listPage(c, doors, () => '', [])))
    .post('/accounts', 'manage-access', async (c) => {
      const form = await readForm(c);
      const read = readFields(newAccount, fieldsOf(form, Object.keys(newAccount.shape)));
      if (read.faults) return c.html(listPage(c, doors, form, read.faults), read.status);
      const { role, agency, ...who } = read.made;
      const grants = [wishOf({ role, agency })];
      const command = { kind: 'account.create', ...who, passwordHash: null, grants } as const;
      const made = await attempt(Object.keys(newAccount.shape), () => change(c, doors, command));
      if (made.faults) return c.html(listPage(c, doors, form, made.faults), made.status);
      return linkPage(c, doors, madeId(made.made, 'accounts'));
    })
    .get('/accounts/:id', 'manage-access', (c) => c.html(accountPage(c, doors, idOf(c), () => null, [])))
    .post('/accounts/:id/rename', 'manage-access', async (c) => {
      const form = await readForm(c);
      const read = readFields(z.object({ fullName }), { fullName: form('fullName') });
      if (read.faults) return c.html(accountPage(c, doors, idOf(c), form, read.faults), read.status);
      return carryOut(c, doors, { kind: 'account.rename', account: idOf(c), ...read.made }, form);
    })
    .post('/accounts/:id/grants', 'manage-access', async (c) => {
      const form = await readForm(c);
      const read = readFields(newGrant, fieldsOf(form, Object.keys(newGrant.shape)));
      if (read.faults) return c.html(accountPage(c, doors, idOf(c), form, read.faults), read.status);
      return carryOut(c, doors, { kind: 'grant.add', account: idOf(c), ...wishOf(read.made) }, form);
    })
    .post('/accounts/:id/grants/:grant/end', 'manage-access', (c) => {
      const grant = Number(c.req.param('grant'));
      const isTheirs = doors.read.accounts.grants(idOf(c)).some((one) => one.id === grant && !one.fromProvider);
      if (!isTheirs) throw new NotFoundError(`không có vai trò đã cấp / no grant: ${c.req.param('grant')}`);
      return carryOut(c, doors, { kind: 'grant.end', grant });
    })
    .post('/accounts/:id/disable', 'manage-access', (c) =>
      carryOut(c, doors, { kind: 'account.disable', account: idOf(c) }),
    )
    .post('/accounts/:id/enable', 'manage-access', (c) =>
      carryOut(c, doors, { kind: 'account.enable', account: idOf(c) }),
    )
    .post('/accounts/:id/totp/remove', 'manage-access', (c) =>
      carryOut(c, doors, { kind: 'account.totp', account: idOf(c), secret: null }),
    )
    .post('/accounts/:id/sign-out', 'manage-access', (c) =>
      carryOut(c, doors, { kind: 'session.end-all', account: idOf(c), keepSession: null }),
    )
    .post('/accounts/:id/reset', 'manage-access', (c) => linkPage(c, doors, idOf(c))).routes;
}

/** Does it and goes back to the page of the account; what cannot be done is told there. */
async function carryOut(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  command: AccessCommand,
  form: Form = () => '',
): Promise<Response> {
  const id = idOf(c);
  if (doors.read.accounts.byId(id) === null) throw noAccount(id);
  const done = await attempt(['fullName', 'role', 'agency'], () => change(c, doors, command));
  if (done.faults) return c.html(accountPage(c, doors, id, form, done.faults), done.status);
  return c.redirect(`/accounts/${id}?done=1`, 303);
}

/** Makes a link and shows it, once: it stands in this answer and nowhere else. */
async function linkPage(c: Context<HttpEnv>, doors: HttpDoors, id: number): Promise<Response> {
  const account = doors.read.accounts.byId(id);
  if (account === null) throw noAccount(id);
  if (account.oidcSubject !== null) {
    const message = accessWords(frameOf(c, doors.now()).language)('providerKeeps');
    return c.html(
      accountPage(c, doors, id, () => null, [{ field: null, message }]),
      409,
    );
  }
  const frame = frameOf(c, doors.now());
  const { url, expiresAt } = await makeSetupLink(c, doors, id);
  const main = setupLinkView(frame, { account, link: url, expiresAt });
  return c.html(layout(frame, { title: account.name, main, live: false, signedIn: true }));
}

function listPage(c: Context<HttpEnv>, doors: HttpDoors, form: Form, faults: readonly FormFault[]) {
  const frame = frameOf(c, doors.now());
  const loaded = loadAccounts(doors.read, c.get('allowed'), frame.now);
  const typed = { name: form('name'), fullName: form('fullName'), role: form('role'), agency: form('agency') };
  const csrf = frame.viewer?.csrf ?? null;
  const main = accountsView(frame, { ...loaded, typed, faults, csrf });
  return layout(frame, { title: accessWords(frame.language)('accounts'), main, live: false, signedIn: true });
}

function accountPage(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  id: number,
  form: (name: string) => string | null,
  faults: readonly FormFault[],
) {
  const frame = frameOf(c, doors.now());
  const loaded = loadAccount(doors.read, c.get('allowed'), id, frame.now);
  if (loaded === null) throw noAccount(id);
  const { account } = loaded;
  const typed = {
    fullName: form('fullName') || account.fullName,
    role: form('role') ?? '',
    agency: form('agency') ?? '',
  };
  const isDone = c.req.query('done') === '1';
  const csrf = frame.viewer?.csrf ?? null;
  const main = accountDetailsView(frame, { ...loaded, typed, isDone, faults, csrf });
  return layout(frame, { title: account.fullName, main, live: false, signedIn: true });
}

function fieldsOf(form: Form, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, form(name)]));
}

function idOf(c: Context<HttpEnv>): number {
  return Number(/^[1-9]\d{0,14}$/.exec(c.req.param('id') ?? '')?.[0] ?? 0);
}

function noAccount(id: number): NotFoundError {
  return new NotFoundError(`không có tài khoản / no account: ${id}`);
}
