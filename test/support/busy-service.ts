import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { startService, temporaryFolder } from './hatang-process.ts';
import { startRouter } from './router.ts';

const community = 'only-for-this-test';

/** A service that polls one router, and more devices that never answer. */
export async function busyService(address: string, env: Readonly<Record<string, string>> = {}) {
  const data = temporaryFolder();
  const config = path.join(temporaryFolder(), 'hatang.yaml');
  writeFileSync(
    config,
    'polling: {interval: 1s, timeout: 300ms, confirm_misses: 2, confirm_spacing: 100ms, echoes: 2}\n',
  );
  const router = await startRouter(address, { version: 'v2c', community });
  const service = await startService({ args: ['serve'], env: { HATANG_DATA: data, HATANG_CONFIG: config, ...env } });
  const silent = Array.from({ length: 20 }, (_, at) => ({ name: `s${at}`, address: `127.78.1.${at + 1}`, port: 9 }));
  const document = {
    agencies: [{ code: 'X01', name: 'Xã Thử', block: 'commune', valid_from: '2026-01-01' }],
    credentials: [{ name: 'c', version: 'v2c', community }],
    devices: [{ name: 'rt', ...router }, ...silent].map(({ name, address, port }) => ({
      agency: 'X01',
      name,
      role: 'router',
      address,
      snmp_port: port,
      credential: 'c',
      reachability: 'snmp',
    })),
  };
  expect((await service.ask('POST', '/api/v1/imports', { body: document })).status).toBe(200);
  const device = async () => (await service.get('/api/v1/devices')).items[0];
  await expect.poll(async () => (await device()).state, { timeout: 30_000, interval: 100 }).toBe('up');
  return { data, service, device };
}
