import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expositionContentType, writeExposition } from '../../src/metric/exposition.ts';
import { registry } from '../../src/metric/registry.ts';
import { sampleValues } from '../metric/sample-values.ts';
import { missing } from '../support/real.ts';
import { dashboardsFolder, readOverview } from './read-dashboard.ts';

const host = '127.83.46.11';
const token = 'an-invented-token';
const endpoints = { '/metrics': 'self', '/metrics/network': 'network', '/metrics/inventory': 'inventory' } as const;

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]).optional(),
        values: z.array(z.tuple([z.number(), z.string()])).optional(),
      }),
    ),
  }),
});

describe.skipIf(missing('prometheus', 'promtool'))("Debian's Prometheus", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-prometheus-'));
  const exporter = serveSamples();
  let prometheus: ChildProcess;
  let base: string;

  beforeAll(async () => {
    const target = `${host}:${await listen(exporter)}`;
    const shipped = readFileSync(path.join(dashboardsFolder, 'prometheus.yml'), 'utf8');
    const config = shipped.replaceAll('127.0.0.1:8080', target).replaceAll(/(interval|timeout): \d+s/g, '$1: 1s');
    writeFileSync(path.join(folder, 'prometheus.yml'), config);
    writeFileSync(path.join(folder, 'hatang-token'), token);
    const address = `${host}:${await freePort()}`;
    base = `http://${address}/api/v1/`;
    prometheus = spawn(
      'prometheus',
      ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=${address}`],
      { cwd: folder, stdio: 'ignore' },
    );
    await eventually(async () => {
      const rounds = await ask('query', { query: 'count_over_time((up == 1)[1m:1s])' });
      return rounds.length === 3 && rounds.every((one) => Number(one.value?.[1]) >= 4);
    });
  });

  afterAll(async () => {
    if (prometheus.exitCode === null) {
      const ended = new Promise((resolve) => prometheus.once('exit', resolve));
      prometheus.kill('SIGKILL');
      await ended;
    }
    exporter.close();
    exporter.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  async function ask(call: 'query' | 'query_range', parameters: Record<string, string>) {
    const response = await fetch(base + call, { method: 'POST', body: new URLSearchParams(parameters) });
    const body: unknown = await response.json();
    return answer.parse(body).data.result;
  }

  test('takes the shipped scrape configuration', () => {
    const checked = spawnSync('promtool', ['check', 'config', 'prometheus.yml'], { cwd: folder, encoding: 'utf8' });
    expect(checked.stdout).toContain('SUCCESS');
    expect(checked.status).toBe(0);
  });

  test.each(readOverview().queries)('answers "$panel", query $refId, with something', async ({ expr, range }) => {
    const query = expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$\w+/g, '.*');
    const now = Date.now() / 1000;
    const result = range
      ? await ask('query_range', { query, start: String(now - 5), end: String(now), step: '1' })
      : await ask('query', { query });
    expect(result.length).toBeGreaterThan(0);
    for (const one of result) expect(one.values ?? one.value).toBeDefined();
  });

  test('counts the states we gave, and 0 of everything when nothing was ever scraped', async () => {
    const stats = readOverview().queries.filter((one) => one.type === 'stat');
    const read = async (time: number) => {
      const results = await Promise.all(
        stats.map(({ expr }) => ask('query', { query: expr.replaceAll('$agency', '.*'), time: String(time) })),
      );
      return results.map((result) => result.map((one) => one.value?.[1]));
    };
    expect(await read(Date.now() / 1000)).toEqual([['4'], ['1'], ['1'], ['1'], ['1'], ['1']]);
    expect(await read(1_000_000)).toEqual(stats.map(() => ['0']));
  });

  test('keeps hostile and Vietnamese label values as we meant them', async () => {
    const names = await ask('query', { query: 'hatang_device_up{device="X99.02/router-1"}' });
    expect(names.map((one) => one.metric.agency_name)).toEqual(['Xã "Tây"\\\n']);
    const ports = await ask('query', { query: 'hatang_interface_oper_status' });
    expect(ports.map((one) => one.metric.interface).sort()).toEqual(['lan "1"\\\n\ufffd', 'wan1']);
  });
});

function serveSamples(): Server {
  const samples = sampleValues();
  const endpointOf = new Map(Object.entries(endpoints));
  return createServer((request, response) => {
    const endpoint = endpointOf.get(request.url ?? '');
    const known = request.headers.authorization === `Bearer ${token}`;
    response.writeHead(known && endpoint !== undefined ? 200 : 401, { 'content-type': expositionContentType });
    response.end(writeExposition(known ? samples.filter((one) => registry[one.name].endpoint === endpoint) : []));
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => resolve(portOf(server.address())));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (await holds().catch(() => false)) return;
    await sleep(250);
  }
  throw new Error('did not come to be within 200 turns');
}
