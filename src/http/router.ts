import { createRoute, OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import { type Handler, Hono } from 'hono';
import type { Policy } from '../access/policy.ts';
import { allow } from './allow.ts';
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

/** A route of the API with what it asks of its caller, which the document tells as `x-policy`. */
export function route<P extends string, R extends Omit<RouteConfig, 'path' | 'middleware'> & { path: P }>(
  policy: Policy,
  config: R,
) {
  return createRoute({ ...config, 'x-policy': policy, middleware: allow(policy) });
}

/** Pages and other routes without a schema: each says what it asks of its caller. */
export type Pages = {
  readonly routes: Hono<HttpEnv>;
  get<P extends string>(path: P, policy: Policy, handler: Handler<HttpEnv, P>): Pages;
  post<P extends string>(path: P, policy: Policy, handler: Handler<HttpEnv, P>): Pages;
};

/** No pages yet. */
export function openPages(): Pages {
  const routes = new Hono<HttpEnv>();
  const pages: Pages = {
    routes,
    get(path, policy, handler) {
      routes.get(path, allow(policy), handler);
      return pages;
    },
    post(path, policy, handler) {
      routes.post(path, allow(policy), handler);
      return pages;
    },
  };
  return pages;
}
