import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { locateYaml } from '../../src/config/located.ts';
import { parseSettings } from '../../src/config/settings.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const shipped = readFileSync(path.join(import.meta.dirname, '../../config/hatang.yaml'), 'utf8');

/** What each fixture must be told, in order: where, and a part of the words. No entry = it is taken as it is. */
const told: Readonly<Record<string, readonly (readonly [where: string, says: string])[]>> = {
  'unknown-key': [[':3: polling.intervall: ', 'gần nhất là "interval" / unknown key, the nearest is "interval"']],
  'unknown-section': [[':1: pooling: ', 'the nearest is "polling"']],
  'wrong-type': [[':2: polling.echoes: ', 'needs a whole number from 1 to 20; đang ghi / found: "5"']],
  'out-of-range': [[':2: polling.echoes: ', 'cần số nguyên từ 1 đến 20']],
  'duplicate-key': [[':3: ', 'khoá này đã có ở trên / this key stands above already']],
  'bad-duration': [[':2: polling.interval: ', 'found: "60 seconds"']],
  'duration-out-of-range': [
    [':2: polling.interval: ', 'from 100ms to 1d'],
    [':3: polling.timeout: ', 'from 10ms to 1m'],
  ],
  'duration-without-unit': [[':2: polling.interval: ', 'written like 500ms, 60s']],
  tabs: [[':2: ', 'thụt dòng bằng dấu cách, không dùng tab']],
  'not-a-mapping': [[':1: ', 'needs a mapping of key: value']],
  'section-not-a-mapping': [[':1: polling: ', 'needs a mapping of key: value']],
  'bad-schedule': [[':2: schedules.assessment: ', 'cần lịch cron 5 trường']],
  'listen-on-a-name': [[':1: listen: ', 'needs address:port']],
  'unknown-log-level': [[':1: log: ', 'one of: debug, info, warn, error, silent']],
  'timeout-longer-than-interval': [[':3: polling.timeout: ', 'shorter than interval']],
  'two-documents': [[':2: ', 'one YAML document only']],
  'alias-without-anchor': [[':1: ', 'YAML aliases (*…) without an anchor']],
  'listen-without-quotes': [[':1: ', 'sai cú pháp YAML']],
  'several-at-once': [
    [':2: polling.interval: ', 'needs a duration'],
    [':3: polling.echos: ', 'the nearest is "echoes"'],
    [':5: metrics.open: ', 'true or false'],
    [':6: listen: ', 'needs address:port'],
    [':7: poler: ', 'the nearest is "poller"'],
  ],
};

const names = readdirSync(fixtures).map((file) => path.basename(file, '.yaml'));

test.each(names.filter((name) => name in told))('%s.yaml is told with file, line, path and what to write', (name) => {
  const file = `${name}.yaml`;
  const { settings, problems } = parseSettings(readFileSync(path.join(fixtures, file), 'utf8'), file);
  const expected = told[name] ?? [];
  expect(settings).toBeNull();
  expect(problems.map((problem) => problem.message)).toEqual(
    expected.map(([where, says]) => expect.stringMatching(new RegExp(`^${quote(file + where)}.*${quote(says)}`))),
  );
});

test.each(['empty', 'only-comments'])('%s.yaml means the defaults', (name) => {
  const read = parseSettings(readFileSync(path.join(fixtures, `${name}.yaml`), 'utf8'), name);
  expect(read).toEqual({ settings: parseSettings('', '').settings, problems: [] });
});

test('every fixture has its expectation', () => {
  expect(Object.keys(told).concat('empty', 'only-comments').toSorted()).toEqual(names.toSorted());
});

test('the shipped file works unedited, says exactly the defaults and names every key there is', () => {
  const read = parseSettings(shipped, 'config/hatang.yaml');
  expect(read).toEqual({ settings: parseSettings('', '').settings, problems: [] });
  expect(keysOf(locateYaml(shipped, 'config/hatang.yaml').value)).toHaveLength(keysOf(read.settings).length);
});

test('the defaults are those of the manual', () => {
  expect(parseSettings('', '').settings).toEqual({
    listen: { host: '127.0.0.1', port: 8080 },
    listenInsecurely: false,
    data: './data',
    log: 'info',
    polling: {
      intervalMs: 60_000,
      timeoutMs: 2_000,
      retries: 1,
      confirmMisses: 3,
      confirmSpacingMs: 2_000,
      echoes: 5,
      concurrency: 200,
    },
    schedules: {
      assessment: '5 0 * * *',
      retention: '30 2 * * *',
      auditHead: '0 1 * * *',
      accessSweep: '15 1 * * *',
      reminders: '0 7 * * *',
    },
    retention: { observationsMs: 60 * 86_400_000 },
    endpoints: { intervalMs: 300_000, timeoutMs: 10_000, concurrency: 20 },
    lan: { hosts: 3, days: 30 },
    verdicts: { observedDays: 7, declaredDays: 400 },
    metrics: { open: false },
    poller: { name: 'dc-1' },
    publicOrigin: null,
    trustedProxies: [],
    access: {
      idleMs: 900_000,
      administratorIdleMs: 300_000,
      absoluteMs: 43_200_000,
      disableAfterMs: 45 * 86_400_000,
      lockAfter: 5,
      lockMs: 900_000,
      requireTotp: 'administrators',
    },
    audit: { heads: null, json: null, syslog: null },
    outbound: {
      oidc: { ranges: [], ports: [443], caFile: null },
      webhook: { ranges: [], ports: [443], caFile: null },
      'http-probe': { ranges: [], ports: null, caFile: null },
    },
    oidc: null,
  });
});

test('a key that is given changes that key alone', () => {
  const text = 'polling:\n  interval: 500ms\n  timeout: 100ms\nlisten: "[::1]:0"\n';
  const { settings } = parseSettings(text, 'x.yaml');
  const defaults = parseSettings('', '').settings;
  expect(settings).toEqual({
    ...defaults,
    listen: { host: '::1', port: 0 },
    polling: { ...defaults?.polling, intervalMs: 500, timeoutMs: 100 },
  });
});

/** Paths of all leaves; `listen` is one key in the file and an address with a port when read. */
function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null || prefix === '.listen') return [prefix];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${prefix}.${key}`));
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
