import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';
import { ConfigurationError, type Problem } from '../../src/errors.ts';

const absent = Object.assign(new Error('no such file'), { code: 'ENOENT' });

/** Loads from files held in memory; a missing one throws as node:fs does. */
function load(env: Record<string, string>, files: Record<string, string> = {}) {
  return loadSettings({
    env,
    cwd: '/srv/hatang',
    readFile: (file) => {
      const text = files[file];
      if (text === undefined) throw absent;
      return text;
    },
  });
}

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

test('without file and environment the defaults hold and paths stand on the working directory', () => {
  expect(load({})).toMatchObject({
    data: '/srv/hatang/data',
    listen: { host: '127.0.0.1', port: 8080 },
    file: null,
    sealingKey: null,
  });
});

test('the environment wins over the file, key by key', () => {
  const files = { '/srv/hatang/config/hatang.yaml': 'data: /a\nlog: warn\nlisten: 127.0.0.2:1\n' };
  expect(load({ HATANG_DATA: 'b', HATANG_LISTEN: '[::1]:9' }, files)).toMatchObject({
    data: '/srv/hatang/b',
    log: 'warn',
    listen: { host: '::1', port: 9 },
    file: '/srv/hatang/config/hatang.yaml',
  });
});

test('HATANG_CONFIG names another file, absolute or from the working directory', () => {
  expect(load({ HATANG_CONFIG: 'x.yaml' }, { '/srv/hatang/x.yaml': 'log: debug' }).log).toBe('debug');
  expect(load({ HATANG_CONFIG: '/y.yaml' }, { '/y.yaml': 'log: error' }).log).toBe('error');
});

test('an empty variable counts as not given', () => {
  expect(load({ HATANG_LOG: '', HATANG_KEY: '', HATANG_CONFIG: '' })).toMatchObject({ log: 'info', sealingKey: null });
});

test('problems of environment and file are told together', () => {
  const files = { '/srv/hatang/config/hatang.yaml': 'lisen: x\nlog: loud\n' };
  const problems = problemsOf(() => load({ HATANG_LISTEN: '80', HATANG_DATTA: '/x', HATANG_LOG: 'loud' }, files));
  expect(problems.map((problem) => problem.path)).toEqual([
    'HATANG_DATTA',
    'HATANG_LISTEN',
    'HATANG_LOG',
    'lisen',
    'log',
  ]);
  expect(problems[0]?.message).toContain('the nearest is HATANG_DATA');
});

test('a named file that is missing is a problem, and so is one that cannot be read', () => {
  expect(problemsOf(() => load({ HATANG_CONFIG: 'gone.yaml' }))[0]?.message).toContain('/srv/hatang/gone.yaml');
  const denied = (): string => {
    throw Object.assign(new Error('denied'), { code: 'EACCES' });
  };
  expect(problemsOf(() => loadSettings({ env: {}, cwd: '/', readFile: denied }))[0]?.message).toContain('EACCES');
});

test.each(['0.0.0.0:8080', '[::]:8080', '10.1.2.3:8080'])('%s needs listen_insecurely', (listen) => {
  expect(problemsOf(() => load({ HATANG_LISTEN: listen }))[0]?.message).toContain('listen_insecurely: true');
  const files = { '/srv/hatang/config/hatang.yaml': 'listen_insecurely: true' };
  expect(problemsOf(() => load({ HATANG_LISTEN: listen }, files))).toEqual([]);
});

test('an open address in the file is harmless when the environment keeps to loopback', () => {
  const files = { '/srv/hatang/config/hatang.yaml': 'listen: 0.0.0.0:80' };
  expect(load({ HATANG_LISTEN: '127.0.0.1:80' }, files).listen.host).toBe('127.0.0.1');
});

test('the sealing key is 32 bytes of base64 and no dump of the settings shows it', () => {
  const bytes = Buffer.alloc(32, 'K');
  const settings = load({ HATANG_KEY: bytes.toString('base64') });
  expect(settings.sealingKey?.export()).toEqual(bytes);
  const dump = inspect(settings, { depth: 9, showHidden: true }) + JSON.stringify(settings);
  expect(dump).not.toMatch(/KKKK|S0tL|4b 4b/);
});

test.each([
  'short',
  Buffer.alloc(31).toString('base64'),
  Buffer.alloc(33).toString('base64'),
  `${'!'.repeat(9)}${'A'.repeat(43)}=`,
])('the key %s is refused without being repeated', (key) => {
  const [problem, ...more] = problemsOf(() => load({ HATANG_KEY: key }));
  expect(more).toEqual([]);
  expect(problem?.message).toContain('32 byte');
  expect(problem?.message).not.toContain(key);
});

test('variables that others set for us are no problem: a cluster beside a service named hatang, the tests themselves', () => {
  const cluster = {
    HATANG_SERVICE_HOST: '10.0.0.9',
    HATANG_SERVICE_PORT: '80',
    HATANG_PORT_80_TCP: 'tcp://10.0.0.9:80',
  };
  expect(problemsOf(() => load({ ...cluster, HATANG_REQUIRE_REAL: '1' }))).toEqual([]);
  expect(problemsOf(() => load({ HATANG_PORT: '80' }))).toHaveLength(1);
});
