import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { matchesPassword } from '../../src/access/password.ts';
import { DAY_MS } from '../../src/calendar/interval.ts';
import { NOW, openCli } from './open-doors.ts';

const agency = 'agencies: [{code: X01, name: Xã Thử, block: commune, valid_from: 2026-01-01}]\n';
const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');
const codeIn = (out: string): string => /\/setup\?code=([\w-]{32})$/.exec(out)?.[1] ?? '';

describe('account create', () => {
  test('prints a link that is good for a day, and keeps only its hash', async () => {
    const cli = openCli();
    await cli.run('import', cli.write('in.yaml', agency));
    const args = ['--full-name', 'Nguyễn Thị Lan', '--role', 'operator', '--agency', 'X01'];
    const { code, out } = await cli.run('account', 'create', 'Lan', ...args);
    expect(code).toBe(0);
    const account = cli.store.read.accounts.byName('lan');
    expect(account).toMatchObject({ fullName: 'Nguyễn Thị Lan', hasPassword: false, disabled: null });
    expect(cli.store.read.accounts.grants(account?.id)).toMatchObject([{ role: 'operator', agencyId: 1 }]);
    const link = cli.store.read.setupLinks.usable(hashOf(codeIn(out)), NOW);
    expect(link).toEqual({ accountId: account?.id, expiresAt: NOW + DAY_MS });
    expect(JSON.stringify([...cli.store.read.audits.lines()])).not.toContain(codeIn(out));
  });

  test('the link leads to the public address where there is one', async () => {
    const cli = openCli();
    cli.env.HATANG_CONFIG = cli.write('mine.yaml', 'public_origin: https://hatang.tinh.example\n');
    expect((await cli.run('account', 'create', 'lan')).out).toMatch(/^https:\/\/hatang\.tinh\.example\/setup\?code=/m);
    const { link } = JSON.parse((await cli.run('account', 'create', 'mai', '--json')).out);
    expect(link).toMatch(/^https:\/\/hatang\.tinh\.example\/setup\?code=/);
  });

  test('--password-file sets the password of its first line; nothing of it is printed', async () => {
    const cli = openCli();
    const file = cli.write('password', 'một câu dễ nhớ 2801\n');
    const { code, out, err } = await cli.run('account', 'create', 'lan', '--password-file', `${cli.folder}/${file}`);
    expect(code).toBe(0);
    expect(out + err).not.toMatch(/2801|setup/);
    const account = cli.store.read.accounts.byName('lan');
    const hash = cli.store.accounts.secrets.of(account?.id ?? 0)?.passwordHash ?? '';
    expect(await matchesPassword('một câu dễ nhớ 2801', hash)).toBe(true);
  });

  test.each([
    [2, /at least 12 characters/, ['lan', '--password-file', 'FILE']],
    [2, /cannot be read/, ['lan', '--password-file', '/nowhere']],
    [2, /letters, digits/, ['lan anh']],
    [2, /letters, digits/, ['l']],
    [2, /--role: /, ['lan', '--role', 'boss']],
    [2, /--agency/, ['lan', '--agency', 'X01']],
    [1, /no agency: X99/, ['lan', '--role', 'viewer', '--agency', 'X99']],
  ])('exit %d, %s: nobody is made', async (exit, says, args) => {
    const cli = openCli();
    const file = `${cli.folder}/${cli.write('short', 'canary-2\n')}`;
    const { code, err } = await cli.run('account', 'create', ...args.map((one) => (one === 'FILE' ? file : one)));
    expect([code, err]).toEqual([exit, expect.stringMatching(says)]);
    expect(err).not.toContain('canary');
    expect(cli.store.read.accounts.list()).toEqual([]);
  });

  test('a name that is taken is refused: exit 1', async () => {
    const cli = openCli();
    await cli.run('account', 'create', 'lan');
    expect((await cli.run('account', 'create', 'LAN')).code).toBe(1);
  });
});

describe('account list, disable, enable, reset', () => {
  async function withLan() {
    const cli = openCli();
    const first = codeIn((await cli.run('account', 'create', 'lan', '--role', 'viewer')).out);
    return { cli, first, id: cli.store.read.accounts.byName('lan')?.id ?? 0 };
  }

  test('accounts are listed with their roles and whether they are open', async () => {
    const { cli } = await withLan();
    expect((await cli.run('account', 'list')).out).toMatch(/^lan {2}lan {2}viewer \* {2}open, /);
    await cli.run('account', 'disable', 'LAN');
    const listed = JSON.parse((await cli.run('account', 'list', '--json')).out);
    expect(listed).toMatchObject([{ name: 'lan', state: 'disabled (administrator)', hasPassword: false }]);
    await cli.run('account', 'enable', 'lan');
    expect((await cli.run('account', 'list')).out).toMatch(/ open, /);
  });

  test('reset makes a new link; the older one opens nothing any more', async () => {
    const { cli, first, id } = await withLan();
    const second = codeIn((await cli.run('account', 'reset', 'lan')).out);
    expect(cli.store.read.setupLinks.usable(hashOf(first), NOW)).toBeNull();
    expect(cli.store.read.setupLinks.usable(hashOf(second), NOW)?.accountId).toBe(id);
  });

  test('the second factor stays unless --totp takes it away', async () => {
    const { cli, id } = await withLan();
    cli.store.accounts.setTotp(id, 'JBSWY3DPEHPK3PXP');
    await cli.run('account', 'reset', 'lan');
    expect(cli.store.accounts.secrets.of(id)?.totpSecret).toBe('JBSWY3DPEHPK3PXP');
    await cli.run('account', 'reset', 'lan', '--totp');
    expect(cli.store.accounts.secrets.of(id)?.totpSecret).toBeNull();
  });

  test.each(['disable', 'enable', 'reset'])('%s of nobody: exit 1', async (act) => {
    expect(await openCli().run('account', act, 'ai')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no account: ai/),
    });
  });

  test('the last administrator of the site cannot be disabled: exit 1', async () => {
    const cli = openCli();
    await cli.run('account', 'create', 'lan', '--role', 'administrator');
    expect(await cli.run('account', 'disable', 'lan')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/last administrator/),
    });
  });
});
