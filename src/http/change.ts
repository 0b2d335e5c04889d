import { randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Scope } from '../access/scope.ts';
import type { Command, CommandResult } from '../command/command.ts';
import { InvalidError, type Problem } from '../errors.ts';
import { type HttpEnv, requireWithin } from './caller.ts';
import type { HttpDoors } from './doors.ts';

/** Headers of every change. The same key with the same request gives the same answer again, once and for all. */
export const changeHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, '1–200 ký tự ASCII nhìn thấy được / 1 to 200 visible ASCII characters')
    .optional(),
});

/** Headers of a change of one version: `If-Match` with its ETag, or without to change regardless. */
export const versionHeaders = changeHeaders.extend({
  'if-match': z
    .string()
    .regex(/^("\d+"|\*)$/, 'dùng nguyên ETag đã nhận / use the ETag as it was given')
    .optional(),
});

/** Where an entry that came by REST stands: its faults are told by JSON pointer. */
export const restPlace = { file: '', row: null, path: '/' } as const;

/** Hands a change to the writer in the caller's name, for the part of the tree that the route's policy brings it. */
export async function change(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  command: Command,
  allowed: Scope = c.get('allowed'),
): Promise<CommandResult> {
  const { actor } = c.get('caller');
  const id = c.req.header('idempotency-key') ?? randomUUID();
  try {
    const scope = allowed.agencyIds === null ? null : [...allowed.agencyIds];
    return await doors.submit({ id, actor, scope, command });
  } catch (error) {
    if (error instanceof InvalidError) throw new InvalidError(error.message, error.problems.map(pointed));
    throw error;
  }
}

/** For an agency that the caller may look at but not act on. @throws ForbiddenError; others' are left to be not found */
export function requireOwnAgency(c: Context<HttpEnv>, doors: HttpDoors, code: string): void {
  const id = doors.read.agencies.idOf(c.get('caller').scope, code);
  if (id !== null) requireWithin(c.get('allowed'), id);
}

/** The version that the caller looked at; null when it did not say. */
export function ifMatchOf(c: Context<HttpEnv>): number | null {
  const version = /^"(\d+)"$/.exec(c.req.header('if-match') ?? '')?.[1];
  return version === undefined ? null : Number(version);
}

// The writer names columns of sheets; a REST caller knows the keys of its body.
function pointed(problem: Problem): Problem {
  const { column, path, ...rest } = problem;
  if (path !== restPlace.path || column === undefined) return problem;
  return { ...rest, path: `/${column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}` };
}
