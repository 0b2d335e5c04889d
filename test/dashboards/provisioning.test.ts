import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dashboardsFolder } from './read-dashboard.ts';

const read = (file: string): unknown => parse(readFileSync(path.join(dashboardsFolder, file), 'utf8'));

describe('provisioning', () => {
  test('gives Grafana the bundled Prometheus data source, its address from the environment', () => {
    expect(read('provisioning/datasources/hatang.yaml')).toMatchObject({
      apiVersion: 1,
      datasources: [{ type: 'prometheus', uid: 'hatang', url: '$HATANG_PROMETHEUS_URL', access: 'proxy' }],
    });
  });

  test('gives Grafana the folder of dashboards from the environment', () => {
    expect(read('provisioning/dashboards/hatang.yaml')).toMatchObject({
      apiVersion: 1,
      providers: [{ type: 'file', options: { path: '$HATANG_DASHBOARDS' } }],
    });
  });

  test("the data source's interval is how often Prometheus scrapes, or rate() panels stay empty", () => {
    expect(read('provisioning/datasources/hatang.yaml')).toMatchObject({
      datasources: [{ jsonData: { timeInterval: '60s' } }],
    });
    expect(read('prometheus.yml')).toMatchObject({ global: { scrape_interval: '60s' } });
  });
});

test('Prometheus scrapes the three endpoints with the token from a file', () => {
  const job = (metrics_path: string) => ({ metrics_path, authorization: { credentials_file: 'hatang-token' } });
  expect(read('prometheus.yml')).toMatchObject({
    scrape_configs: [job('/metrics'), job('/metrics/network'), job('/metrics/inventory')],
  });
});
