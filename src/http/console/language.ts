import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Language } from '../../text/words.ts';

const COOKIE = 'hatang_lang';
const YEAR_S = 365 * 86_400;
const language = z.enum(['vi', 'en']);

/** The language of a page: `?lang=` (remembered from then on), else what was remembered, else Vietnamese. */
export function languageOf(c: Context): Language {
  const asked = language.safeParse(c.req.query('lang'));
  if (!asked.success) return language.safeParse(getCookie(c, COOKIE)).data ?? 'vi';
  setCookie(c, COOKIE, asked.data, { path: '/', sameSite: 'Lax', maxAge: YEAR_S });
  return asked.data;
}
