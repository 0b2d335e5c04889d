import { randomBytes, randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import { TOKEN_BYTES, tokenHash, tokenText } from '../../access/token.ts';
import { DAY_MS } from '../../calendar/interval.ts';
import { NotFoundError } from '../../errors.ts';
import type { HttpEnv } from '../caller.ts';
import { change } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { openPages } from '../router.ts';
import { cidr, line } from '../schemas.ts';
import type { FormFault } from './access-form.ts';
import { loadTokens } from './access-load.ts';
import { attempt, type Form, grantShape, readFields, readForm, submitOnce, wishOf } from './access-submit.ts';
import { tokenMadeView, tokensView } from './access-tokens-view.ts';
import { accessWords } from './access-words.ts';
import { frameOf, layout } from './page.ts';

const USUAL_DAYS = '90';

const newToken = z.object({
  name: line(80),
  days: z.string().trim().refine(isDays, 'số ngày từ 1 đến 3650 / a number of days from 1 to 3650'),
  cidrs: z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((one) => one !== ''))
    .pipe(z.array(cidr).max(50)),
  ...grantShape,
});

/** The pages on which tokens of programs are managed. */
export function tokenPages(doors: HttpDoors): Hono<HttpEnv> {
  const first = (name: string) => (name === 'days' ? USUAL_DAYS : '');
  return openPages()
    .get('/tokens', 'manage-access', (c) => c.html(listPage(c, doors, first, [])))
    .post('/tokens', 'manage-access', async (c) => {
      const form = await readForm(c);
      const names = Object.keys(newToken.shape);
      const read = readFields(newToken, Object.fromEntries(names.map((name) => [name, form(name)])));
      if (read.faults) return c.html(listPage(c, doors, form, read.faults), read.status);
      const { name, days, cidrs, role, agency } = read.made;
      const { text, prefix } = tokenText(randomBytes(TOKEN_BYTES));
      const hash = tokenHash(text, doors.tokenKey());
      const expiresAt = days === '' ? null : doors.now() + Number(days) * DAY_MS;
      const wish = wishOf({ role, agency });
      const command = { kind: 'token.create', prefix, hash, name, expiresAt, cidrs, ...wish } as const;
      const made = await attempt(names, () => submitOnce(c, doors, form('once'), command));
      if (made.faults) return c.html(listPage(c, doors, form, made.faults), made.status);
      const frame = frameOf(c, doors.now());
      const title = accessWords(frame.language)('tokenMade');
      return c.html(layout(frame, { title, main: tokenMadeView(frame, name, text), live: false, signedIn: true }));
    })
    .post('/tokens/:id/revoke', 'manage-access', async (c) => {
      const token = Number(/^[1-9]\d{0,14}$/.exec(c.req.param('id'))?.[0] ?? 0);
      if (doors.read.tokens.byId(token) === null) {
        throw new NotFoundError(`không có mã truy cập / no token: ${c.req.param('id')}`);
      }
      await change(c, doors, { kind: 'token.revoke', token });
      return c.redirect('/tokens', 303);
    }).routes;
}

function listPage(c: Context<HttpEnv>, doors: HttpDoors, form: Form, faults: readonly FormFault[]) {
  const frame = frameOf(c, doors.now());
  const loaded = loadTokens(doors.read, c.get('allowed'), frame.now);
  const [name, days, cidrs, role, agency] = [form('name'), form('days'), form('cidrs'), form('role'), form('agency')];
  const typed = { name, days, cidrs, role, agency };
  const csrf = frame.viewer?.csrf ?? null;
  const main = tokensView(frame, { ...loaded, typed, once: randomUUID(), faults, csrf });
  return layout(frame, { title: accessWords(frame.language)('tokens'), main, live: false, signedIn: true });
}

function isDays(text: string): boolean {
  return text === '' || (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= 3_650);
}
