import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findControlSocket, makeControlSocket } from '../../src/config/control-socket.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hatang-socket-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function listen(at: string): Promise<() => Promise<void>> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(at, resolve));
  return () => new Promise((resolve) => server.close(() => resolve()));
}

describe('the control socket', () => {
  test('stands in the data directory and is found there while somebody listens', async () => {
    expect(findControlSocket(folder)).toBeNull();
    const socket = makeControlSocket(folder);
    const close = await listen(socket.path);
    expect(findControlSocket(folder)).toBe(path.join(folder, 'control.sock'));
    await close();
    socket.remove();
    expect(findControlSocket(folder)).toBeNull();
  });

  test('a data directory too deep for a socket has one elsewhere, found the same way, and nothing stays behind', async () => {
    const deep = path.join(folder, 'x'.repeat(60), 'y'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const socket = makeControlSocket(deep);
    expect(Buffer.byteLength(socket.path)).toBeLessThanOrEqual(100);
    const close = await listen(socket.path);
    expect(findControlSocket(deep)).toBe(socket.path);
    await close();
    socket.remove();
    expect(findControlSocket(deep)).toBeNull();
    expect(existsSync(path.dirname(socket.path))).toBe(false);
  });

  test.each(['', 'z'.repeat(120)])('what a service that was killed left behind is cleared away (%j)', (below) => {
    const data = path.join(folder, below);
    mkdirSync(data, { recursive: true });
    const left = makeControlSocket(data);
    writeFileSync(left.path, '');
    const next = makeControlSocket(data);
    expect(existsSync(next.path)).toBe(false);
    if (next.path !== left.path) expect(existsSync(path.dirname(left.path))).toBe(false);
    next.remove();
  });
});
