import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';

const dockerfile = readFileSync(path.join(import.meta.dirname, '../Dockerfile'), 'utf8');
const command = /^HEALTHCHECK [^\n]*\\\n\s+CMD (.+)$/m.exec(dockerfile)?.[1] ?? '';
const [, ...args] = z.tuple([z.literal('node'), z.literal('-e'), z.string()]).parse(JSON.parse(command));

let server: Server | undefined;
afterEach(() => server?.close());

test.each([
  [200, 0],
  [503, 1],
])('the health check of the image takes a %s from /healthz for exit code %s', async (status, code) => {
  server = createServer((request, response) => response.writeHead(request.url === '/healthz' ? status : 404).end());
  expect(await checkHealth(await listen(server))).toBe(code);
});

test('a service that is gone is not healthy', async () => {
  server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server?.close(resolve));
  expect(await checkHealth(port)).toBe(1);
});

function checkHealth(port: number): Promise<unknown> {
  const env = { HATANG_LISTEN: `0.0.0.0:${port}` };
  return new Promise((resolve) => spawn(process.execPath, args, { env, stdio: 'ignore' }).on('exit', resolve));
}

function listen(each: Server): Promise<number> {
  return new Promise((resolve) => {
    each.listen(0, '127.0.0.1', () => resolve(z.object({ port: z.number() }).parse(each.address()).port));
  });
}
