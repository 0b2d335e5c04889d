import { z } from '@hono/zod-openapi';
import { isCivilDate } from '../calendar/civil.ts';
import { canonicalAddress } from '../inventory/address.ts';
import { isCode } from '../inventory/import-cell.ts';
import { canonicalCidr } from '../inventory/prefix.ts';

/** An instant as answers tell it: ISO 8601, UTC. */
export const instant = z.string().openapi({ format: 'date-time', example: '2026-11-22T07:05:00.000Z' });

/** ISO 8601 UTC of an epoch ms. */
export const iso = (at: number): string => new Date(at).toISOString();

/** ISO 8601 UTC of an epoch ms that may be absent. */
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** A civil date of Asia/Ho_Chi_Minh. */
export const civilDate = z
  .string()
  .refine(isCivilDate, 'cần ngày YYYY-MM-DD có trong lịch / needs a date YYYY-MM-DD that the calendar has')
  .openapi({ format: 'date', example: '2026-01-01' });

/** An instant in a request; becomes epoch ms. */
export const instantParam = z
  .string()
  .transform((text, context): number => {
    const at = parseInstant(text);
    if (at !== null) return at;
    context.addIssue({
      code: 'custom',
      message: 'cần thời điểm ISO 8601 có múi giờ / needs an ISO 8601 instant with zone',
    });
    return z.NEVER;
  })
  .openapi({ type: 'string', format: 'date-time' });

/** Epoch ms of an ISO 8601 instant that names its zone; null for anything else. */
export function parseInstant(text: string): number | null {
  // A blank for the zone's plus sign is what a query string makes of it.
  const named = text.replace(/ (\d{2}:\d{2})$/, '+$1');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(named)) return null;
  const at = Date.parse(named);
  return Number.isFinite(at) ? at : null;
}

/** One line of text: NFC, trimmed, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .min(1)
    .max(max)
    .refine(isPrintable, 'không được có ký tự điều khiển / no control characters');

/** An agency's code. */
export const agencyCode = z
  .string()
  .trim()
  .refine(isCode, 'mã gồm chữ không dấu, số, . _ - (tối đa 35) / letters, digits and . _ - only, at most 35')
  .openapi({ example: '00004' });

/** What is typed to sign in: lower case. */
export const accountName = z
  .string()
  .normalize('NFC')
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,63}$/,
    'tên đăng nhập: 2–64 chữ không dấu, số, . _ - @ / a name has 2 to 64 letters, digits, . _ - @',
  )
  .openapi({ type: 'string', example: 'lan.nguyen' });

/** A surrogate id as it stands in a path; opaque to callers. */
export const idParam = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'không phải mã định danh ở đây / not an id of this list')
  .transform(Number)
  .openapi({ type: 'string', example: '12' });

/** An IP literal, brought into its one spelling. */
export const address = canonical(
  canonicalAddress,
  'cần địa chỉ IPv4 hoặc IPv6 / needs an IPv4 or IPv6 literal',
).openapi({
  type: 'string',
  example: '192.0.2.1',
});

/** A network, brought into its one spelling. */
export const cidr = canonical(
  canonicalCidr,
  'cần dải địa chỉ như 198.51.100.0/26, phần máy bằng 0 / needs a network like 198.51.100.0/26, host bits zero',
).openapi({ type: 'string', example: '198.51.100.0/26' });

/** A port number. */
export const port = z.int().min(1).max(65_535);

/** The key of a fact; whether the catalogue has it is for the writer to say. */
export const factKey = z
  .string()
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'khoá trong danh mục số liệu / a key of the fact catalogue')
  .max(60)
  .openapi({ example: 'officials' });

/** What the document says of a patch: the generator takes `exactOptional` keys for required ones. */
export const allOptional: { required: string[] } = { required: [] };

/** A flag of the query: `1` or `true`. */
export const queryFlag = z.enum(['1', 'true', '0', 'false']).transform((text) => text === '1' || text === 'true');

function canonical(form: (text: string) => string | null, message: string) {
  return z.string().transform((text, context): string => {
    const one = form(text.trim());
    if (one !== null) return one;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

function isPrintable(text: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}
