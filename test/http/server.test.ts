import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listenHttp } from '../../src/http/server.ts';
import { openService } from './service.ts';

test('a free port is told by the address, and is free again after closing', async () => {
  const service = openService();
  const server = await listenHttp(service.app, { host: '127.0.0.1', port: 0 });
  expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(`${server.address}/healthz`)).text()).toBe('ok\n');
  const port = Number(new URL(server.address).port);
  await expect(listenHttp(service.app, { host: '127.0.0.1', port })).rejects.toThrow('EADDRINUSE');
  await server.close();
  await (await listenHttp(service.app, { host: '127.0.0.1', port })).close();
  service.close();
});

test('a Unix socket is for its owner alone', async () => {
  const service = openService();
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-socket-'));
  const socketPath = path.join(folder, 'control.sock');
  const server = await listenHttp(service.app, { socketPath });
  expect([server.address, statSync(socketPath).mode & 0o777]).toEqual([socketPath, 0o600]);
  const status = await new Promise((resolve) => {
    request({ socketPath, path: '/healthz' }, (answer) => resolve(answer.resume().statusCode)).end();
  });
  expect(status).toBe(200);
  await server.close();
  service.close();
  rmSync(folder, { recursive: true });
});

test('headers beyond 16 kB are refused', async () => {
  const service = openService();
  const server = await listenHttp(service.app, { host: '127.0.0.1', port: 0 });
  const answered = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1', () => {
      socket.write(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
    });
    socket.once('data', (data) => resolve(data.toString('latin1')));
    socket.on('error', () => {});
  });
  expect(answered).toContain('431');
  await server.close();
  service.close();
});
