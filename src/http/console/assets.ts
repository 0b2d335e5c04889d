import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Hono } from 'hono';
import type { HttpEnv } from '../caller.ts';
import { openPages } from '../router.ts';

const types = {
  'style.css': 'text/css; charset=utf-8',
  'forms.css': 'text/css; charset=utf-8',
  'declarations.css': 'text/css; charset=utf-8',
  'inventory.css': 'text/css; charset=utf-8',
  'refresh.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

/** The looks of the pages, read once; browsers ask each time whether they changed. */
export function assetRoutes(): Hono<HttpEnv> {
  const pages = openPages();
  for (const [name, type] of Object.entries(types)) {
    const body = readFileSync(path.join(import.meta.dirname, 'assets', name), 'utf8');
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    pages.get(`/assets/${name}`, 'public', (c) => {
      c.header('ETag', tag);
      c.header('Cache-Control', 'no-cache');
      if (c.req.header('if-none-match') === tag) return c.body(null, 304);
      return c.body(body, 200, { 'Content-Type': type });
    });
  }
  return pages.routes;
}
