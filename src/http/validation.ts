import { z } from '@hono/zod-openapi';
import { InvalidError, type Problem } from '../errors.ts';

const vi = z.locales.vi().localeError;
const en = z.locales.en().localeError;

// What a schema words itself is kept; zod's own words are said in both languages, as all our messages are.
z.config({ localeError: (issue) => `${textOf(vi(issue))} / ${textOf(en(issue))}` });

/** Every fault of a request at once, as problem+json tells them: JSON pointers in a body, `?name` in the query. */
export function refuseIssues(target: string, issues: readonly z.core.$ZodIssue[]): never {
  throw new InvalidError(
    'yêu cầu không hợp lệ, xem errors / the request does not fit its form, see errors',
    issues.flatMap((issue) => problemsOf(target, issue)),
  );
}

function problemsOf(target: string, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: place(target, issue.path), message: issue.message }];
  return issue.keys.map((key) => ({
    path: place(target, [...issue.path, key]),
    message: `không có mục này: ${key} / there is no ${key} here`,
  }));
}

function textOf(said: string | { message: string } | null | undefined): string {
  return typeof said === 'object' ? (said?.message ?? '') : (said ?? '');
}

function place(target: string, path: readonly PropertyKey[]): string {
  const steps = path.map(String);
  if (target === 'query') return `?${steps.join('.')}`;
  if (target === 'param') return `{${steps.join('.')}}`;
  if (target === 'header') return `${steps.join('.')}:`;
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
