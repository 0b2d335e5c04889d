import { OpenAPIHono } from '@hono/zod-openapi';
import type { HttpEnv } from './caller.ts';
import { refuseIssues } from './validation.ts';

/** A part of the app whose routes refuse what does not fit their schema, with every fault at once. */
export function openRouter(): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({
    defaultHook: (result) => {
      if (!result.success) refuseIssues(result.target, result.error.issues);
    },
  });
}
