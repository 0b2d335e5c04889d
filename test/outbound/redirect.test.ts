import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOutbound } from '../../src/outbound/outbound.ts';
import { openServers, webhooksTo } from './servers.ts';

const servers = openServers();
const inside = '127.93.3.1';
const outside = '127.94.3.1';
const heard: { at: string; method: string; url: string; authorization: string | undefined; body: string }[] = [];
let from = '';
let other = '';
let forbidden = '';
beforeAll(async () => {
  const start = async (address: string): Promise<string> => {
    const port = await servers.http(address, async (request, response) => {
      const sent: Buffer[] = [];
      for await (const chunk of request) sent.push(Buffer.from(chunk));
      const { method = '', url = '', headers } = request;
      heard.push({
        at: address,
        method,
        url,
        authorization: headers.authorization,
        body: Buffer.concat(sent).toString(),
      });
      const asked = new URL(url, 'http://x').searchParams;
      const location = asked.get('to');
      if (location === null) response.end('there');
      else response.writeHead(Number(asked.get('status') ?? 302), { location }).end();
    });
    return `http://${address}:${port}`;
  };
  from = await start(inside);
  other = await start('127.93.3.2');
  forbidden = await start(outside);
});
afterAll(() => servers.close());

const outbound = openOutbound(webhooksTo(['127.93.3.0/24']));
const leadTo = (location: string, status = 302) =>
  `${from}/?${new URLSearchParams({ to: location, status: `${status}` })}`;
const follow = { redirect: 'follow' } as const;

test('a redirect is not followed unless asked', async () => {
  const response = await outbound.fetch('webhook', leadTo(`${other}/x`));
  expect([response.status, response.headers.get('location')]).toEqual([302, `${other}/x`]);
  expect(heard.at(-1)?.at).toBe(inside);
});

describe('asked to follow, every hop is checked like the first', () => {
  test.each([
    ['outside the range', () => `${forbidden}/`, 'outbound-address'],
    ['to the metadata service', () => 'http://169.254.169.254/', 'outbound-address'],
    ['to a disguised address', () => 'http://2136736514/', 'outbound-spelling'],
    ['without a scheme to loopback', () => '//127.0.0.1/', 'outbound-address'],
    ['to another scheme', () => 'file:///etc/passwd', 'outbound-scheme'],
    ['with a password', () => `http://a:b@${inside}/`, 'outbound-credentials'],
    ['nowhere', () => 'http://', 'outbound-redirect'],
  ])('%s', async (_, location, code) => {
    const before = heard.length;
    await expect(outbound.fetch('webhook', leadTo(location()), follow)).rejects.toMatchObject({ code });
    expect(heard.slice(before).map(({ at }) => at)).toEqual([inside]);
  });

  test('a name that changes on the way is looked up and checked again', async () => {
    const answers = [[inside], [outside]];
    const lookup = async () => answers.shift() ?? [];
    const names = openOutbound(webhooksTo(['127.93.3.0/24']), { lookup });
    const url = leadTo('/again').replace(inside, 'ten.example');
    await expect(names.fetch('webhook', url, follow)).rejects.toMatchObject({ code: 'outbound-address' });
  });

  test('and a circle ends', async () => {
    const before = heard.length;
    const port = await servers.http(inside, (_, response) => response.writeHead(302, { location: '/' }).end());
    const call = outbound.fetch('webhook', `http://${inside}:${port}/`, follow);
    await expect(call).rejects.toMatchObject({ code: 'outbound-redirect' });
    expect(heard.length).toBe(before);
  });
});

describe('what travels along', () => {
  const post = { ...follow, method: 'POST', body: 'thư', headers: { authorization: 'Bearer x' } };

  test.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'thư'],
    [308, 'POST', 'thư'],
  ])('%d makes a POST a %s', async (status, method, body) => {
    const response = await outbound.fetch('webhook', leadTo('/next', status), post);
    expect(await response.text()).toBe('there');
    expect(heard.at(-1)).toEqual({ at: inside, method, url: '/next', authorization: 'Bearer x', body });
  });

  test('another origin gets no credentials', async () => {
    await outbound.fetch('webhook', leadTo(`${other}/next`, 307), post);
    expect(heard.at(-1)).toMatchObject({ at: '127.93.3.2', method: 'POST', authorization: undefined });
  });
});
