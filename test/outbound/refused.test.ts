import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connect } from '../../src/outbound/dial.ts';
import { openOutbound } from '../../src/outbound/outbound.ts';
import { purposes } from '../../src/outbound/rules.ts';
import { openServers, webhooksTo } from './servers.ts';

const servers = openServers();
const requests: string[] = [];
let port = 0;
beforeAll(async () => {
  port = await servers.http('127.93.1.1', (request, response) => {
    requests.push(request.url ?? '');
    response.end('inside');
  });
});
afterAll(() => servers.close());

const everybody = ['0.0.0.0/0', '::/0'];

/** Calls, and tells the code of the refusal, who was connected to and which names were asked for. */
async function call(url: string | URL, ranges: readonly string[], names: Record<string, readonly string[]> = {}) {
  const connected: string[] = [];
  const asked: string[] = [];
  const connect: Connect = (address, to) => {
    connected.push(address);
    return connectTcp({ host: address, port: to, autoSelectFamily: false });
  };
  const lookup = async (name: string) => {
    asked.push(name);
    return names[name] ?? [];
  };
  const outbound = openOutbound(webhooksTo(ranges), { connect, lookup, limits: { connectMs: 2_000 } });
  const told = await outbound.fetch('webhook', url).then(
    async (response) => ({ code: null, text: await response.text() }),
    (error) => ({ code: error.code, text: String(error) }),
  );
  return { ...told, connected, asked };
}

describe('whatever the rules allow, nobody is called at', () => {
  test.each([
    ['loopback', 'http://127.93.1.1/'],
    ['loopback by IPv6', 'http://[::1]/'],
    ['this host', 'http://0.0.0.0/'],
    ['this network', 'http://0.1.2.3/'],
    ['any address by IPv6', 'http://[::]/'],
    ['the metadata service', 'http://169.254.169.254/latest/meta-data/'],
    ['the metadata service by IPv6', 'http://[fd00:ec2::254]/'],
    ['link-local by IPv6', 'http://[fe80::1]/'],
    ['multicast', 'http://224.0.0.1/'],
    ['broadcast', 'http://255.255.255.255/'],
    ['IPv4-mapped loopback', 'http://[::ffff:127.0.0.1]/'],
    ['IPv4-mapped loopback in hex', 'http://[::ffff:7f00:1]/'],
    ['IPv4-mapped of an allowed one', 'http://[::ffff:203.0.113.1]/'],
    ['IPv4-compatible loopback', 'http://[::127.0.0.1]/'],
    ['IPv4-translated loopback', 'http://[::ffff:0:127.0.0.1]/'],
    ['NAT64 loopback', 'http://[64:ff9b::127.0.0.1]/'],
    ['local NAT64 loopback', 'http://[64:ff9b:1::7f00:1]/'],
    ['6to4 loopback', 'http://[2002:7f00:1::1]/'],
    ['Teredo', 'http://[2001::1]/'],
  ])('%s: %s', async (_, url) => {
    expect(await call(url, everybody)).toMatchObject({ code: 'outbound-address', connected: [], asked: [] });
  });
});

