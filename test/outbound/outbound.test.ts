import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { type OutboundLimits, openOutbound } from '../../src/outbound/outbound.ts';
import { openServers, webhooksTo } from './servers.ts';

const servers = openServers();
afterAll(() => servers.close());

const address = '127.93.2.1';
const inside = (limits: Partial<OutboundLimits> = {}) => openOutbound(webhooksTo(['127.93.2.0/24']), { limits });

describe('a call inside the range', () => {
  test('sends method, headers and body, and hands back status, headers and body', async () => {
    const port = await servers.http(address, async (request, response) => {
      const sent: Buffer[] = [];
      for await (const chunk of request) sent.push(Buffer.from(chunk));
      const { host, authorization, 'content-type': type, 'content-length': length } = request.headers;
      const body = Buffer.concat(sent).toString();
      const heard = { method: request.method, url: request.url, host, authorization, type, length, body };
      response.writeHead(201, 'Da Tao', { 'x-mot': 'hai', 'content-type': 'application/json' });
      response.end(JSON.stringify(heard));
    });
    const response = await inside().fetch('webhook', `http://${address}:${port}/a/b?c=d#e`, {
      method: 'post',
      headers: { Authorization: 'Bearer x', Host: 'other.example', 'Content-Length': '1' },
      body: new URLSearchParams({ tên: 'Hạ Tầng' }),
    });
    expect([response.status, response.statusText, response.headers.get('x-mot')]).toEqual([201, 'Da Tao', 'hai']);
    expect(await response.json()).toEqual({
      method: 'POST',
      url: '/a/b?c=d',
      host: `${address}:${port}`,
      authorization: 'Bearer x',
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
      length: '32',
      body: 't%C3%AAn=H%E1%BA%A1+T%E1%BA%A7ng',
    });
  });

  test.each([204, 304, 200])('takes an answer %d without a body', async (status) => {
    const port = await servers.http(address, (_, response) => response.writeHead(status).end());
    const response = await inside().fetch('webhook', `http://${address}:${port}/`);
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  test('goes to the next checked address when one does not answer', async () => {
    const port = await servers.http(address, (_, response) => response.end('second'));
    const lookup = async () => ['127.93.2.200', address];
    const outbound = openOutbound(webhooksTo(['127.93.2.0/24']), { lookup });
    const response = await outbound.fetch('webhook', `http://hai.example:${port}/`);
    expect(await response.text()).toBe('second');
  });

  test('keeps no cookie and no connection for the next one', async () => {
    const seen: (string | undefined)[] = [];
    const ports = new Set<number | undefined>();
    const port = await servers.http(address, (request, response) => {
      seen.push(request.headers.cookie);
      ports.add(request.socket.remotePort);
      response.setHeader('set-cookie', 'a=b').end();
    });
    const outbound = inside();
    await outbound.fetch('webhook', `http://${address}:${port}/`);
    await outbound.fetch('webhook', `http://${address}:${port}/`);
    expect([seen, ports.size]).toEqual([[undefined, undefined], 2]);
  });
});

describe('an answer is bounded', () => {
  test('one that never ends is cut off at the limit', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<boolean>();
    const port = await servers.http(address, (_, response) => {
      const pour = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', pour);
      response.on('close', () => resolve(true));
      pour();
    });
    const call = inside({ maxBytes: 1_000_000 }).fetch('webhook', `http://${address}:${port}/`);
    await expect(call).rejects.toMatchObject({ code: 'outbound-too-large' });
    expect(await closed).toBe(true);
  });

  test.each([
    [1_000, null],
    [1_001, 'outbound-too-large'],
  ])('%d bytes under a limit of 1000: %s', async (size, code) => {
    const port = await servers.http(address, (_, response) => response.end(Buffer.alloc(size)));
    const call = inside({ maxBytes: 1_000 }).fetch('webhook', `http://${address}:${port}/`);
    expect(
      await call.then(
        () => null,
        (error) => error.code,
      ),
    ).toBe(code);
  });

  test('packed contents are neither asked for nor unfolded', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const accepted: unknown[] = [];
    const port = await servers.http(address, (request, response) => {
      accepted.push(request.headers['accept-encoding']);
      response.setHeader('content-encoding', 'gzip').end(bomb);
    });
    const url = `http://${address}:${port}/`;
    const response = await inside({ maxBytes: 50_000 }).fetch('webhook', url, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect((await response.arrayBuffer()).byteLength).toBe(bomb.length);
    expect(accepted).toEqual(['identity']);
  });

  test('endless headers are cut off', async () => {
    const flood = await servers.http(address, (_, response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(10_000)}`);
    });
    await expect(inside().fetch('webhook', `http://${address}:${flood}/`)).rejects.toMatchObject({
      code: 'outbound-answer',
    });
  });
});

