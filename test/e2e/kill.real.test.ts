import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Answer, type Service, startService, temporaryFolder } from '../support/hatang-process.ts';
import { startRouter } from '../support/router.ts';

const community = 'only-for-this-test';
const quick = `
polling: {interval: 400ms, timeout: 300ms, retries: 0, confirm_misses: 2, confirm_spacing: 50ms, echoes: 1}
`;

type Acknowledged = { readonly key: string; readonly body: unknown; readonly answer: Answer };

/** Creates agencies as fast as it can, several at once, until the service is gone; remembers what was acknowledged. */
async function writeUntilGone(service: Service, run: number, acknowledged: Acknowledged[]): Promise<void> {
  let over = false;
  void service.ended.then(() => {
    over = true;
  });
  const write = async (lane: number): Promise<void> => {
    for (let number = 0; !over; number += 1) {
      const key = `run-${run}-${lane}-${number}`;
      const body = { code: `K${run}.${lane}.${number}`, name: `Cơ quan ${key}`, block: 'commune' };
      const headers = { 'idempotency-key': key };
      const answer = await service.ask('POST', '/api/v1/agencies', { body, headers }).catch(() => null);
      if (answer) acknowledged.push({ key, body, answer });
    }
  };
  await Promise.all([0, 1, 2, 3].map(write));
}

test('killed in the middle of writing, again and again: what was acknowledged is there, the outage goes on, the silence is a gap', async () => {
  const data = temporaryFolder();
  const config = path.join(data, 'quick.yaml');
  writeFileSync(config, quick);
  const start = () => startService({ args: ['serve'], env: { HATANG_DATA: data, HATANG_CONFIG: config } });
  const [alive, dead] = await Promise.all([
    startRouter('127.75.0.1', { version: 'v2c', community }),
    startRouter('127.75.0.2', { version: 'v2c', community }),
  ]);

  let service = await start();
  const document = {
    agencies: [{ code: 'X01', name: 'Xã Thử', block: 'commune', valid_from: '2026-01-01' }],
    credentials: [{ name: 'c', version: 'v2c', community }],
    devices: [alive, dead].map(({ address, port }, at) => ({
      agency: 'X01',
      name: `rt${at}`,
      role: 'router',
      address,
      snmp_port: port,
      credential: 'c',
      reachability: 'snmp',
    })),
  };
  expect((await service.ask('POST', '/api/v1/imports', { body: document })).status).toBe(200);
  const stateOf = async (name: string) =>
    (await service.get('/api/v1/devices')).items.find((one: { name: string }) => one.name === name).state;
  const becomes = (name: string, state: string) =>
    expect.poll(() => stateOf(name), { timeout: 30_000, interval: 50 }).toBe(state);
  await becomes('rt0', 'up');
  await becomes('rt1', 'up');
  dead.down();
  await becomes('rt1', 'down');
  const outages = async () => (await service.get('/api/v1/outages')).items;
  const [outage] = await outages();
  expect(outage).toMatchObject({ device: 'rt1', endedAt: null });

  const acknowledged: Acknowledged[] = [];
  for (const run of [1, 2, 3]) {
    const enough = acknowledged.length + 40;
    const writing = writeUntilGone(service, run, acknowledged);
    await expect.poll(() => acknowledged.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(enough);
    service.signal('SIGKILL');
    expect(await service.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await writing;
    const killedAt = Date.now();
    // Longer than an observation holds.
    await pause(1_500);

    service = await start();
    // Nothing acknowledged is lost, and the same key gives the same answer again.
    expect(acknowledged.every(({ answer }) => answer.status === 201)).toBe(true);
    const codes = new Set<string>();
    for (let next: string | null = ''; next !== null; ) {
      const page = await service.get(`/api/v1/agencies?limit=500${next && `&cursor=${next}`}`);
      for (const { code } of page.items) codes.add(code);
      next = page.next;
    }
    expect(acknowledged.filter(({ answer }) => !codes.has(answer.body.code))).toEqual([]);
    for (const { key, body, answer } of acknowledged.slice(-20)) {
      const again = await service.ask('POST', '/api/v1/agencies', { body, headers: { 'idempotency-key': key } });
      expect([again.status, again.body]).toEqual([201, answer.body]);
    }

    // The open outage is the same one, and it is the only one.
    await becomes('rt0', 'up');
    await becomes('rt1', 'down');
    expect(await outages()).toEqual([outage]);

    // The time nobody looked is unknown: neither up nor down.
    const id = (await service.get('/api/v1/devices')).items.find((one: { name: string }) => one.name === 'rt0').id;
    const window = `from=${new Date(killedAt + 900).toISOString()}&to=${new Date(killedAt + 1_500).toISOString()}`;
    const silent = await service.get(`/api/v1/devices/${id}/availability?${window}`);
    expect(silent).toMatchObject({ windowMs: 600, unknownMs: 600, observedMs: 0, value: null });
  }

  // It ends as one outage, when the router is back.
  dead.up();
  await becomes('rt1', 'up');
  const [ended, ...others] = await outages();
  expect(others).toEqual([]);
  expect(ended).toMatchObject({ id: outage.id, startedAt: outage.startedAt, endedAt: expect.any(String) });
  expect(await service.stop()).toEqual({ code: 0, signal: null });
});
