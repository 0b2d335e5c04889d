import type { OpenAPIHono } from '@hono/zod-openapi';
import { NotFoundError } from '../errors.ts';
import { agencyRoutes } from './api/agencies.ts';
import { assessmentRoutes } from './api/assessments.ts';
import { auditRoutes } from './api/audits.ts';
import { availabilityRoutes } from './api/availability.ts';
import { credentialRoutes } from './api/credentials.ts';
import { deviceReadingRoutes } from './api/device-readings.ts';
import { deviceRoutes } from './api/devices.ts';
import { factRoutes } from './api/facts.ts';
import { importRoutes } from './api/imports.ts';
import { indicatorRoutes } from './api/indicators.ts';
import { outageRoutes } from './api/outages.ts';
import { prefixRoutes } from './api/prefixes.ts';
import { authenticate } from './authenticate.ts';
import { bootstrapOnly, type HttpEnv, type Identify } from './caller.ts';
import { assetRoutes } from './console/assets.ts';
import { consoleRoutes } from './console/console.ts';
import { answerWithPage, wantsPage } from './console/error-page.ts';
import { signInRoutes } from './console/sign-in-page.ts';
import type { HttpDoors } from './doors.ts';
import { feedRoutes } from './feed.ts';
import { healthRoutes } from './health.ts';
import { metricRoutes } from './metrics.ts';
import { answerProblem, tellError } from './problem.ts';
import { openRouter } from './router.ts';
import { secureHeaders } from './secure-headers.ts';
import { sizeLimit } from './size-limit.ts';

/** The whole HTTP side of the service. `identify` tells whose a secret is; by default it knows the bootstrap token only. */
export function httpApp(doors: HttpDoors, identify: Identify = bootstrapOnly(doors.token)): OpenAPIHono<HttpEnv> {
  const requests = new Map<string, number>();
  const app = openRouter();
  app.use(async (c, next) => {
    await next();
    const kind = `${Math.floor(c.res.status / 100)}xx`;
    requests.set(kind, (requests.get(kind) ?? 0) + 1);
  });
  app.use(secureHeaders());
  app.use(authenticate(doors, identify));
  app.use(sizeLimit());
  app.onError((error, c) => {
    const problem = tellError(error);
    if (problem.status === 500) doors.log.error({ err: error, path: c.req.path }, 'request failed');
    return wantsPage(c) ? answerWithPage(c, problem, doors.now()) : answerProblem(c, problem);
  });
  app.notFound((c) => {
    const problem = tellError(new NotFoundError(`không có gì ở đây / nothing here: ${c.req.path}`));
    return wantsPage(c) ? answerWithPage(c, problem, doors.now()) : answerProblem(c, problem);
  });

  const parts = [
    agencyRoutes,
    deviceRoutes,
    deviceReadingRoutes,
    availabilityRoutes,
    prefixRoutes,
    credentialRoutes,
    factRoutes,
    outageRoutes,
    indicatorRoutes,
    assessmentRoutes,
    importRoutes,
    auditRoutes,
  ];
  for (const part of parts) app.route('/api/v1', part(doors));
  app.route('/', feedRoutes(doors));
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Hạ Tầng API',
      version: doors.self().version,
      description: 'Danh mục và giám sát hạ tầng / infrastructure inventory and monitoring',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
  });
  app.route('/', metricRoutes(doors, requests));
  app.route('/', healthRoutes(doors));
  app.route('/', assetRoutes());
  app.route('/', signInRoutes(doors, identify));
  app.route('/', consoleRoutes(doors));
  return app;
}
