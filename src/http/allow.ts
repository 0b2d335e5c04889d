import type { Hono, MiddlewareHandler } from 'hono';
import type { Policy } from '../access/policy.ts';
import { ForbiddenError, UnauthenticatedError } from '../errors.ts';
import { type Caller, type HttpEnv, requirePermission } from './caller.ts';

/** What a route asks, as a middleware that is recognised as such. */
export function allow(policy: Policy): MiddlewareHandler<HttpEnv> {
  const guard: MiddlewareHandler<HttpEnv> = async (c, next) => {
    if (policy !== 'public') {
      const caller: Caller | undefined = c.get('caller');
      if (caller === undefined) throw new UnauthenticatedError('cần đăng nhập / sign in first');
      if (policy !== 'signed-in' && caller.mustEnrol) throw new EnrolFirstError();
      c.set('allowed', policy === 'signed-in' ? caller.scope : requirePermission(caller, policy));
    }
    await next();
  };
  policies.set(guard, policy);
  return guard;
}

/** Nothing is open before the second factor is set up. */
export class EnrolFirstError extends ForbiddenError {
  constructor() {
    super('cần bật xác thực hai bước trước / turn the second factor on first');
  }
}

/** What a handler asks of its caller; null when it is no guard. */
export function policyOf(handler: object): Policy | null {
  return policies.get(handler) ?? null;
}

/** Every route of an app with its policy; null where nobody declared one. */
export function policyTable(
  app: Pick<Hono<HttpEnv>, 'routes'>,
): { readonly method: string; readonly path: string; readonly policy: Policy | null }[] {
  const own = app.routes.filter(({ method }) => method !== 'ALL');
  return [...Map.groupBy(own, ({ method, path }) => `${method} ${path}`).values()].flatMap((handlers) => {
    const [first] = handlers;
    if (first === undefined) return [];
    // The guard has to stand before whatever else answers there.
    return [{ method: first.method, path: first.path, policy: policyOf(first.handler) }];
  });
}

/** @throws Error naming the routes that nobody declared a policy for, so that such an app does not start */
export function requirePolicies(app: Pick<Hono<HttpEnv>, 'routes'>): void {
  const bare = policyTable(app).filter(({ policy }) => policy === null);
  if (bare.length > 0) throw new Error(`no policy: ${bare.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
}

const policies = new WeakMap<object, Policy>();
