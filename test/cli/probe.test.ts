import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SnmpCredential } from '../../src/inventory/credential.ts';
import { startAgent } from '../support/snmp-agent.ts';
import { NOW, openCli } from './open-doors.ts';

const v2c: SnmpCredential = { version: 'v2c', community: 'only-for-this-test' };
const v3: SnmpCredential = {
  version: 'v3',
  user: 'reader',
  authProtocol: 'sha256',
  authPassword: 'auth-only-here',
  privProtocol: 'aes128',
  privPassword: 'priv-only-here',
};

async function agent() {
  const started = await startAgent('127.74.0.1', [v2c, v3]);
  onTestFinished(() => started.close());
  return `127.74.0.1:${started.port}`;
}

describe('hatang probe', () => {
  test('--json: {icmp: {…}, snmp: {ok, reason, …}} with what the agent says of itself', async () => {
    const { code, out } = await openCli().run('probe', await agent(), '--community', v2c.community, '--json');
    expect(code).toBe(0);
    const told = JSON.parse(out);
    expect(Object.keys(told)).toEqual(['icmp', 'snmp']);
    expect(told.icmp).toMatchObject({ ok: false, outcome: 'inconclusive', reason: 'no-engine' });
    expect(told.snmp).toMatchObject({ ok: true, reason: null, system: { sysName: 'rt-thu-nghiem' } });
    expect(told.snmp.interfaces).toMatchObject([{ name: 'lo' }, { name: 'wan0', speedBps: 10_000_000_000 }]);
    expect(told.snmp.rttMs).toBeGreaterThan(0);
  });

  test('a stored credential is named, never shown', async () => {
    const cli = openCli();
    cli.store.transaction({ kind: 'cli', name: 'test' }, NOW, (commit) =>
      cli.store.credentials.create(commit, 'ba', v3),
    );
    const { code, out } = await cli.run('probe', await agent(), '--credential', 'ba', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).snmp).toMatchObject({ ok: true, system: { sysName: 'rt-thu-nghiem' } });
    expect(out).not.toMatch(/only-here/);
  });

  test('a credential that is not stored: exit 2 with its name', async () => {
    const { code, err } = await openCli().run('probe', '127.74.0.1', '--credential', 'absent');
    expect([code, err]).toEqual([2, expect.stringMatching(/no credential: absent/)]);
  });

  test('silence is an answer: exit 0, with the reason', async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.74.0.2');
    await once(socket, 'listening');
    onTestFinished(() => new Promise<void>((resolve) => socket.close(() => resolve())));
    const cli = openCli();
    cli.env.HATANG_CONFIG = cli.write('quick.yaml', 'polling: {timeout: 100ms, retries: 0}\n');
    const at = `127.74.0.2:${socket.address().port}`;
    const { code, out } = await cli.run('probe', at, '--community', 'x', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).snmp).toMatchObject({ ok: false, outcome: 'miss', reason: 'timeout', system: null });
  });

  test('without a credential SNMP is not asked, and says why', async () => {
    const { out } = await openCli().run('probe', '127.74.0.1', '--json');
    expect(JSON.parse(out).snmp).toMatchObject({ ok: false, reason: 'no-credential' });
  });

  test('for people it says the same in words of both languages', async () => {
    const { out } = await openCli().run('probe', await agent(), '--community', v2c.community);
    expect(out).toMatch(/^ICMP: inconclusive .* \/ .*\nSNMP: answer ok\n {2}sysName: rt-thu-nghiem\n/);
    expect(out).toMatch(/interfaces: 2$/);
  });

  test.each([
    'localhost',
    'router.example',
    '2130706433',
    '127.1',
    '010.0.0.1',
    '0x7f.0.0.1',
    '127.0.0.1\n10.0.0.1',
    '127.0.0.1 -f /etc/passwd',
    '127.0.0.1;id',
    '$(id)',
    '`id`',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '127.0.0.1:161:162',
    '[::1',
    '::1%eth0',
    '',
    '-',
    '127.0.0.256',
    '१२७.0.0.1',
  ])('%j is no address to probe: exit 2, nothing is asked', async (address) => {
    let asked = 0;
    const cli = openCli({
      probe: () => {
        asked += 1;
        return Promise.reject(new Error('asked'));
      },
    });
    const { code, err } = await cli.run('probe', address, '--json');
    expect([code, asked]).toEqual([2, 0]);
    expect(err).toMatch(/needs one IP address/);
  });

  test.each(['-f', '--', '-n127.0.0.1', '--file=/etc/passwd'])(
    '%j is no address but a wrong use: exit 2',
    async (word) => {
      expect((await openCli().run('probe', word)).code).toBe(2);
    },
  );

  test.each([
    ['10.0.0.1', '10.0.0.1', 161],
    ['10.0.0.1:1161', '10.0.0.1', 1_161],
    ['2001:DB8::1', '2001:db8::1', 161],
    ['[2001:db8::1]:1161', '2001:db8::1', 1_161],
    ['::ffff:10.0.0.1', '10.0.0.1', 161],
  ])('%s is %s port %d', async (text, address, port) => {
    const asked: unknown[] = [];
    const cli = openCli({
      probe: (request) => {
        asked.push([request.address, request.port]);
        return Promise.reject(new Error('enough'));
      },
    });
    await expect(cli.run('probe', text)).rejects.toThrow('enough');
    expect(asked).toEqual([[address, port]]);
  });
});
