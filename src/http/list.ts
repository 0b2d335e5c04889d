import { z } from '@hono/zod-openapi';
import { InvalidError } from '../errors.ts';

/** What every list takes: how many, and where to go on. */
export const listQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(100)
    .openapi({ type: 'integer', minimum: 1, maximum: 500, default: 100 }),
  cursor: z.string().max(1_000).optional().openapi({ description: '`next` of the page before; opaque.' }),
};

/** The shape of every list; `next` is null on the last page. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item).readonly(), next: z.string().nullable() });

/** One page. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

type Asked = { readonly limit: number; readonly cursor?: string | undefined };

/** A page of rows that the store hands out by number, asked for one more than wanted: `keyOf` the last one goes on. */
export function pageByNumber<T>(
  list: string,
  asked: Asked,
  load: (after: number | undefined, limit: number) => readonly T[],
  keyOf: (row: T) => number,
): Page<T> {
  const after = asked.cursor === undefined ? undefined : Number(openCursor(list, asked.cursor));
  if (after !== undefined && !Number.isSafeInteger(after)) refuseCursor();
  const rows = load(after, asked.limit + 1);
  const items = rows.slice(0, asked.limit);
  const last = items.at(-1);
  return { items, next: rows.length > items.length && last !== undefined ? cursorOf(list, String(keyOf(last))) : null };
}

/** A page of a list that is in memory, in the order of a text key that no two rows share. */
export function pageByKey<T>(list: string, asked: Asked, rows: readonly T[], keyOf: (row: T) => string): Page<T> {
  const after = asked.cursor === undefined ? null : openCursor(list, asked.cursor);
  const keyed = rows
    .map((row) => ({ row, key: keyOf(row) }))
    .filter(({ key }) => after === null || key > after)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const items = keyed.slice(0, asked.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ row }) => row),
    next: keyed.length > items.length && last !== undefined ? cursorOf(list, last.key) : null,
  };
}

/** A cursor into a list: opaque to callers, refused by every other list. */
export function cursorOf(list: string, key: string): string {
  return Buffer.from(JSON.stringify([list, key])).toString('base64url');
}

/** The key in a cursor. @throws InvalidError when it is not one of this list. */
export function openCursor(list: string, cursor: string): string {
  const opened = cursorSchema.safeParse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!opened.success || opened.data[0] !== list) return refuseCursor();
  return opened.data[1];
}

const cursorSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.tuple([z.string(), z.string()]));

function refuseCursor(): never {
  throw new InvalidError('cursor không thuộc danh sách này / the cursor does not belong to this list', [
    { path: '?cursor', message: 'dùng nguyên giá trị next của trang trước / use next of the page before as it is' },
  ]);
}
