import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import type { OutboundRules, PurposeRule } from '../../src/outbound/rules.ts';

/** Servers of one test file, all on addresses of its own. */
export type Servers = {
  /** Starts an HTTP server (HTTPS with a certificate); gives its port. */
  http(address: string, listener: RequestListener, tls?: { key: string; cert: string }): Promise<number>;
  /** Starts a server that takes connections and never says a word; gives its port and what it heard. */
  silent(address: string): Promise<{ port: number; heard: string[] }>;
  close(): void;
};

/** Opens servers on free ports; `close` ends them and what is connected to them. */
export function openServers(): Servers {
  const closers: (() => void)[] = [];
  const listen = async (server: Server | TcpServer, address: string): Promise<number> => {
    server.listen(0, address);
    await once(server, 'listening');
    const at = server.address();
    return typeof at === 'object' && at !== null ? at.port : 0;
  };
  return {
    http(address, listener, tls) {
      const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
      closers.push(() => {
        server.close();
        server.closeAllConnections();
      });
      return listen(server, address);
    },
    async silent(address) {
      const heard: string[] = [];
      const server = createTcpServer((socket) => {
        closers.push(() => socket.destroy());
        heard.push('');
        socket.on('error', () => {});
        socket.on('data', (data) => heard.push(data.toString('latin1')));
      });
      closers.push(() => server.close());
      return { port: await listen(server, address), heard };
    },
    close() {
      for (const close of closers.splice(0)) close();
    },
  };
}

/** Rules that let only webhooks out, and only where told. */
export function webhooksTo(ranges: readonly string[], rest: Partial<PurposeRule> = {}): OutboundRules {
  const shut: PurposeRule = { ranges: [], ports: null, caFile: null };
  return { oidc: shut, webhook: { ...shut, ranges, ...rest }, 'http-probe': shut };
}
