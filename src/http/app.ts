import type { OpenAPIHono } from '@hono/zod-openapi';
import { NotFoundError } from '../errors.ts';
import { EnrolFirstError, requirePolicies } from './allow.ts';
import { accessReviewRoutes } from './api/access-review.ts';
import { accountRoutes } from './api/accounts.ts';
import { administrativeRoutes } from './api/administrative.ts';
import { agencyRoutes } from './api/agencies.ts';
import { assessmentRoutes } from './api/assessments.ts';
import { auditRoutes } from './api/audits.ts';
import { availabilityRoutes } from './api/availability.ts';
import { contactRoutes } from './api/contacts.ts';
import { credentialRoutes } from './api/credentials.ts';
import { declarationAttachmentRoutes } from './api/declaration-attachments.ts';
import { declarationProgressRoutes } from './api/declaration-progress.ts';
import { declarationRoutes } from './api/declarations.ts';
import { deviceReadingRoutes } from './api/device-readings.ts';
import { deviceRoutes } from './api/devices.ts';
import { endpointRoutes } from './api/endpoints.ts';
import { exportRoutes } from './api/exports.ts';
import { factRoutes } from './api/facts.ts';
import { formRoutes } from './api/forms.ts';
import { importRoutes } from './api/imports.ts';
import { indicatorRoutes } from './api/indicators.ts';
import { mappingRoutes } from './api/mappings.ts';
import { outageRoutes } from './api/outages.ts';
import { ownAccountRoutes } from './api/own-account.ts';
import { prefixRoutes } from './api/prefixes.ts';
import { recordRoutes } from './api/records.ts';
import { reminderRoutes } from './api/reminders.ts';
import { templateRoutes } from './api/templates.ts';
import { tokenRoutes } from './api/tokens.ts';
import { verdictRoutes } from './api/verdicts.ts';
import { authenticate } from './authenticate.ts';
import { type HttpEnv, openTree } from './caller.ts';
import { accessPages } from './console/access-pages.ts';
import { assetRoutes } from './console/assets.ts';
import { consoleRoutes } from './console/console.ts';
import { declarationPages } from './console/declaration-pages.ts';
import { enrolRoutes } from './console/enrol-page.ts';
import { answerWithPage, wantsPage } from './console/error-page.ts';
import { inventoryPages } from './console/inventory-pages.ts';
import { oidcRoutes } from './console/oidc-page.ts';
import { setupRoutes } from './console/setup-page.ts';
import { signInRoutes } from './console/sign-in-page.ts';
import { verdictPages } from './console/verdict-pages.ts';
import type { HttpDoors } from './doors.ts';
import { ENROL_PATH, openEntry } from './entry.ts';
import { feedRoutes } from './feed.ts';
import { healthRoutes } from './health.ts';
import { metricRoutes } from './metrics.ts';
import { openOwnAccount } from './own-account.ts';
import { PasswordWork } from './password-work.ts';
import { answerProblem, tellError } from './problem.ts';
import { rateLimit, TooManyError } from './rate-limit.ts';
import { openPages, openRouter } from './router.ts';
import { secureHeaders } from './secure-headers.ts';
import { openSessions, SESSION_COOKIE } from './sessions.ts';
import { openSignInTries } from './sign-in-tries.ts';
import { sizeLimit } from './size-limit.ts';
import { timeLimit } from './time-limit.ts';
import { openTokens } from './tokens.ts';

/** The whole HTTP side of the service. @throws Error when a route has no policy */
export function httpApp(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const requests = new Map<string, number>();
  const tree = openTree(doors.read);
  const sessions = openSessions(doors, tree);
  const work = new PasswordWork();
  const own = openOwnAccount(doors, work);
  const entry = openEntry(doors, sessions, own);
  const tries = openSignInTries(doors, work);
  const app = openRouter();
  app.use(async (c, next) => {
    await next();
    const kind = `${Math.floor(c.res.status / 100)}xx`;
    requests.set(kind, (requests.get(kind) ?? 0) + 1);
  });
  app.use(secureHeaders(doors.publicOrigin));
  app.use(rateLimit(doors));
  app.use(timeLimit());
  app.use(sizeLimit(doors.catalogues.forms));
  app.use(authenticate(doors, openTokens(doors, tree), sessions));
  app.onError((error, c) => {
    if (error instanceof EnrolFirstError && wantsPage(c)) return c.redirect(ENROL_PATH, 303);
    if (error instanceof TooManyError) c.header('Retry-After', String(error.retryAfterS));
    const problem = tellError(error);
    if (problem.status === 500) doors.log.error({ err: error, path: c.req.path }, 'request failed');
    return wantsPage(c) ? answerWithPage(c, problem, doors) : answerProblem(c, problem);
  });
  app.notFound((c) => {
    const problem = tellError(new NotFoundError(`không có gì ở đây / nothing here: ${c.req.path}`));
    return wantsPage(c) ? answerWithPage(c, problem, doors) : answerProblem(c, problem);
  });

  const parts = [
    agencyRoutes,
    deviceRoutes,
    deviceReadingRoutes,
    availabilityRoutes,
    prefixRoutes,
    credentialRoutes,
    factRoutes,
    formRoutes,
    declarationProgressRoutes,
    declarationRoutes,
    declarationAttachmentRoutes,
    reminderRoutes,
    outageRoutes,
    indicatorRoutes,
    assessmentRoutes,
    verdictRoutes,
    endpointRoutes,
    importRoutes,
    auditRoutes,
    tokenRoutes,
    accessReviewRoutes,
    // Before the records: its tree is no unit's code.
    administrativeRoutes,
    recordRoutes,
    contactRoutes,
    exportRoutes,
    templateRoutes,
    mappingRoutes,
  ];
  for (const part of parts) app.route('/api/v1', part(doors));
  app.route('/api/v1', accountRoutes(doors, work));
  app.route('/api/v1', ownAccountRoutes(doors, own));
  app.route('/', feedRoutes(doors));
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  const session = { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } as const;
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', session);
  app.route('/', openPages().get('/api/openapi.json', 'signed-in', (c) => c.json(describe(app, doors))).routes);
  app.route('/', metricRoutes(doors, requests));
  app.route('/', healthRoutes(doors));
  app.route('/', assetRoutes());
  app.route('/', signInRoutes(doors, sessions, entry, tries));
  app.route('/', setupRoutes(doors, work, entry, tries));
  app.route('/', enrolRoutes(doors, own));
  app.route('/', oidcRoutes(doors, sessions, tries));
  app.route('/', accessPages(doors, own));
  app.route('/', inventoryPages(doors));
  app.route('/', consoleRoutes(doors));
  app.route('/', verdictPages(doors));
  app.route('/', declarationPages(doors));
  requirePolicies(app);
  return app;
}

function describe(app: OpenAPIHono<HttpEnv>, doors: HttpDoors) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Hạ Tầng API',
      version: doors.self().version,
      description: 'Danh mục và giám sát hạ tầng / infrastructure inventory and monitoring',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
  });
}
