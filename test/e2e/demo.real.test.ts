import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { accessRoles } from '../../src/access/role.ts';
import { type Service, startService, temporaryFolder } from '../support/hatang-process.ts';
import { sendForm } from '../support/sign-in.ts';

const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
// The first commune of the story.
const agency = 'H99.21';

type Item = {
  readonly id: string;
  readonly agency: string;
  readonly name: string;
  readonly lifecycle: string;
  readonly state: string;
};

async function devices(service: Service): Promise<readonly Item[]> {
  return (await service.get('/api/v1/devices?limit=500')).items;
}

async function stateOf(service: Service, name: string): Promise<string | undefined> {
  return (await devices(service)).find((one) => one.agency === agency && one.name === name)?.state;
}

/** Share of communes on the WAN: as the feed and the metric say it after an assessment. */
async function wanShare(service: Service) {
  expect((await service.ask('POST', '/api/v1/assessments', { body: {} })).status).toBe(200);
  const feed = await service.get(`/feed/readiness/${year}`);
  const row = feed.items.find(
    (one: { indicator: string; block: string }) => one.indicator === 'agencies_on_wan' && one.block === 'commune',
  );
  const metrics: string = await service.get('/metrics/inventory');
  const metric =
    /^hatang_indicator_value\{(?=[^}]*block="commune")(?=[^}]*indicator="agencies_on_wan")[^}]*\} (\S+)$/m.exec(
      metrics,
    );
  const found = row?.agencies.find((one: { code: string }) => one.code === agency);
  const { value, numerator, denominator } = row ?? {};
  return { value, numerator, denominator, metric: Number(metric?.[1]), reason: found?.reason };
}

/** Samples of one device on the network page: the value of `hatang_device_up`, and its state. */
async function metricsOf(service: Service, name: string) {
  const text: string = await service.get('/metrics/network');
  const lines = text.split('\n').filter((line) => line.includes(`device="${agency}/${name}"`));
  const up = lines.find((line) => line.startsWith('hatang_device_up{'));
  const state = lines.find((line) => line.startsWith('hatang_device_state{') && line.endsWith(' 1'));
  return { up: up?.split(' ').at(-1) ?? null, state: /state="(\w+)"/.exec(state ?? '')?.[1] ?? null };
}

