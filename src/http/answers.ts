import { z } from '@hono/zod-openapi';

/** What every refusal looks like (RFC 9457); `errors` lists every fault at once. */
const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          path: z.string().optional(),
          file: z.string().optional(),
          sheet: z.string().optional(),
          row: z.number().optional(),
          column: z.string().optional(),
          cell: z.string().optional(),
          message: z.string(),
        }),
      )
      .readonly(),
  })
  .openapi('Problem');

const refused = {
  description: 'Refused; `code` says why, `errors` where',
  content: { 'application/problem+json': { schema: problem } },
};

/** The refusals of a question. */
const refusals = { 400: refused, 401: refused, 403: refused, 404: refused };

/** The answers of a route that gives JSON. */
export const answers = <T extends z.ZodType>(description: string, schema: T) => ({
  200: { description, content: { 'application/json': { schema } } },
  ...refusals,
});

/** The answers of a route that makes something: what was made, and where it is. */
export const created = <T extends z.ZodType>(description: string, schema: T) => ({
  201: { description, content: { 'application/json': { schema } } },
  ...refusals,
  409: refused,
});

/** The answers of a route that changes something and gives it back. */
export const changed = <T extends z.ZodType>(description: string, schema: T) => ({
  ...answers(description, schema),
  409: refused,
  412: refused,
});

/** The answers of a route that ends something. */
export const closed = { 204: { description: 'Done' }, ...refusals, 409: refused, 412: refused };

/** A JSON body. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
});
