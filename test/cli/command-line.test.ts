import { describe, expect, test } from 'vitest';
import { ConflictError, DamagedError, InvalidError, LockedError, SchemaError } from '../../src/errors.ts';
import { openCli } from './open-doors.ts';

describe('usage', () => {
  test.each([[[]], [['nonsense']], [['constructor']], [['__proto__']], [['toString']]])(
    '%j prints usage, exit 2',
    async (argv) => {
      const { code, out, err } = await openCli().run(...argv);
      expect(code).toBe(2);
      expect(err).toMatch(/npx hatang serve .*chạy dịch vụ \/ run the service/);
      expect(out).toBe('');
    },
  );

  test.each(['help', '--help', '-h'])('%s prints usage, exit 0', async (word) => {
    const { code, out, err } = await openCli().run(word);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/npx hatang import FILE/);
  });

  test('--version says which', async () => {
    expect(await openCli().run('--version')).toEqual({ code: 0, out: '0.0.0', err: '' });
  });

  test.each([
    ...['serve', 'demo', 'check-config', 'import', 'probe', 'assess'],
    ...['account', 'token', 'verify', 'key', 'audit-key'],
  ])('%s has --help in both languages and does nothing then', async (command) => {
    const cli = openCli();
    const { code, out } = await cli.run(command, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^npx hatang ${command}`));
    expect(out.split('\n').length).toBeGreaterThanOrEqual(3);
    expect(cli.served).toEqual([]);
  });

  test.each([
    ['serve', '--port', '1'],
    ['serve', 'extra'],
    ['demo', 'extra'],
    ['check-config', 'file'],
    ['assess', '--date'],
    ['assess', '2026-01-01'],
    ['import'],
    ['import', '--nonsense', 'a.csv'],
    ['probe'],
    ['probe', '127.0.0.1', '127.0.0.2'],
    ['probe', '127.0.0.1', '--community', 'a', '--credential', 'b'],
    ['account'],
    ['account', 'create'],
    ['account', 'list', 'lan'],
    ['account', 'delete', 'lan'],
    ['token'],
    ['token', 'create', '--role', 'boss'],
    ['token', 'revoke'],
    ['verify'],
    ['verify', 'audit', 'audit'],
    ['verify', 'everything'],
    ['key'],
    ['key', 'rotate', 'now'],
    ['audit-key', 'turn'],
  ])('%s %s %s is a wrong use: exit 2 with what is right', async (...argv) => {
    const cli = openCli();
    const { code, err } = await cli.run(...argv);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^hatang ${argv[0]}: `));
    expect(cli.served).toEqual([]);
  });
});

describe('exit codes', () => {
  test.each([
    [2, new InvalidError('sai / wrong')],
    [3, new DamagedError('hỏng / damaged')],
    [4, new SchemaError('mới hơn / newer')],
    [5, new LockedError('đang dùng / in use: pid 1')],
    [1, new ConflictError('trùng / clash')],
  ])('%d, with what is wrong on standard error', async (code, error) => {
    const cli = openCli({ openSubmit: () => Promise.reject(error) });
    expect(await cli.run('assess')).toEqual({ code, out: '', err: `hatang assess: ${error.message}` });
  });

  test('a bug is not dressed up as a refusal', async () => {
    const cli = openCli({ openSubmit: () => Promise.reject(new TypeError('bug')) });
    await expect(cli.run('assess')).rejects.toThrow('bug');
  });

  test('problems stand below, each with its row and column, or its path', async () => {
    const error = new InvalidError('3 lỗi / 3 faults', [
      { row: 4, column: 'code', message: 'trống / empty' },
      { path: 'devices[0]', message: 'lạ / strange' },
      { path: 'polling.retries', row: 7, message: 'config/hatang.yaml:7: polling.retries: cần / needs' },
    ]);
    const { err } = await openCli({ openSubmit: () => Promise.reject(error) }).run('assess');
    expect(err.split('\n').slice(1)).toEqual([
      '  dòng/row 4, cột/column code: trống / empty',
      '  devices[0]: lạ / strange',
      '  config/hatang.yaml:7: polling.retries: cần / needs',
    ]);
  });
});

