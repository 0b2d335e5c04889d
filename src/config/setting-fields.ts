import { z } from 'zod';
import { isCron } from './cron.ts';
import { parseDuration } from './duration.ts';

/** The words for what a key needs. */
export const wants = (vi: string, en: string): string => `cần ${vi} / needs ${en}`;

/** A whole number between two, both included. */
export const count = (from: number, to: number) => {
  const error = wants(`số nguyên từ ${from} đến ${to}`, `a whole number from ${from} to ${to}`);
  return z.int({ error }).min(from, { error }).max(to, { error });
};

/** True or false. */
export const flag = () => z.boolean({ error: wants('true hoặc false', 'true or false') });

/** One word of a closed list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: wants(`một trong: ${words.join(', ')}`, `one of: ${words.join(', ')}`) });

/** Text that is not empty. */
export const text = (vi: string, en: string) => z.string({ error: wants(vi, en) }).min(1, { error: wants(vi, en) });

/** Text that a reader makes something of; null from it is a fault. */
export const parsed = <T>(read: (text: string) => T | null, error: string) =>
  z.string({ error }).transform((written, context): T => {
    const value = read(written);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: error });
    return z.NEVER;
  });

/** A duration between two, both included; read as ms. */
export const duration = (from: string, to: string) => {
  const error = wants(
    `khoảng thời gian từ ${from} đến ${to}, viết như 500ms, 60s, 5m, 12h, 60d`,
    `a duration from ${from} to ${to}, written like 500ms, 60s, 5m, 12h, 60d`,
  );
  const [least, most] = [parseDuration(from) ?? 0, parseDuration(to) ?? 0];
  return parsed((written) => {
    const ms = parseDuration(written);
    return ms !== null && ms >= least && ms <= most ? ms : null;
  }, error);
};

/** A cron schedule of five fields. */
export const schedule = () =>
  parsed(
    (written) => (isCron(written) ? written : null),
    wants('lịch cron 5 trường như "5 0 * * *"', 'a cron schedule of 5 fields like "5 0 * * *"'),
  );

/** Keys of one mapping, and no others. */
export const strict = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape, { error: mappingOnly });

/** A section whose keys are all left out, or commented out, has its defaults. */
export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((value) => value ?? {}, strict(shape));

const mapping = wants('một nhóm khoá: giá trị', 'a mapping of key: value');

const mappingOnly = (issue: { code?: string | undefined }): string | undefined =>
  issue.code === 'invalid_type' ? mapping : undefined;
