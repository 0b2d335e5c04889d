import { Hono } from 'hono';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Command, Submit } from '../command/command.ts';
import { AppError } from '../errors.ts';
import type { HttpEnv } from './caller.ts';

const envelopeSchema = z.strictObject({
  id: z.string(),
  user: z.string(),
  // The other end is this program's own command line behind a socket that only its user can open.
  command: z.custom<Command>((value) => typeof value === 'object' && value !== null && 'kind' in value),
});

/** What the command line of a running service talks to, over the 0600 socket in the data directory. */
export function localApp(submit: Submit, log: Logger): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.post('/commands', async (c) => {
    const { id, user, command } = envelopeSchema.parse(await c.req.json());
    return c.json(await submit({ id, actor: { kind: 'cli', name: user }, scope: null, command }));
  });
  app.onError((error, c) => {
    if (!(error instanceof AppError)) {
      log.error({ err: error }, 'command failed');
      return c.json({ code: 'bug', detail: error.message, problems: [] }, 500);
    }
    return c.json({ code: error.code, detail: error.message, problems: error.problems }, 400);
  });
  return app;
}
