import { randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accessRoles } from '../../access/role.ts';
import type { AccessCommand, GrantWish } from '../../command/access-command.ts';
import type { CommandResult } from '../../command/command.ts';
import { AppError, ConflictError, type Problem } from '../../errors.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { tellError } from '../problem.ts';
import { agencyCode } from '../schemas.ts';
import type { FormFault } from './access-form.ts';
import { WHOLE_TREE } from './access-grants.ts';

/** What a form brought: the text of a field, empty when there was none. */
export type Form = (name: string) => string;

/** Reads the form of a request. */
export async function readForm(c: Context<HttpEnv>): Promise<Form> {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
}

/** What came of a form: what was made of it, or what to tell on the same page with which status. */
export type Outcome<T> =
  | { readonly made: T; readonly faults: null }
  | { readonly made: null; readonly faults: readonly FormFault[]; readonly status: 400 | 404 | 409 };

/** What the fields of a form say, or everything that is wrong with them. */
export function readFields<T>(schema: z.ZodType<T>, fields: Readonly<Record<string, string>>): Outcome<T> {
  const read = schema.safeParse(fields);
  if (read.success) return { made: read.data, faults: null };
  const faults = read.error.issues.map(({ path, message }) => ({ field: path[0]?.toString() ?? null, message }));
  return { made: null, faults: onePerField(faults), status: 400 };
}

/**
 * Tries something that was asked by a form. What the asker can put right is told on the same page; everything else
 * (no such page, not allowed, too often, a bug) stays an error. `fields` are those that the form has.
 */
export async function attempt<T>(fields: readonly string[], work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { made: await work(), faults: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status } = tellError(error);
    if (status !== 400 && status !== 409 && status !== 404) throw error;
    const problems = error.problems.length === 0 ? [{ message: error.message }] : error.problems;
    return { made: null, faults: problems.map((one) => asFault(one, fields)), status };
  }
}

/** The two fields that name a role and where it holds, as {@link grantFields} of the page has them. */
export const grantShape = {
  role: z.enum(accessRoles, { error: 'hãy chọn vai trò / choose a role' }),
  agency: z
    .literal(WHOLE_TREE)
    .or(agencyCode)
    .catch('')
    .refine((code) => code !== '', 'hãy chọn phạm vi / choose where it holds'),
};

/** A role of a form as commands take it. */
export function wishOf({ role, agency }: { role: GrantWish['role']; agency: string }): GrantWish {
  return { role, agency: agency === WHOLE_TREE ? null : agency };
}

/** Hands a command to the writer under the key of its form: sent again, by going back or reloading, it is refused. */
export async function submitOnce(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  once: string,
  command: AccessCommand,
): Promise<CommandResult> {
  const id = `form-${z
    .uuid()
    .catch(() => randomUUID())
    .parse(once)}`;
  const { agencyIds } = c.get('allowed');
  const scope = agencyIds === null ? null : [...agencyIds];
  try {
    return await doors.submit({ id, actor: c.get('caller').actor, scope, command });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    throw new ConflictError('biểu mẫu này đã được gửi trước đó / this form was sent before');
  }
}

/** The id of what a command made. */
export function madeId(result: CommandResult, kind: CommandResult['subjects'][number]['kind']): number {
  return Number(result.subjects.find((one) => one.kind === kind)?.id);
}

function asFault({ path, message }: Problem, fields: readonly string[]): FormFault {
  const name = path?.replace(/^\//, '') ?? '';
  return { field: fields.includes(name) ? name : null, message };
}

function onePerField(faults: readonly FormFault[]): readonly FormFault[] {
  return faults.filter(({ field }, at) => faults.findIndex((one) => one.field === field) === at);
}