test('the demo: devices come up, a commune’s router is cut and comes back, and every outlet moves with it', async () => {
  const args = ['demo', '--interval', '1s', '--cut-after', '20s', '--cut-for', '20s'];
  const service = await startService({ args, env: { HATANG_DATA: temporaryFolder() } });

  // Everything that is active comes up.
  await expect
    .poll(async () => (await devices(service)).filter((one) => one.lifecycle === 'active' && one.state !== 'up'), {
      timeout: 60_000,
      interval: 250,
    })
    .toEqual([]);
  expect((await devices(service)).filter((one) => one.lifecycle === 'active').length).toBeGreaterThanOrEqual(29);
  expect(service.out()).not.toMatch(/is cut/);
  const before = await wanShare(service);
  expect(before).toMatchObject({ reason: 'yes', metric: before.value });
  expect(before.denominator).toBeGreaterThan(before.numerator - 1);
  expect(await metricsOf(service, 'wan-router')).toEqual({ up: '1', state: 'up' });

  // The cut: the router is down, the switch behind it shadowed by the same outage, the share lower by one commune.
  await expect.poll(() => stateOf(service, 'wan-router'), { timeout: 60_000, interval: 250 }).toBe('down');
  await expect.poll(() => stateOf(service, 'lan-switch'), { timeout: 20_000, interval: 250 }).toBe('shadowed');
  expect(service.out()).toMatch(/H99\.21\) is cut/);
  expect(await metricsOf(service, 'wan-router')).toEqual({ up: '0', state: 'down' });
  expect(await metricsOf(service, 'lan-switch')).toEqual({ up: null, state: 'shadowed' });
  const cut = await wanShare(service);
  expect(cut).toMatchObject({
    reason: 'no',
    numerator: before.numerator - 1,
    denominator: before.denominator,
    metric: cut.value,
  });
  expect(cut.value).toBeLessThan(before.value);
  const open = (await service.get('/api/v1/outages?open=true')).items;
  const [root, behind] = ['wan-router', 'lan-switch'].map((name) =>
    open.find((one: { device: string; agency: string }) => one.device === name && one.agency === agency),
  );
  expect(root).toMatchObject({ cause: 'timeout', rootOutage: null, endedAt: null });
  expect(behind).toMatchObject({ rootOutage: root.id, endedAt: null });
  expect(open).toHaveLength(2);

  // And back: as it was before, with nothing left open.
  await expect.poll(() => stateOf(service, 'wan-router'), { timeout: 60_000, interval: 250 }).toBe('up');
  await expect.poll(() => stateOf(service, 'lan-switch'), { timeout: 20_000, interval: 250 }).toBe('up');
  expect(service.out()).toMatch(/H99\.21\) is back/);
  expect(await wanShare(service)).toEqual(before);
  expect(await metricsOf(service, 'wan-router')).toEqual({ up: '1', state: 'up' });
  expect(await metricsOf(service, 'lan-switch')).toEqual({ up: '1', state: 'up' });
  expect((await service.get('/api/v1/outages?open=true')).items).toEqual([]);
  const ended = await service.get(`/api/v1/outages/${root.id}`);
  expect(ended.startedAt).toBe(root.startedAt);
  expect(Date.parse(ended.endedAt)).toBeGreaterThan(Date.parse(ended.startedAt));

  // It was cut and told of in this order, after the address and the link.
  const told = service.out();
  const order = [service.address, '/sign-in?code=', 'is cut', 'is back'].map((word) => told.indexOf(word));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect(service.err()).not.toMatch(/"level":[56]0/);

  // Stopping ends the simulated network too.
  expect(await service.stop()).toEqual({ code: 0, signal: null });
});

test('the demo: one account per role signs in with its password, as far as its role goes; the link is the administrator’s', async () => {
  const data = temporaryFolder();
  const env = { HATANG_DATA: data };
  const service = await startService({ args: ['demo', '--interval', '10s'], env });
  expect(service.link).toMatch(/\/sign-in\?code=/);
  const entered = await fetch(service.link, { redirect: 'manual' });
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/']);
  expect((await fetch(service.link, { redirect: 'manual' })).status).toBe(401);

  const file = path.join(data, 'accounts.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  type Person = {
    readonly name: string;
    readonly password: string;
    readonly role: string;
    readonly agency: string | null;
  };
  const people: readonly Person[] = JSON.parse(readFileSync(file, 'utf8'));
  expect(people.map(({ role }) => role)).toEqual([...accessRoles]);
  const agencies = new Map<string, number>();
  for (const { name, password, role } of people) {
    await expect.poll(() => service.out()).toContain(password);
    expect(service.err()).not.toContain(password);
    const { status, cookie, location } = await sendForm(service.address, '/sign-in', { name, password });
    expect([name, status, location]).toEqual([name, 303, '/']);
    const ask = (target: string) => fetch(service.address + target, { headers: { cookie } });
    expect([name, (await ask('/api/v1/accounts')).status]).toEqual([name, role === 'administrator' ? 200 : 403]);
    const seen = JSON.parse(await (await ask('/api/v1/agencies?limit=500')).text());
    agencies.set(role, seen.items.length);
  }
  expect(Object.fromEntries(agencies)).toEqual({
    viewer: 2,
    operator: 1,
    planner: 13,
    reporter: 1,
    approver: 13,
    administrator: 13,
  });
  await service.stop();

  // The same demo again: the same people with the same passwords.
  const again = await startService({ args: ['demo', '--interval', '10s'], env });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(people);
  const { name = '', password = '' } = people.at(-1) ?? {};
  expect((await sendForm(again.address, '/sign-in', { name, password })).status).toBe(303);
  expect((await sendForm(again.address, '/sign-in', { name, password: `${password}x` })).status).toBe(401);
  await again.stop();
});
