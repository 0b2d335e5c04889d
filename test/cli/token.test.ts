import { describe, expect, test } from 'vitest';
import { prefixOf, sameHash, tokenHash } from '../../src/access/token.ts';
import { DAY_MS } from '../../src/calendar/interval.ts';
import { NOW, openCli } from './open-doors.ts';

const agency = 'agencies: [{code: X01, name: Xã Thử, block: commune, valid_from: 2026-01-01}]\n';

describe('token create', () => {
  test('prints the text once, and keeps its keyed hash under its prefix', async () => {
    const cli = openCli();
    const { code, out } = await cli.run('token', 'create', '--role', 'viewer');
    expect(code).toBe(0);
    const kept = cli.store.read.tokens.byPrefix(prefixOf(out) ?? '');
    const key = Buffer.from(cli.store.secrets.open('token-key') ?? '', 'base64');
    expect(key).toHaveLength(32);
    expect(sameHash(kept?.hash ?? '', tokenHash(out, key))).toBe(true);
    expect(kept?.token).toMatchObject({ role: 'viewer', agencyId: null, cidrs: [], createdBy: 'cli:lan' });
    expect(kept?.token.expiresAt).toBe(NOW + 365 * DAY_MS);
    const written = JSON.stringify([...cli.store.read.audits.lines()]) + JSON.stringify(cli.store.read.tokens.list());
    expect(written).not.toContain(out.slice(12));
  });

  test('with a subtree, an end, a name and networks in their one spelling; --json is one object', async () => {
    const cli = openCli();
    await cli.run('import', cli.write('in.yaml', agency));
    const told = await cli.run(
      ...['token', 'create', '--role', 'reporter', '--agency', 'X01', '--days', '7', '--name', 'kho số liệu'],
      ...['--cidr', '10.0.0.0/8', '--cidr', '2001:DB8::/32', '--json'],
    );
    const made = JSON.parse(told.out);
    expect(made).toMatchObject({ role: 'reporter', agency: 'X01', name: 'kho số liệu' });
    expect(Date.parse(made.expiresAt)).toBe(NOW + 7 * DAY_MS);
    const kept = cli.store.read.tokens.byPrefix(made.prefix)?.token;
    expect(kept).toMatchObject({ role: 'reporter', agencyId: 1, cidrs: ['10.0.0.0/8', '2001:db8::/32'] });
  });

  test('two tokens share the key', async () => {
    const cli = openCli();
    await cli.run('token', 'create', '--role', 'viewer');
    const key = cli.store.secrets.open('token-key');
    await cli.run('token', 'create', '--role', 'viewer');
    expect(cli.store.secrets.open('token-key')).toBe(key);
    expect(cli.store.read.tokens.list()).toHaveLength(2);
  });

  test.each([
    [2, /--role: .*viewer, operator/, ['--role', 'boss']],
    [2, /--role: /, []],
    [2, /--days: .*1 to 9999/, ['--role', 'viewer', '--days', '0']],
    [2, /--cidr: .*not a network: 10\.0\.0\.1\/8/, ['--role', 'viewer', '--cidr', '10.0.0.1/8']],
    [1, /no agency: X99/, ['--role', 'viewer', '--agency', 'X99']],
  ])('exit %d, %s', async (exit, says, args) => {
    const cli = openCli();
    const { code, err, out } = await cli.run('token', 'create', ...args);
    expect([code, out]).toEqual([exit, '']);
    expect(err).toMatch(says);
    expect(cli.store.read.tokens.list()).toEqual([]);
  });
});

describe('token list and revoke', () => {
  test('a token is listed without its secret, with its state', async () => {
    const cli = openCli();
    const text = (await cli.run('token', 'create', '--role', 'viewer', '--name', 'a')).out;
    const { out } = await cli.run('token', 'list');
    expect(out).toMatch(/^1 {2}ht_\w{8}_… {2}viewer \* {2}a {2}\(valid/);
    expect(out).not.toContain(text);
    expect(JSON.parse((await cli.run('token', 'list', '--json')).out)).toMatchObject([{ id: 1, state: 'valid' }]);
  });

  test.each(['id', 'prefix', 'whole text'])(
    'it is revoked by its %s, stays listed, and a second time changes nothing',
    async (by) => {
      const cli = openCli();
      const text = (await cli.run('token', 'create', '--role', 'viewer')).out;
      const named = { id: '1', prefix: prefixOf(text) ?? '' }[by] ?? text;
      for (let time = 0; time < 2; time += 1) {
        const { code, out } = await cli.run('token', 'revoke', named);
        expect([code, out]).toEqual([0, expect.stringMatching(/Revoked/)]);
        expect(out).not.toContain(text);
      }
      expect(JSON.parse((await cli.run('token', 'list', '--json')).out)).toMatchObject([{ state: 'revoked' }]);
    },
  );

  test('one that does not exist: exit 1, and no more of it is repeated than a prefix', async () => {
    const text = `ht_${'a'.repeat(8)}_${'b'.repeat(43)}`;
    const { code, err } = await openCli().run('token', 'revoke', text);
    expect([code, err]).toEqual([1, expect.stringMatching(/no token: ht_a{8}$/)]);
  });
});
