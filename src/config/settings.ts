import { closestMatch } from 'leven';
import { z } from 'zod';
import type { Problem } from '../errors.ts';
import { accessKeys, accessSections, holdsSecret } from './access-settings.ts';
import { parseListen } from './listen.ts';
import { locateYaml } from './located.ts';
import { count, duration, flag, oneOf, parsed, schedule, section, text, wants } from './setting-fields.ts';

/** How much the service tells in its log. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/**
 * What `hatang.yaml` says, key by key; what it leaves out has the default that stands here and nowhere else.
 * Durations are in milliseconds.
 */
export type FileSettings = z.output<typeof schema>;

/** Reads the text of `hatang.yaml`: the settings, or every problem at once, each with file, line and path. */
export function parseSettings(text: string, file: string): { settings: FileSettings | null; problems: Problem[] } {
  const tree = locateYaml(text, file);
  if (tree.faults.length > 0) {
    const problems = tree.faults.map((fault) => ({
      row: fault.line,
      message: `${file}:${fault.line}: ${fault.vi} / ${fault.en}`,
    }));
    return { settings: null, problems };
  }
  const result = schema.safeParse(tree.value);
  if (result.success) return { settings: result.data, problems: [] };
  const told = result.error.issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    const tell = (at: readonly (string | number)[], what: string): Problem & { row: number } => ({
      path: at.join('.'),
      row: tree.lineOf(at),
      message: `${file}:${tree.lineOf(at)}: ${at.length > 0 ? `${at.join('.')}: ` : ''}${what}`,
    });
    if (issue.code !== 'unrecognized_keys')
      return [tell(path, `${issue.message}${holdsSecret(path) ? '' : found(tree.value, path)}`)];
    return issue.keys.map((key) => tell([...path, key], unknownKey(key, validKeys(path))));
  });
  return { settings: null, problems: told.toSorted((a, b) => a.row - b.row) };
}

/** The words for a key that does not exist, with the nearest one that does. */
function unknownKey(key: string, valid: readonly string[]): string {
  const nearest = closestMatch(key, valid) ?? '';
  return `không có khoá này, gần nhất là "${nearest}" / unknown key, the nearest is "${nearest}"`;
}

const sections = {
  polling: {
    interval: duration('100ms', '1d').default(60_000),
    timeout: duration('10ms', '1m').default(2_000),
    retries: count(0, 10).default(1),
    confirm_misses: count(1, 20).default(3),
    confirm_spacing: duration('10ms', '5m').default(2_000),
    echoes: count(1, 20).default(5),
    concurrency: count(1, 10_000).default(200),
  },
  schedules: {
    assessment: schedule().default('5 0 * * *'),
    retention: schedule().default('30 2 * * *'),
    audit_head: schedule().default('0 1 * * *'),
    access_sweep: schedule().default('15 1 * * *'),
    reminders: schedule().default('0 7 * * *'),
  },
  retention: { observations: duration('1d', '3650d').default(60 * 86_400_000) },
  endpoints: {
    interval: duration('1s', '1d').default(300_000),
    timeout: duration('100ms', '1m').default(10_000),
    concurrency: count(1, 200).default(20),
  },
  lan: { hosts: count(1, 1_000).default(3), days: count(1, 366).default(30) },
  verdicts: { observed_days: count(1, 3_650).default(7), declared_days: count(1, 3_650).default(400) },
  metrics: { open: flag().default(false) },
  poller: {
    name: z
      .string({ error: wants('tên trong dấu nháy', 'a name, in quotes') })
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, {
        error: wants(
          'tên gồm chữ không dấu, số, . _ -, tối đa 63 ký tự',
          'a name of letters, digits, . _ -, at most 63',
        ),
      })
      .default('dc-1'),
  },
};

const patient = wants(
  'timeout × (retries + 1) ngắn hơn interval',
  'timeout × (retries + 1) to be shorter than interval',
);

const brief = wants('timeout ngắn hơn interval', 'timeout to be shorter than interval');

const shape = {
  listen: parsed(
    parseListen,
    wants('địa chỉ:cổng như "127.0.0.1:8080" hoặc "[::1]:8080"', 'address:port like "127.0.0.1:8080" or "[::1]:8080"'),
  ).default({ host: '127.0.0.1', port: 8080 }),
  listen_insecurely: flag().default(false),
  data: text('đường dẫn thư mục', 'the path of a folder').default('./data'),
  log: oneOf(logLevels).default('info'),
  polling: section(sections.polling)
    .refine((one) => one.timeout * (one.retries + 1) < one.interval, { error: patient, path: ['timeout'] })
    .transform((one) => ({
      intervalMs: one.interval,
      timeoutMs: one.timeout,
      retries: one.retries,
      confirmMisses: one.confirm_misses,
      confirmSpacingMs: one.confirm_spacing,
      echoes: one.echoes,
      concurrency: one.concurrency,
    })),
  schedules: section(sections.schedules).transform(({ audit_head, access_sweep, ...rest }) => ({
    ...rest,
    auditHead: audit_head,
    accessSweep: access_sweep,
  })),
  retention: section(sections.retention).transform((one) => ({ observationsMs: one.observations })),
  endpoints: section(sections.endpoints)
    .refine((one) => one.timeout < one.interval, { error: brief, path: ['timeout'] })
    .transform((one) => ({ intervalMs: one.interval, timeoutMs: one.timeout, concurrency: one.concurrency })),
  lan: section(sections.lan),
  verdicts: section(sections.verdicts).transform((one) => ({
    observedDays: one.observed_days,
    declaredDays: one.declared_days,
  })),
  metrics: section(sections.metrics),
  poller: section(sections.poller),
  ...accessSections,
};

const schema = section(shape)
  .refine(({ oidc, outbound }) => oidc === null || outbound.oidc.ranges.length > 0, {
    error: wants(
      'ít nhất một dải địa chỉ của nhà cung cấp định danh khi có mục oidc',
      'a network of the identity provider at least, when there is a section oidc',
    ),
    path: ['outbound', 'oidc', 'ranges'],
  })
  .transform(({ listen_insecurely, public_origin, trusted_proxies, ...rest }) => ({
    ...rest,
    listenInsecurely: listen_insecurely,
    publicOrigin: public_origin,
    trustedProxies: trusted_proxies,
  }));

/** The keys there are at a path; positions in lists lead to what every entry can have. */
function validKeys(path: readonly (string | number)[]): string[] {
  let at: unknown = { ...shape, ...sections, ...accessKeys };
  for (const step of path) {
    if (typeof step === 'number' || typeof at !== 'object' || at === null) continue;
    at = Object.entries(at).find(([name]) => name === step)?.[1];
  }
  return Object.keys(at ?? shape);
}

function found(tree: unknown, path: readonly (string | number)[]): string {
  let value = tree;
  for (const step of path) {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === String(step))?.[1]
        : undefined;
  }
  return value === undefined ? '' : `; đang ghi / found: ${JSON.stringify(value).slice(0, 80)}`;
}
