import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openOutbound } from '../../src/outbound/outbound.ts';
import { mayReach } from '../../src/outbound/reach.ts';
import { type EndpointMeans, probeEndpoint } from '../../src/probe/endpoint-probe.ts';
import { LagWatch } from '../../src/probe/lag-watch.ts';
import { makeAuthority } from '../outbound/certificate.ts';
import { openServers } from '../outbound/servers.ts';

const address = '127.94.1.1';
const ranges = ['127.94.0.0/16'];
const AT = 1_700_000_000_000;
const servers = openServers();
const folder = mkdtempSync(path.join(tmpdir(), 'hatang-endpoint-'));
const going = new AbortController().signal;
const authority = makeAuthority('Thử nghiệm');
const caFile = path.join(folder, 'ca.pem');
writeFileSync(caFile, authority.pem);
afterAll(() => {
  servers.close();
  rmSync(folder, { recursive: true });
});

type Names = Readonly<Record<string, readonly string[] | string>>;

/** The real way out, with names of its own: addresses, or the code that the resolver fails with. */
function meansOf(names: Names = {}, more: Partial<EndpointMeans> = {}): EndpointMeans {
  const lookup = async (name: string) => {
    const known = names[name] ?? 'ENOTFOUND';
    if (typeof known === 'string') throw Object.assign(new Error(known), { code: known });
    return known;
  };
  const shut = { ranges: [], ports: null, caFile: null };
  const rules = { oidc: shut, webhook: shut, 'http-probe': { ranges, ports: null, caFile } };
  const outbound = openOutbound(rules, { lookup, limits: { maxBytes: 100_000 } });
  return {
    fetch: (url, init) => outbound.fetch('http-probe', url, init),
    lookup,
    mayReach: (one) => mayReach(one, ranges),
    lag: null,
    now: () => AT,
    ...more,
  };
}

/** What came of asking an address, without its time and how long it took. */
async function ask(
  endpoint: string,
  choices: { hosts?: string[]; names?: Names; timeoutMs?: number } & Partial<EndpointMeans> = {},
) {
  const { hosts = [new URL(endpoint).hostname], names, timeoutMs = 5_000, ...more } = choices;
  const { at, durationMs, ...told } = await probeEndpoint({ endpoint, hosts }, timeoutMs, meansOf(names, more), going);
  expect(at).toBe(AT);
  expect(durationMs === null).toBe(told.outcome !== 'answer');
  return told;
}

const answer = (httpStatus: number | null, reason: string | null = null) => ({ outcome: 'answer', reason, httpStatus });
const miss = (reason: string, httpStatus: number | null = null) => ({ outcome: 'miss', reason, httpStatus });
const ours = (reason: string) => ({ outcome: 'inconclusive', reason, httpStatus: null });

describe('a web address', () => {
  test.each([
    [200, answer(200)],
    [204, answer(204)],
    [304, answer(304)],
    [401, answer(401)],
    [403, answer(403)],
    [429, answer(429)],
    [404, miss('http-status', 404)],
    [500, miss('http-status', 500)],
    [503, miss('http-status', 503)],
  ])('with status %d comes to %o', async (status, expected) => {
    const port = await servers.http(address, (_, response) => response.writeHead(status).end());
    expect(await ask(`http://${address}:${port}/`)).toEqual(expected);
  });

  test('is asked with GET, and once', async () => {
    const heard: string[] = [];
    const port = await servers.http(address, (request, response) => {
      heard.push(`${request.method} ${request.url}`);
      response.end('xin chào');
    });
    expect(await ask(`http://${address}:${port}/a?b=c`)).toEqual(answer(200));
    expect(heard).toEqual(['GET /a?b=c']);
  });

  test('that hangs is a miss when its time is over', async () => {
    const { port } = await servers.silent(address);
    expect(await ask(`http://${address}:${port}/`, { timeoutMs: 200 })).toEqual(miss('timeout'));
  });

  test('that drips is a miss when its time is over, however much it says', async () => {
    const port = await servers.http(address, (_, response) => {
      const drops = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drops));
    });
    expect(await ask(`http://${address}:${port}/`, { timeoutMs: 300 })).toEqual(miss('timeout'));
  });

  test('with a body that never ends is an answer of which the rest is left', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<boolean>();
    const port = await servers.http(address, (_, response) => {
      const pour = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', pour);
      response.on('close', () => resolve(true));
      pour();
    });
    expect(await ask(`http://${address}:${port}/`)).toEqual(answer(null, 'too-large'));
    expect(await closed).toBe(true);
  });

  test('that refuses is a miss', async () => {
    const { port } = await servers.silent('127.94.1.7');
    expect(await ask(`http://127.94.1.8:${port}/`)).toEqual(miss('unreachable'));
  });

  test.each([
    ['speaks no HTTP', 'SSH-2.0-x\r\n'],
    ['breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
    ['says nothing', ''],
  ])('that %s is a miss', async (_, raw) => {
    const port = await servers.http(address, (__, response) => response.socket?.end(raw));
    expect(await ask(`http://${address}:${port}/`)).toEqual(miss('malformed'));
  });
});

