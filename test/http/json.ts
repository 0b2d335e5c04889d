import { z } from 'zod';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string().optional(), row: z.number().optional(), message: z.string() })),
});

/** The refusal in an answer; fails when it is none. */
export async function problemIn(answer: Response) {
  expectType(answer, 'application/problem+json; charset=utf-8');
  return problem.parse(await answer.json());
}

/** The items of a list, and its cursor. */
export async function listIn<T extends z.ZodType>(answer: Response, item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() }).parse(await answer.json());
}

/** An answer's JSON in a shape. */
export async function jsonIn<T extends z.ZodType>(answer: Response, shape: T): Promise<z.output<T>> {
  return shape.parse(await answer.json());
}

function expectType(answer: Response, type: string): void {
  const found = answer.headers.get('content-type');
  if (found !== type) throw new Error(`${answer.status}: ${found} instead of ${type}`);
}
