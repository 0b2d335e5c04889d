import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOutbound } from '../../src/outbound/outbound.ts';
import { makeAuthority } from './certificate.ts';
import { openServers, webhooksTo } from './servers.ts';

const servers = openServers();
const folder = mkdtempSync(path.join(tmpdir(), 'hatang-tls-'));
const ours = makeAuthority('Hatang Test CA');
const stranger = makeAuthority('Hatang Test CA');
const other = makeAuthority('Another Test CA');
const address = '127.93.4.1';
const port = { name: 0, address: 0 };

beforeAll(async () => {
  writeFileSync(path.join(folder, 'ours.pem'), ours.pem);
  writeFileSync(path.join(folder, 'stranger.pem'), stranger.pem);
  writeFileSync(path.join(folder, 'both.pem'), other.pem + ours.pem);
  port.name = await servers.http(address, (_, response) => response.end('safe'), ours.issue('ten.example'));
  port.address = await servers.http(address, (_, response) => response.end('safe'), ours.issue(address));
});
afterAll(() => {
  servers.close();
  rmSync(folder, { recursive: true, force: true });
});

function call(url: string, caFile: string | null): Promise<string> {
  const file = caFile === null ? null : path.join(folder, caFile);
  const outbound = openOutbound(webhooksTo(['127.93.4.0/24'], { caFile: file }), { lookup: async () => [address] });
  return outbound.fetch('webhook', url).then(
    (response) => response.text(),
    (error) => error.code,
  );
}

describe('over TLS only the one who proves to be the host is spoken to', () => {
  test.each([
    ['by name', () => `https://ten.example:${port.name}/`, 'ours.pem', 'safe'],
    ['by address', () => `https://${address}:${port.address}/`, 'ours.pem', 'safe'],
    ['by the second authority of a file', () => `https://ten.example:${port.name}/`, 'both.pem', 'safe'],
    [
      'not under another authority of the same name',
      () => `https://ten.example:${port.name}/`,
      'stranger.pem',
      'outbound-tls',
    ],
    ['not under the authorities of the machine', () => `https://ten.example:${port.name}/`, null, 'outbound-tls'],
    ['not with a certificate for another name', () => `https://khac.example:${port.name}/`, 'ours.pem', 'outbound-tls'],
    ['not by address with one for a name', () => `https://${address}:${port.name}/`, 'ours.pem', 'outbound-tls'],
  ])('%s', async (_, url, caFile, told) => {
    expect(await call(url(), caFile)).toBe(told);
  });

  test('a server that speaks plain HTTP is not spoken to', async () => {
    const plain = await servers.http(address, (_, response) => response.end('plain'));
    expect(await call(`https://${address}:${plain}/`, 'ours.pem')).toBe('outbound-tls');
  });

  test('a redirect from https to http is not followed', async () => {
    const down = await servers.http(
      address,
      (_, response) => response.writeHead(302, { location: `http://${address}/` }).end(),
      ours.issue(address),
    );
    const rules = webhooksTo(['127.93.4.0/24'], { caFile: path.join(folder, 'ours.pem') });
    const call = openOutbound(rules).fetch('webhook', `https://${address}:${down}/`, { redirect: 'follow' });
    await expect(call).rejects.toMatchObject({ code: 'outbound-redirect' });
  });
});