describe('patience ends', () => {
  test('with a name that is never resolved', async () => {
    const lookup = () => new Promise<string[]>(() => {});
    const outbound = openOutbound(webhooksTo(['127.93.2.0/24']), { lookup, limits: { connectMs: 50 } });
    await expect(outbound.fetch('webhook', 'http://lau.example/')).rejects.toMatchObject({ code: 'outbound-timeout' });
  });

  test('with a server that does not begin TLS', async () => {
    const { port } = await servers.silent(address);
    const call = inside({ connectMs: 100 }).fetch('webhook', `https://${address}:${port}/`);
    await expect(call).rejects.toMatchObject({ code: 'outbound-timeout' });
  });

  test('with a server that says nothing', async () => {
    const { port, heard } = await servers.silent(address);
    const call = inside({ headersMs: 100 }).fetch('webhook', `http://${address}:${port}/`);
    await expect(call).rejects.toMatchObject({ code: 'outbound-timeout' });
    expect(heard.join('')).toMatch(/^GET \/ HTTP\/1\.1\r\n/);
  });

  test('with a server that answers drop by drop', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<boolean>();
    const port = await servers.http(address, (_, response) => {
      const drops = setInterval(() => response.write('.'), 10);
      response.on('close', () => {
        clearInterval(drops);
        resolve(true);
      });
    });
    const call = inside({ totalMs: 200 }).fetch('webhook', `http://${address}:${port}/`);
    await expect(call).rejects.toMatchObject({ code: 'outbound-timeout' });
    expect(await closed).toBe(true);
  });

  test("when the caller's own ends, with the caller's reason", async () => {
    const { port } = await servers.silent(address);
    const caller = new AbortController();
    const call = inside().fetch('webhook', `http://${address}:${port}/`, { signal: caller.signal });
    caller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});

describe('a broken answer is told as one', () => {
  test.each([
    ['something that is not HTTP', 'SSH-2.0-x\r\n'],
    ['a body cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
    ['a status beyond 599', 'HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n'],
    ['nothing', ''],
    ['another protocol', 'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
  ])('%s', async (_, raw) => {
    const port = await servers.http(address, (__, response) => response.socket?.end(raw));
    await expect(inside().fetch('webhook', `http://${address}:${port}/`)).rejects.toMatchObject({
      code: 'outbound-answer',
      host: address,
    });
  });

  test('a port where nobody listens', async () => {
    const { port } = await servers.silent('127.93.2.7');
    await expect(inside().fetch('webhook', `http://127.93.2.8:${port}/`)).rejects.toMatchObject({
      code: 'outbound-unreachable',
    });
  });
});

test('wrong rules are told all at once', () => {
  const rules = webhooksTo(['10.0.0.0/8', '10.0.0.1/8', 'noi-bo', '169.254.169.254/32', '64:ff9b::/96'], {
    ports: [0, 443],
    caFile: import.meta.filename,
  });
  const places = ['ports', 'ca', 'ranges.1', 'ranges.2', 'ranges.3', 'ranges.4'];
  const problems = places.map((key) => expect.objectContaining({ path: `outbound.webhook.${key}` }));
  expect(() => openOutbound(rules)).toThrow(expect.objectContaining({ code: 'configuration', problems }));
});
