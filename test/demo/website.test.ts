import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startWebsite, websitePaths } from '../../src/demo/website.ts';

const address = '127.25.0.1';

/** A TCP port that was free on this address a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  const at = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof at === 'object' && at !== null ? at.port : 0;
}

describe('the website of the province', () => {
  test('answers on its pages, goes silent and comes back, and frees its place in the end', async () => {
    const port = await freePort();
    const website = await startWebsite(address, port);
    const ask = (path: string) => fetch(`http://${address}:${port}${path}`);
    for (const { path, status, title } of Object.values(websitePaths)) {
      const answered = await ask(path);
      expect([path, answered.status, (await answered.text()).includes(title)]).toEqual([path, status, true]);
    }
    expect((await ask('/khong-co')).status).toBe(404);
    website.down();
    await expect(ask('/')).rejects.toThrow();
    website.up();
    expect((await ask('/')).status).toBe(200);
    await expect(startWebsite(address, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await website.stop();
    const again = await startWebsite(address, port);
    await again.stop();
  });
});
