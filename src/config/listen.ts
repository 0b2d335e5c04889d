import { isIP } from 'node:net';

/** Where the service listens. `host` is an IP literal without brackets, or `localhost`; port 0 = any free one. */
export type Listen = { readonly host: string; readonly port: number };

/** Reads `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; null for all else. */
export function parseListen(text: string): Listen | null {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  if (!match) return null;
  const [, v6, other] = match;
  const port = Number(match[3]);
  const host = v6 ?? other ?? '';
  const known = v6 === undefined ? isIP(host) === 4 || host === 'localhost' : isIP(host) === 6;
  return known && port <= 65_535 ? { host, port } : null;
}

/** Whether only this machine can reach the address. */
export function isLoopback(listen: Listen): boolean {
  if (listen.host === 'localhost' || /^127\./.test(listen.host)) return true;
  return isIP(listen.host) === 6 && new URL(`http://[${listen.host}]`).hostname === '[::1]';
}
