import type { MiddlewareHandler } from 'hono';

const headers = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  // Not no-referrer: with that a browser sends `Origin: null` from our own sign-in form.
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
} as const;

/**
 * On every answer: nothing from elsewhere is loaded, framed or sniffed, and no proxy keeps what needed a sign-in. Where the
 * public origin is TLS, browsers are told never to come without it again.
 */
export function secureHeaders(publicOrigin: string | null): MiddlewareHandler {
  const isTls = publicOrigin?.startsWith('https:') ?? false;
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    if (isTls) c.res.headers.set('Strict-Transport-Security', 'max-age=31536000');
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  };
}