describe('a name that leads there is no way around', () => {
  test.each([
    ['loopback', ['127.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['mapped loopback', ['::ffff:127.0.0.1']],
    ['compatible loopback', ['::127.0.0.1']],
    ['link-local with a zone', ['fe80::1%eth0']],
    ['an allowed one with a zone', ['2001:db8::1%1']],
    ['an allowed address and loopback', ['203.0.113.1', '127.0.0.1']],
    ['loopback and an allowed address', ['::1', '203.0.113.1']],
    ['an octal spelling', ['0177.0.0.1']],
    ['no address at all', ['localhost']],
  ])('%s', async (_, addresses) => {
    const told = await call('http://ten.example/', everybody, { 'ten.example': addresses });
    expect(told).toMatchObject({ code: 'outbound-address', connected: [], asked: ['ten.example'] });
  });

  test('a name without addresses is not called', async () => {
    expect(await call('http://ten.example/', everybody)).toMatchObject({ code: 'outbound-unresolved', connected: [] });
  });

  test('one address outside the range is enough to refuse all', async () => {
    const names = { 'ten.example': ['127.93.1.1', '127.94.0.1'] };
    expect(await call(`http://ten.example:${port}/`, ['127.93.0.0/16'], names)).toMatchObject({
      code: 'outbound-address',
      connected: [],
    });
  });
});

describe('a disguised address is refused even where its true one is allowed', () => {
  test.each([
    ['decimal', () => `http://${0x7f5d0101}:${port}/`],
    ['octal', () => `http://0177.0135.01.01:${port}/`],
    ['hex', () => `http://0x7f5d0101:${port}/`],
    ['hex parts', () => `http://0x7f.0x5d.1.1:${port}/`],
    ['two parts', () => `http://127.6095105:${port}/`],
    ['three parts', () => `http://127.93.257:${port}/`],
    ['leading zero', () => `http://127.93.1.01:${port}/`],
    ['a dot at the end', () => `http://127.93.1.1.:${port}/`],
    ['full-width digits', () => `http://１２７.93.1.1:${port}/`],
    ['percent escapes', () => `http://%31%32%37.93.1.1:${port}/`],
  ])('%s', async (_, url) => {
    expect(new URL(url()).hostname).toBe('127.93.1.1');
    expect(await call(url(), ['127.0.0.0/8'])).toMatchObject({ code: 'outbound-spelling', connected: [] });
  });

  test('a URL object has lost its spelling and is judged by its address', async () => {
    const url = new URL(`http://${0x7f5d0101}:${port}/`);
    expect(await call(url, ['10.0.0.0/8'])).toMatchObject({ code: 'outbound-address', connected: [] });
    expect(await call(url, ['127.0.0.0/8'])).toMatchObject({ code: null, text: 'inside' });
  });
});

describe('a URL has to be a plain one', () => {
  test.each([
    ['file', 'file:///etc/passwd', 'outbound-scheme'],
    ['ftp', 'ftp://203.0.113.1/', 'outbound-scheme'],
    ['gopher', 'gopher://203.0.113.1/', 'outbound-scheme'],
    ['data', 'data:text/plain,x', 'outbound-scheme'],
    ['a name and password', 'http://ai:mat-khau@203.0.113.1/', 'outbound-credentials'],
    ['a host hidden behind a name', 'http://203.0.113.1@127.93.1.1/', 'outbound-credentials'],
    ['no URL', 'khong phai', 'outbound-url'],
    ['an IPv6 zone', 'http://[fe80::1%25eth0]/', 'outbound-url'],
    ['backslashes', 'http:\\\\203.0.113.1\\', 'outbound-url'],
    ['one slash', 'http:/203.0.113.1/', 'outbound-url'],
    ['a line break in the host', 'http://203.0.1\n13.1/', 'outbound-url'],
    ['a line break in the path', 'http://203.0.113.1/a\r\nHost: x', 'outbound-url'],
  ])('%s', async (_, url, code) => {
    expect(await call(url, everybody)).toMatchObject({ code, connected: [], asked: [] });
  });
});

describe('the rule of the purpose holds', () => {
  test('a purpose without ranges calls nobody and looks nothing up', async () => {
    expect(await call('http://ten.example/', [])).toMatchObject({ code: 'outbound-closed', connected: [], asked: [] });
  });

  test.each(purposes)('nothing may be called for %s unless it is told', async (purpose) => {
    const rules = webhooksTo([]);
    const call = openOutbound(rules).fetch(purpose, `http://127.93.1.1:${port}/`);
    await expect(call).rejects.toMatchObject({ code: 'outbound-closed', purpose, host: '127.93.1.1' });
  });

  test('another purpose does not borrow a range', async () => {
    const outbound = openOutbound(webhooksTo(['127.93.0.0/16']));
    await expect(outbound.fetch('oidc', `http://127.93.1.1:${port}/`)).rejects.toMatchObject({
      code: 'outbound-closed',
      purpose: 'oidc',
    });
  });

  test('a port that is not named is not called', async () => {
    const outbound = openOutbound(webhooksTo(['127.93.0.0/16'], { ports: [443] }));
    const at = (scheme: string, to: string) => outbound.fetch('webhook', `${scheme}://127.93.1.1${to}/`);
    await expect(at('http', `:${port}`)).rejects.toMatchObject({ code: 'outbound-port' });
    await expect(at('http', '')).rejects.toMatchObject({ code: 'outbound-port' });
    await expect(at('https', '')).rejects.toMatchObject({ code: 'outbound-unreachable' });
  });

  test('a host next to the range is not called, one inside is', async () => {
    expect(await call(`http://127.93.1.1:${port}/`, ['127.93.1.0/32'])).toMatchObject({ code: 'outbound-address' });
    expect(await call(`http://127.93.1.1:${port}/x`, ['127.93.1.1/32'])).toMatchObject({ code: null, text: 'inside' });
    expect(requests.at(-1)).toBe('/x');
  });
});

test('a name that changes its address between check and connection is connected to where it was checked', async () => {
  const answers = [['127.93.1.1'], ['127.0.0.1']];
  let asked = 0;
  const lookup = async () => answers[asked++] ?? [];
  const outbound = openOutbound(webhooksTo(['127.93.0.0/16']), { lookup });
  const first = await outbound.fetch('webhook', `http://doi.example:${port}/mot`);
  expect([await first.text(), asked]).toEqual(['inside', 1]);
  await expect(outbound.fetch('webhook', `http://doi.example:${port}/hai`)).rejects.toMatchObject({
    code: 'outbound-address',
  });
  expect(requests.at(-1)).toBe('/mot');
});

test('a connection that ends up elsewhere is closed before a byte is sent', async () => {
  const elsewhere = await servers.silent('127.93.1.9');
  const connect: Connect = (_, to) => connectTcp({ host: '127.93.1.9', port: to });
  const outbound = openOutbound(webhooksTo(['127.93.0.0/16']), { connect });
  await expect(outbound.fetch('webhook', `http://127.93.1.1:${elsewhere.port}/`)).rejects.toMatchObject({
    code: 'outbound-address',
  });
  await expect.poll(() => elsewhere.heard).toEqual(['']);
});

test('a refusal names purpose and host, and nothing else of the URL', async () => {
  const { text } = await call('http://ai:mat-khau@203.0.113.1/duong?khoa=bi-mat#x', everybody);
  expect(text).toContain('webhook → 203.0.113.1');
  expect(text).not.toMatch(/ai:|mat-khau|duong|khoa|bi-mat/);
});
