import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { busyService } from '../support/busy-service.ts';
import { startService, temporaryFolder } from '../support/hatang-process.ts';

test('SIGTERM in the middle of rounds: exit 0 with nothing left behind, on a silent network too', async () => {
  const { data, service } = await busyService('127.78.0.1');
  service.signal('SIGTERM');
  expect(await service.ended).toEqual({ code: 0, signal: null });
  expect(service.err()).toMatch(/service stopped/);
  expect(service.err()).not.toMatch(/"level":[456]0,.*(batch|thread|job|unhandled)/);
  expect(readdirSync(data)).not.toContain('control.sock');
  expect(readdirSync(data)).not.toContain('holder');
  const again = await startService({ args: ['serve'], env: { HATANG_DATA: data } });
  again.signal('SIGINT');
  expect(await again.ended).toEqual({ code: 0, signal: null });
});

test('a stop does not wait for a browser that keeps its connection', async () => {
  const { service } = await busyService('127.78.0.1');
  const open = await fetch(`${service.address}/healthz`, { headers: { connection: 'keep-alive' } });
  expect(open.status).toBe(200);
  expect(await service.stop()).toEqual({ code: 0, signal: null });
});

test.each([
  ['probe', "throw new Error('killed by the test')"],
  ['probe', 'process.exit(0)'],
  ['writer', "throw new Error('killed by the test')"],
])(
  'a %s thread that ends by `%s` takes the process with it, exit 1, so that a whole one is started',
  async (name, act) => {
    const preload = path.join(temporaryFolder(), 'preload.mjs');
    writeFileSync(
      preload,
      `import { threadName } from 'node:worker_threads';
if (threadName === '${name}') setTimeout(() => { ${act} }, 4_000);`,
    );
    const { service } = await busyService('127.78.0.1', { NODE_OPTIONS: `--import ${preload}` });
    expect(await service.ended).toEqual({ code: 1, signal: null });
    expect(service.err()).toMatch(new RegExp(`"level":60.*"thread":"${name}"`));
  },
);
