import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answer, echo, importCast, miss, NOON, openService, reading, type Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

/** The lines of one metric. */
async function series(path: string, name: string): Promise<string[]> {
  const text = await (await service.get(path)).text();
  return text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

describe('/metrics/network', () => {
  test('hatang_device_up is 1 or 0, and absent when unknown or shadowed', async () => {
    service.see([1, 2, 3].map((id) => answer(id, NOON)));
    for (let round = 1; round <= 3; round += 1) {
      const at = NOON + round * 60_000;
      service.see([answer(1, at), answer(2, at), miss(3, at)]);
    }
    expect(await series('/metrics/network', 'hatang_device_up')).toEqual([
      'hatang_device_up{device="00004/wan",agency="00004",agency_name="UBND phường Bình Minh",role="router"} 0',
      'hatang_device_up{device="H99.01/wan",agency="H99.01",agency_name="Sở Khoa học và Công nghệ",role="router"} 1',
      'hatang_device_up{device="H99/core",agency="H99",agency_name="Trung tâm dữ liệu tỉnh",role="router"} 1',
    ]);
    for (let round = 4; round <= 6; round += 1) service.see([1, 2, 3].map((id) => miss(id, NOON + round * 60_000)));
    expect((await series('/metrics/network', 'hatang_device_up')).map((line) => line.slice(-1))).toEqual(['0']);
    const states = await series('/metrics/network', 'hatang_device_state');
    expect(states.filter((line) => line.endsWith('state="shadowed"} 1'))).toHaveLength(2);
    expect(states).toHaveLength(16);
  });

  test('planned devices are not told, probes and echoes are', async () => {
    service.see([answer(1, NOON), echo(1, NOON, 4)]);
    const text = await (await service.get('/metrics/network')).text();
    expect(text).not.toContain('00007/old');
    expect(text).toMatch(/hatang_icmp_loss_ratio\{device="H99\/core",agency="H99"\} 0\.1999/);
    expect(text).toContain('hatang_probe_rtt_seconds{device="H99/core",agency="H99",probe="snmp"} 0.0123\n');
    expect(text).toContain('hatang_probe_success{device="H99/core",agency="H99",probe="icmp"} 1\n');
  });

  test('device text cannot break out of a label, and 64-bit counters keep every digit', async () => {
    const port = {
      ifIndex: 1,
      ifName: 'x"} 1\nevil{a="\\',
      ifDescr: null,
      ifAlias: null,
      ifType: 6,
      ifPhysAddress: null,
      ifAdminStatus: 1,
      ifOperStatus: 1,
      speedBps: 1_000_000_000,
      counterBits: 64 as const,
      inOctets: 18_446_744_073_709_551_615n,
      outOctets: 1n,
      inErrors: null,
      outErrors: null,
      inDiscards: null,
      outDiscards: null,
      discontinuityTicks: null,
    };
    service.see([answer(1, NOON)], [reading(1, NOON, { interfaces: [port] })]);
    expect(await series('/metrics/network', 'hatang_interface_in_octets_total')).toEqual([
      'hatang_interface_in_octets_total{device="H99/core",agency="H99",interface="x\\"} 1\\nevil{a=\\"\\\\"} 18446744073709551615',
    ]);
    expect(await series('/metrics/network', 'evil')).toEqual([]);
  });
});

test('/metrics/inventory tells what exists and what it means', async () => {
  expect(await series('/metrics/inventory', 'hatang_devices')).toEqual([
    'hatang_devices{role="router",lifecycle="active"} 4',
    'hatang_devices{role="switch",lifecycle="planned"} 1',
  ]);
  expect(await series('/metrics/inventory', 'hatang_indicator_value')).toContain(
    'hatang_indicator_value{indicator="workstations_per_official_needing",block="all"} 1.025',
  );
  expect(await series('/metrics/inventory', 'hatang_fact_value')).toContain(
    'hatang_fact_value{fact="offices_with_lan",block="department"} 9',
  );
});

test('/metrics tells how the service does, refused requests among it', async () => {
  await service.app.request('/api/v1/devices');
  await service.get('/healthz');
  expect(await series('/metrics', 'hatang_http_requests_total')).toEqual([
    'hatang_http_requests_total{status_class="2xx"} 2',
    'hatang_http_requests_total{status_class="4xx"} 1',
  ]);
  expect(await series('/metrics', 'hatang_writer_commit_duration_seconds_total')).toEqual([
    'hatang_writer_commit_duration_seconds_total 0.04',
  ]);
  expect((await service.get('/metrics')).headers.get('content-type')).toContain('text/plain; version=0.0.4');
});

describe('/readyz', () => {
  test('says ready while the poller gives signs of life, and why not when it does not', async () => {
    const ask = async () => {
      const answered = await service.app.request('/readyz');
      return [answered.status, await answered.json()];
    };
    expect(await ask()).toEqual([200, { ready: true, reasons: [] }]);
    service.clock.now += 2 * 60_000;
    expect(await ask()).toEqual([200, { ready: true, reasons: [] }]);
    service.clock.now += 1;
    expect(await ask()).toEqual([503, { ready: false, reasons: ['poller-silent'] }]);
    service.see([answer(1, service.clock.now)]);
    expect(await ask()).toEqual([200, { ready: true, reasons: [] }]);
  });

  test('a database that does not answer is told by its code only, while the process is alive', async () => {
    const broken = openService();
    broken.close();
    const answered = await broken.app.request('/readyz');
    expect([answered.status, await answered.json()]).toEqual([
      503,
      { ready: false, reasons: ['database-not-answering'] },
    ]);
    expect((await broken.app.request('/healthz')).status).toBe(200);
    const asked = await broken.get('/api/v1/devices');
    expect([asked.status, await asked.json()]).toMatchObject([500, { code: 'internal', errors: [] }]);
    expect(broken.logged.join('')).toContain('request failed');
  });
});
