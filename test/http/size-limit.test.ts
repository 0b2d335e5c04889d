import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HttpServer, listenHttp } from '../../src/http/server.ts';
import { problemIn } from './json.ts';
import { importCast, openService, type Service, TOKEN } from './service.ts';

let service: Service;
let server: HttpServer;
beforeEach(async () => {
  service = openService();
  await importCast(service);
  server = await listenHttp(service.app, { host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await server.close();
  service.close();
});

const ask = (method: string, path: string, body?: string | ReadableStream<Uint8Array>) =>
  fetch(`${server.address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  });

/** A body that comes in pieces, so that nobody knows its length before its end. */
function piecemeal(text: string, pieces = 4): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const size = Math.ceil(bytes.length / pieces);
  return ReadableStream.from(
    Array.from({ length: pieces }, (_, at) => bytes.subarray(at * size, (at + 1) * size)).filter(
      (one) => one.length > 0,
    ),
  );
}

const prefix = JSON.stringify({ agency: '00007', cidr: '198.51.100.64/26' });

test('a change without a body is carried out', async () => {
  expect((await ask('DELETE', '/api/v1/prefixes/1')).status).toBe(204);
  expect((await ask('POST', '/api/v1/prefixes')).status).toBe(400);
});

test('a body of unknown length is taken while it is small enough, and refused as soon as it is not', async () => {
  expect((await ask('POST', '/api/v1/prefixes', piecemeal(prefix))).status).toBe(201);
  const large = JSON.stringify({ agency: 'x'.repeat(300_000) });
  expect(await problemIn(await ask('POST', '/api/v1/prefixes', piecemeal(large)))).toMatchObject({ code: 'too-large' });
});

test('one that says it is too large is refused unread, and one that fits is not', async () => {
  expect((await ask('POST', '/api/v1/prefixes', prefix)).status).toBe(201);
  expect((await ask('POST', '/api/v1/prefixes', 'x'.repeat(300_000))).status).toBe(413);
});
