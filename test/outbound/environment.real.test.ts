import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { makeAuthority } from './certificate.ts';
import { openServers } from './servers.ts';

const servers = openServers();
const folder = mkdtempSync(path.join(tmpdir(), 'hatang-outbound-'));
afterAll(() => {
  servers.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = '127.93.5.1';
const script = `
  import http from 'node:http';
  import https from 'node:https';
  import { openOutbound } from ${JSON.stringify(path.join(import.meta.dirname, '../../src/outbound/outbound.ts'))};
  const shut = { ranges: [], ports: null, caFile: null };
  const rules = { oidc: shut, webhook: { ...shut, ranges: ['127.93.5.0/24'] }, 'http-probe': shut };
  const told = await openOutbound(rules).fetch('webhook', process.argv[2]).then((it) => it.text(), (error) => error.code);
  const usual = await new Promise((resolve) => {
    (process.argv[2].startsWith('https') ? https : http).get(process.argv[2], (it) => it.toArray().then(String).then(resolve));
  });
  console.log(JSON.stringify({ told, usual }));
`;

/** What our way out and the usual one are told in a process with this environment. */
async function callWith(environment: Record<string, string>, url: string): Promise<unknown> {
  const file = path.join(folder, 'call.mjs');
  writeFileSync(file, script);
  const { stdout } = await promisify(execFile)(process.execPath, [file, url], {
    env: { PATH: process.env.PATH, ...environment },
  });
  return JSON.parse(stdout);
}

test('a proxy of the environment is not used', async () => {
  const proxied: string[] = [];
  const proxy = await servers.http('127.93.5.2', (request, response) => {
    proxied.push(request.url ?? '');
    response.end('by proxy');
  });
  const port = await servers.http(address, (_, response) => response.end('direct'));
  const at = `http://127.93.5.2:${proxy}`;
  const environment = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: at, http_proxy: at, HTTPS_PROXY: at };
  const url = `http://${address}:${port}/`;
  expect(await callWith(environment, url)).toEqual({ told: 'direct', usual: 'by proxy' });
  expect(proxied).toEqual([url]);
});

test('an environment that turns the check of certificates off does not', async () => {
  const tls = makeAuthority('Hatang Test CA').issue(address);
  const port = await servers.http(address, (_, response) => response.end('believed'), tls);
  expect(await callWith({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, `https://${address}:${port}/`)).toEqual({
    told: 'outbound-tls',
    usual: 'believed',
  });
});