describe('a certificate', () => {
  const https = async (cert: { key: string; cert: string }) => {
    const port = await servers.http(address, (_, response) => response.end('ok'), cert);
    return ask(`https://${address}:${port}/`);
  };

  test('that is trusted and for this host is taken', async () => {
    expect(await https(authority.issue(address))).toEqual(answer(200));
  });

  test('for another host, or of somebody unknown, is a miss with a reason of its own', async () => {
    expect(await https(authority.issue('khac.example'))).toEqual(miss('tls'));
    expect(await https(makeAuthority('Người lạ').issue(address))).toEqual(miss('tls'));
  });

  test('where there is none at all is a miss too', async () => {
    const port = await servers.http(address, (_, response) => response.end('ok'));
    expect(await ask(`https://${address}:${port}/`)).toEqual(miss('tls'));
  });
});

describe('redirects', () => {
  /** A server that sends `/0` to `/1` and so on up to `/last`, which answers. */
  const chain = (last: number) =>
    servers.http(address, (request, response) => {
      const at = Number(request.url?.slice(1));
      if (at < last) response.writeHead(302, { location: `/${at + 1}` }).end();
      else response.end('there');
    });

  test('are followed three times', async () => {
    expect(await ask(`http://${address}:${await chain(3)}/0`)).toEqual(answer(200));
  });

  test('are a loop when there are more', async () => {
    expect(await ask(`http://${address}:${await chain(4)}/0`)).toEqual(miss('redirect-loop', 302));
    const port = await servers.http(address, (_, response) => response.writeHead(301, { location: '/' }).end());
    expect(await ask(`http://${address}:${port}/`)).toEqual(miss('redirect-loop', 301));
  });

  test('to another host of the same system are followed, to any other they are the answer', async () => {
    const heard: string[] = [];
    const second = await servers.http('127.94.1.2', (_, response) => {
      heard.push('second');
      response.end('there');
    });
    const location = `http://127.94.1.2:${second}/`;
    const port = await servers.http(address, (_, response) => response.writeHead(308, { location }).end());
    const endpoint = `http://${address}:${port}/`;
    expect(await ask(endpoint)).toEqual(answer(308, 'redirect-elsewhere'));
    expect(heard).toEqual([]);
    expect(await ask(endpoint, { hosts: [address, '127.94.1.2'] })).toEqual(answer(200));
    expect(heard).toEqual(['second']);
  });

  test('from https to http are not followed', async () => {
    const plain = await servers.http(address, (_, response) => response.end('there'));
    const location = `http://${address}:${plain}/`;
    const listener = servers.http(
      address,
      (_, response) => response.writeHead(302, { location }).end(),
      authority.issue(address),
    );
    expect(await ask(`https://${address}:${await listener}/`)).toEqual(answer(302, 'redirect-elsewhere'));
  });

  test('never lead outside the allowed networks, even where the system names the host', async () => {
    const outside = await servers.http('127.95.0.1', (_, response) => response.end('outside'));
    const location = `http://127.95.0.1:${outside}/`;
    const port = await servers.http(address, (_, response) => response.writeHead(302, { location }).end());
    const told = await ask(`http://${address}:${port}/`, { hosts: [address, '127.95.0.1'] });
    expect(told).toEqual({ outcome: 'inconclusive', reason: 'not-allowed', httpStatus: 302 });
  });

  test('without a place to go are the answer', async () => {
    const port = await servers.http(address, (_, response) => response.writeHead(302).end());
    expect(await ask(`http://${address}:${port}/`)).toEqual(answer(302));
    const mail = await servers.http(address, (_, response) =>
      response.writeHead(302, { location: 'mailto:a@b' }).end(),
    );
    expect(await ask(`http://${address}:${mail}/`)).toEqual(answer(302));
  });
});

