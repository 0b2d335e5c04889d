import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';

const KB = 1_024;

/** Most bytes of a body: documents to import may be large, everything else is small. */
const importLimit = limit(10 * KB * KB);
const usualLimit = limit(256 * KB);

/** Refuses bodies that are too large before they are read to the end. */
export function sizeLimit(): MiddlewareHandler {
  return (c, next) => (c.req.path === '/api/v1/imports' ? importLimit : usualLimit)(c, next);
}

function limit(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new HTTPException(413, { message: `more than ${maxSize} bytes` });
    },
  });
}
