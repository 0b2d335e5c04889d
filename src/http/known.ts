import { z } from '@hono/zod-openapi';
import { type CivilDate, civilDateOf } from '../calendar/civil.ts';
import { InvalidError } from '../errors.ts';
import type { ReadStore } from '../store/read-store.ts';
import { civilDate, parseInstant } from './schemas.ts';

/** What a question about a date may name: the date, and by when things were known (an instant, or a commit's number). */
export const knownQuery = {
  as_of: civilDate.optional(),
  known_at: z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) || parseInstant(text) !== null, {
      error: 'cần thời điểm ISO 8601 hoặc số thứ tự ghi / needs an ISO 8601 instant or a commit sequence',
    })
    .optional()
    .openapi({ example: '2026-11-22T07:05:00Z' }),
};

/** A date and the commit by which things about it were known; `knownAt` is the commit's instant, epoch ms. */
export type Known = { readonly asOf: CivilDate; readonly knownSeq: number; readonly knownAt: number };

/** What the query means now: today, and everything known so far, unless it says otherwise. */
export function knownOf(
  read: ReadStore,
  query: { readonly as_of?: string | undefined; readonly known_at?: string | undefined },
  now: number,
): Known {
  const knownSeq = seqOf(read, query.known_at);
  return { asOf: query.as_of ?? civilDateOf(now), knownSeq, knownAt: read.commits.instantOf(knownSeq) ?? 0 };
}

function seqOf(read: ReadStore, knownAt: string | undefined): number {
  const last = read.commits.lastSeq();
  if (knownAt === undefined) return last;
  const at = parseInstant(knownAt);
  if (at !== null) return read.commits.seqAt(at);
  const seq = Number(knownAt);
  if (seq <= last) return seq;
  throw new InvalidError(`chưa có lần ghi số ${seq} / there is no commit ${seq} yet`, [
    { path: '?known_at', message: `lần ghi gần nhất là ${last} / the newest commit is ${last}` },
  ]);
}