describe('check-config', () => {
  test('says what is in force, defaults and environment together', async () => {
    const cli = openCli();
    const { code, out } = await cli.run('check-config');
    expect(code).toBe(0);
    expect(out).toMatch(/^Cấu hình đúng \/ The configuration is right: mặc định/);
    expect(out).toContain(`data: "${cli.folder}"`);
    expect(out).toContain('"intervalMs":60000');
  });

  test('--json is one object that a program reads, the sealing key never in it', async () => {
    const cli = openCli();
    cli.env.HATANG_KEY = Buffer.alloc(32, 7).toString('base64');
    const { code, out } = await cli.run('check-config', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ sealingKey: '<secret>', polling: { intervalMs: 60_000 }, file: null });
    expect(out).not.toContain(cli.env.HATANG_KEY);
  });

  test('every problem of file and environment at once, with file, line, path and the nearest key; exit 2', async () => {
    const cli = openCli();
    cli.env.HATANG_CONFIG = cli.write('mine.yaml', 'polling:\n  intervall: 60s\n  retries: many\nlisten: nowhere\n');
    cli.env.HATANG_LISTN = '127.0.0.1:1';
    const { code, err, out } = await cli.run('check-config');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/mine\.yaml:2: polling\.intervall: .*"interval"/);
    expect(err).toMatch(/mine\.yaml:3: polling\.retries: /);
    expect(err).toMatch(/mine\.yaml:4: listen: /);
    expect(err).toMatch(/HATANG_LISTN: .*HATANG_LISTEN/);
    expect(err).toMatch(/4 problems/);
  });

  test.each(['serve', 'demo', 'assess'])('%s starts nothing on a wrong configuration', async (command) => {
    const cli = openCli();
    cli.env.HATANG_CONFIG = cli.write('mine.yaml', 'nonsense: 1\n');
    const { code, err } = await cli.run(command);
    expect(code).toBe(2);
    expect(err).toMatch(/mine\.yaml:1: nonsense/);
    expect(cli.served).toEqual([]);
  });
});

describe('demo', () => {
  test('has its own data folder below the configured one, and times of its own', async () => {
    const cli = openCli();
    delete cli.env.HATANG_DATA;
    expect((await cli.run('demo', '--interval', '2s', '--cut-after', '5m')).code).toBe(0);
    expect(cli.served).toEqual([
      { data: `${cli.folder}/data/demo`, intervalMs: 2_000, cutAfterMs: 300_000, cutForMs: 60_000 },
    ]);
  });

  test('HATANG_DATA is taken as it is', async () => {
    const cli = openCli();
    await cli.run('demo');
    expect(cli.served).toMatchObject([{ data: cli.folder }]);
  });

  test.each(['0s', '999ms', '61m', 'soon', '-5s', '10'])('%s is no duration for it: exit 2', async (text) => {
    const { code, err } = await openCli().run('demo', `--cut-for=${text}`);
    expect(code).toBe(2);
    expect(err).toMatch(/--cut-for: .*1s.*60m/);
  });
});

describe('assess', () => {
  test('says how many facts came of it, and is told apart by who asked', async () => {
    const cli = openCli();
    const { code, out } = await cli.run('assess');
    expect(code).toBe(0);
    expect(out).toMatch(/0 mới.* \/ Observed facts: 0 new/);
    expect(JSON.parse((await cli.run('assess', '--date', '2026-11-21', '--json')).out)).toMatchObject({ seq: null });
  });

  test.each(['2026-02-31', 'today', '2026-1-1'])('%s is no date: exit 2', async (date) => {
    const { code, err } = await openCli().run('assess', '--date', date);
    expect(code).toBe(2);
    expect(err).toContain(`not a date: ${date}`);
  });

  test('a day to come is refused: exit 2', async () => {
    expect((await openCli().run('assess', '--date', '2026-11-23')).code).toBe(2);
  });
});