describe('what may be our own fault is not held against the system', () => {
  test('an address outside the allowed networks is never called', async () => {
    const heard: string[] = [];
    const port = await servers.http('127.95.0.2', (_, response) => response.end(String(heard.push('x'))));
    expect(await ask(`http://127.95.0.2:${port}/`)).toEqual(ours('not-allowed'));
    expect(await ask(`tcp://127.95.0.2:${port}`)).toEqual(ours('not-allowed'));
    expect(await ask(`tcp://ten.example:${port}`, { names: { 'ten.example': [address, '127.95.0.2'] } })).toEqual(
      ours('not-allowed'),
    );
    expect(heard).toEqual([]);
  });

  test.each([
    ['does not exist', 'ENOTFOUND', miss('unresolved')],
    ['has no address', 'ENODATA', miss('unresolved')],
    ['cannot be looked up', 'EAI_AGAIN', ours('resolver-failed')],
  ])('a name that %s', async (_, code, expected) => {
    for (const scheme of ['http', 'https', 'tcp']) {
      expect(await ask(`${scheme}://ten.example:81/`, { names: { 'ten.example': code } })).toEqual(expected);
    }
  });

  test('a name that is found only the second time', async () => {
    const answers: readonly (readonly string[])[] = [[], [address]];
    let asked = 0;
    const lookup = async () => answers[asked++] ?? [address];
    const shut = { ranges: [], ports: null, caFile: null };
    const outbound = openOutbound({ oidc: shut, webhook: shut, 'http-probe': { ...shut, ranges } }, { lookup });
    const told = await ask('http://ten.example:81/', {
      lookup,
      fetch: (url, init) => outbound.fetch('http-probe', url, init),
    });
    expect(told).toEqual(ours('resolver-failed'));
  });

  test('a silence in which we stalled ourselves', async () => {
    const { port } = await servers.silent(address);
    const lag = new LagWatch();
    lag.start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const asking = ask(`http://${address}:${port}/`, { timeoutMs: 300, lag });
    await new Promise((resolve) => setTimeout(resolve, 30));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
    expect(await asking).toEqual(ours('own-lag'));
    lag.stop();
  });

  test('an address that our machine has no way to', async () => {
    const unreachable = Object.assign(new Error('x'), { fault: 'unreachable' });
    const told = await ask('http://255.255.255.255/', { fetch: () => Promise.reject(unreachable) });
    expect(told).toEqual(ours('no-route'));
  });

  test('a bug of the way out', async () => {
    expect(await ask(`http://${address}/`, { fetch: () => Promise.reject(new TypeError('x')) })).toEqual(
      ours('engine-failed'),
    );
  });
});

describe('a TCP port', () => {
  const opened: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of opened.splice(0)) server.close();
  });

  async function listen(host: string): Promise<number> {
    const server = createServer((socket) => socket.on('error', () => {}).resume());
    opened.push(server);
    server.listen(0, host);
    await once(server, 'listening');
    const at = server.address();
    return typeof at === 'object' && at !== null ? at.port : 0;
  }

  test('that opens is an answer without a status, by address and by name', async () => {
    const port = await listen(address);
    expect(await ask(`tcp://${address}:${port}`)).toEqual(answer(null));
    expect(await ask(`tcp://thu.example:${port}`, { names: { 'thu.example': [address] } })).toEqual(answer(null));
  });

  test('that refuses is a miss', async () => {
    const port = await listen('127.94.1.9');
    expect(await ask(`tcp://127.94.1.10:${port}`)).toEqual(miss('refused'));
  });
});

test('when we stop, a web address is given up at once', async () => {
  const { port } = await servers.silent(address);
  const stopping = new AbortController();
  const endpoint = `http://${address}:${port}/`;
  const asking = probeEndpoint({ endpoint, hosts: [] }, 60_000, meansOf(), stopping.signal);
  stopping.abort();
  expect((await asking).outcome).not.toBe('answer');
});
