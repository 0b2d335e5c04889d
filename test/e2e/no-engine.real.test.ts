import { expect, test } from 'vitest';
import { busyService } from '../support/busy-service.ts';
import { temporaryFolder } from '../support/hatang-process.ts';

test('without fping and ping the service starts, says so, and judges by SNMP; ICMP is inconclusive, never a miss', async () => {
  // An empty folder is all of PATH: neither program is found.
  const { service, device } = await busyService('127.79.0.1', { PATH: temporaryFolder() });
  expect(service.err()).toMatch(/"level":40.*"code":"no-engine".*no engine works.*judged by SNMP or TCP only/);
  const icmp = async () => (await device()).probes.find((one: { probe: string }) => one.probe === 'icmp');
  await expect.poll(async () => (await icmp())?.reason, { timeout: 30_000, interval: 100 }).toBe('no-engine');
  expect(await device()).toMatchObject({ state: 'up', reachability: 'snmp' });
  expect(await icmp()).toMatchObject({ state: 'unknown', rttMs: null });
  const metrics: string = await service.get('/metrics');
  expect(metrics.match(/^hatang_icmp_engine_working\{.*$/gm)).toEqual(['hatang_icmp_engine_working{engine="none"} 0']);
  const outages: readonly { probe: string }[] = (await service.get('/api/v1/outages?limit=500')).items;
  expect(outages.filter(({ probe }) => probe === 'icmp')).toEqual([]);
});
