import { createHash, randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { InvalidError, NotFoundError } from '../../errors.ts';
import type { HttpEnv } from '../caller.ts';
import { refuseForeign, requireForm } from '../csrf.ts';
import type { HttpDoors } from '../doors.ts';
import type { Entry } from '../entry.ts';
import { hashChosen } from '../own-account.ts';
import type { PasswordWork } from '../password-work.ts';
import { openPages } from '../router.ts';
import { accountName, line } from '../schemas.ts';
import type { SignInTries } from '../sign-in-tries.ts';
import { visitOf } from '../visit.ts';
import { type SetupProps, setupView } from './access-views.ts';
import { frameOf } from './page.ts';
import { unsafePage } from './sign-in-page.ts';

/** What a one-time link opens: the making of the first administrator, or a new password for one account. */
export function setupRoutes(doors: HttpDoors, work: PasswordWork, entry: Entry, tries: SignInTries): Hono<HttpEnv> {
  const page = (c: Context<HttpEnv>, over: Pick<SetupProps, 'purpose' | 'code' | 'name'> & Partial<SetupProps>) => {
    const props = { action: '/setup', fullName: '', faults: [], csrf: null, ...over };
    return setupView(frameOf(c, doors.now()), props);
  };
  return openPages()
    .get('/setup', 'public', (c) => {
      const visit = visitOf(c, doors);
      if (!visit.keepsCookies) return c.html(unsafePage(frameOf(c, doors.now())), 403);
      tries.countAddress(visit.address);
      const code = c.req.query('code') ?? '';
      return c.html(page(c, { ...purposeOf(doors, code), code }));
    })
    .post('/setup', 'public', async (c) => {
      const visit = visitOf(c, doors);
      if (!visit.keepsCookies) return c.html(unsafePage(frameOf(c, doors.now())), 403);
      refuseForeign(c, visit);
      requireForm(c);
      tries.countAddress(visit.address);
      const form = await c.req.parseBody();
      const text = (key: string): string => (typeof form[key] === 'string' ? form[key] : '');
      const code = text('code');
      const link = purposeOf(doors, code);
      const first = link.purpose === 'first-administrator';
      const named = first ? { name: text('name'), fullName: text('fullName') } : { name: link.name };
      try {
        requireSame(text('password'), text('repeat'));
        if (first)
          return await setUpFirst(c, doors, work, entry, code, { ...parseNames(text), password: text('password') });
        await resetPassword(doors, work, code, text('password'));
        return c.redirect('/sign-in', 303);
      } catch (error) {
        if (!(error instanceof InvalidError)) throw error;
        const faults = error.problems.map(({ path, message }) => ({ field: path?.slice(1) ?? null, message }));
        return c.html(page(c, { purpose: link.purpose, code, ...named, faults }), 400);
      }
    }).routes;
}

async function setUpFirst(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  work: PasswordWork,
  entry: Entry,
  code: string,
  { name, fullName, password }: { name: string; fullName: string; password: string },
): Promise<Response> {
  const passwordHash = await hashChosen(work, password, name);
  const actor = { kind: 'account', name } as const;
  const command = { kind: 'setup.first-administrator', hash: hashOf(code), name, fullName, passwordHash } as const;
  await doors.submit({ id: randomUUID(), actor, scope: null, command });
  const account = doors.read.accounts.byName(name);
  if (!account) throw new NotFoundError(`không có tài khoản / no account: ${name}`);
  return entry.enter(c, account, { step: null, recoveryHash: null });
}

/** Whoever has a second factor still needs it: a new password alone signs nobody in. */
async function resetPassword(doors: HttpDoors, work: PasswordWork, code: string, password: string): Promise<void> {
  const passwordHash = await hashChosen(work, password, purposeOf(doors, code).name);
  // Looked up again: somebody else may have used the link while the password was worked on.
  const { accountId, name } = purposeOf(doors, code);
  if (accountId === null) throw spent();
  const command = { kind: 'account.password', account: accountId, passwordHash, keepSession: null } as const;
  await doors.submit({ id: randomUUID(), actor: { kind: 'account', name }, scope: null, command });
}

/** @throws NotFoundError when the link opens nothing */
function purposeOf(
  { read, now }: HttpDoors,
  code: string,
): { readonly purpose: SetupProps['purpose']; readonly name: string; readonly accountId: number | null } {
  const link = read.setupLinks.usable(hashOf(code), now());
  if (link === null) throw spent();
  if (link.accountId === null) return { purpose: 'first-administrator', name: '', accountId: null };
  const account = read.accounts.byId(link.accountId);
  if (account === null) throw spent();
  return { purpose: 'password-reset', name: account.name, accountId: account.id };
}

function parseNames(text: (key: string) => string): { readonly name: string; readonly fullName: string } {
  const [name, fullName] = [accountName.safeParse(text('name')), line(200).safeParse(text('fullName'))];
  if (name.success && fullName.success) return { name: name.data, fullName: fullName.data };
  throw new InvalidError('biểu mẫu chưa đúng / the form is not right', [
    ...(name.error?.issues ?? []).map(({ message }) => ({ path: '/name', message })),
    ...(fullName.error?.issues ?? []).map(({ message }) => ({ path: '/fullName', message })),
  ]);
}

function requireSame(password: string, repeat: string): void {
  if (password === repeat) return;
  const message = 'hai lần nhập không giống nhau / the two are not the same';
  throw new InvalidError(message, [{ path: '/repeat', message }]);
}

function spent(): NotFoundError {
  return new NotFoundError('liên kết đã dùng hoặc đã hết hạn / the link was used or has expired');
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');
