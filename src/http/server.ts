import { chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { SECOND_MS } from '../calendar/interval.ts';
import type { HttpEnv } from './caller.ts';

/** Where to listen: a TCP address (port 0 = any free one), or a Unix socket that only its owner may use. */
export type ListenAt = { readonly host: string; readonly port: number } | { readonly socketPath: string };

/** A listening server. `address` is its base URL, or the path of its socket. */
export type HttpServer = { readonly address: string; close(): Promise<void> };

/** Listens until closed; clients that send headers or bodies too slowly, or too much of them, are cut off. */
export async function listenHttp(app: Hono<HttpEnv>, at: ListenAt): Promise<HttpServer> {
  const server = createServer(
    {
      headersTimeout: 10 * SECOND_MS,
      requestTimeout: 60 * SECOND_MS,
      keepAliveTimeout: 65 * SECOND_MS,
      connectionsCheckingInterval: 5 * SECOND_MS,
      maxHeaderSize: 16_384,
    },
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  );
  server.maxRequestsPerSocket = 10_000;
  await listening(server, at);
  return {
    address: addressOf(server, at),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2 * SECOND_MS).unref();
      }),
  };
}

function listening(server: Server, at: ListenAt): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen('socketPath' in at ? { path: at.socketPath } : at, () => {
      server.off('error', reject);
      if ('socketPath' in at) chmodSync(at.socketPath, 0o600);
      resolve();
    });
  });
}

function addressOf(server: Server, at: ListenAt): string {
  const bound = server.address();
  if (bound === null || typeof bound === 'string' || 'socketPath' in at) return 'socketPath' in at ? at.socketPath : '';
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}
