import { connect, createServer, type Server, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { hasRoute } from '../../src/probe/local-route.ts';
import { probeTcp } from '../../src/probe/tcp.ts';
import { hasIpv6 } from '../support/program.ts';

const opened: Server[] = [];
const waiting: Socket[] = [];
const workers: Worker[] = [];

async function listen(host: string): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function close(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}

afterEach(async () => {
  for (const socket of waiting.splice(0)) socket.destroy();
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
  await Promise.all(opened.splice(0).map(close));
});

/** A port that drops what comes: its thread listens, never accepts, and its queue of one is kept full. */
async function silentPort(host: string): Promise<number> {
  const program = `
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '${host}', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    });`;
  const worker = new Worker(program, { eval: true });
  workers.push(worker);
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  for (let count = 0; count < 8; count += 1) {
    const socket = connect({ host, port });
    socket.on('error', () => undefined);
    waiting.push(socket);
  }
  await new Promise((resolve) => waiting[0]?.once('connect', resolve));
  return port;
}

const now = () => 1_700_000_000_000;

describe('a TCP port', () => {
  test.each(['127.93.0.1', '::ffff:127.93.0.1', ...(hasIpv6 ? ['::1'] : [])])(
    'that opens on %s is an answer, dated by our clock',
    async (address) => {
      const port = await listen(address === '::1' ? '::1' : '127.93.0.1');
      const observation = await probeTcp({ deviceId: 4, address, port, timeoutMs: 5_000 }, 'round', now);
      expect(observation).toEqual({
        deviceId: 4,
        probe: 'tcp',
        at: now(),
        outcome: 'answer',
        reason: null,
        purpose: 'round',
        rttMs: expect.any(Number),
        echo: null,
      });
    },
  );

  test('is closed at once: the server sees the end of each connection', async () => {
    const port = await listen('127.93.0.2');
    const [server] = opened;
    const ended = new Promise<number>((resolve) =>
      server?.on('connection', (socket) => socket.on('close', () => resolve(socket.bytesRead))),
    );
    await probeTcp({ deviceId: 4, address: '127.93.0.2', port, timeoutMs: 5_000 }, 'round', now);
    expect(await ended).toBe(0);
  });

  test('that refuses is a miss, and says so', async () => {
    const port = await listen('127.93.0.3');
    await Promise.all(opened.splice(0).map(close));
    const observation = await probeTcp({ deviceId: 4, address: '127.93.0.3', port, timeoutMs: 5_000 }, 'confirm', now);
    expect(observation).toMatchObject({ outcome: 'miss', reason: 'refused', purpose: 'confirm', rttMs: null });
  });

  test('that does not answer in time is a miss', async () => {
    const port = await silentPort('127.93.0.4');
    const observation = await probeTcp({ deviceId: 4, address: '127.93.0.4', port, timeoutMs: 300 }, 'round', now);
    expect(observation).toMatchObject({ outcome: 'miss', reason: 'timeout', rttMs: null });
  });

  test('that opened while we were busy past the time-out is still an answer', async () => {
    const port = await listen('127.93.0.5');
    const probe = probeTcp({ deviceId: 4, address: '127.93.0.5', port, timeoutMs: 20 }, 'round', now);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    expect(await probe).toMatchObject({ outcome: 'answer' });
  });

  test.each(['localhost', '127.1', '127.0.0.1\n', '2130706433', '-f', '127.0.0.1%lo'])(
    'is never looked up by name: %j is inconclusive although it listens',
    async (address) => {
      const port = await listen('127.0.0.1');
      const observation = await probeTcp({ deviceId: 4, address, port, timeoutMs: 1_000 }, 'round', now);
      expect(observation).toMatchObject({ outcome: 'inconclusive', reason: 'engine-failed' });
    },
  );

  test('to which our own machine has no way is inconclusive', async () => {
    const target = { deviceId: 4, address: '255.255.255.255', port: 9, timeoutMs: 1_000 };
    expect(await probeTcp(target, 'round', now)).toMatchObject({ outcome: 'inconclusive' });
  });
});

test.each([
  ['127.93.0.9', true],
  ['255.255.255.255', false],
])('this machine knows a way to %s: %s', async (address, known) => {
  expect(await hasRoute(address)).toBe(known);
});
