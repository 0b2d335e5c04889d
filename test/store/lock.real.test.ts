import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { LockedError } from '../../src/errors.ts';
import { lockData } from '../../src/store/lock.ts';
import { tempFolder } from './temp-store.ts';

async function startHolder(folder: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./lock-holder.ts', import.meta.url));
  const holder = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  return holder;
}

test('a data directory held by another process is refused with its id, and free once that is killed with -9', async () => {
  const folder = tempFolder();
  const holder = await startHolder(folder);
  expect(() => lockData(folder, 'serve')).toThrow(LockedError);
  expect(() => lockData(folder, 'serve')).toThrow(`pid ${holder.pid} (hatang serve)`);
  const ended = once(holder, 'exit');
  holder.kill('SIGKILL');
  await ended;
  lockData(folder, 'serve').release();
});

test('whoever holds it first keeps it: another process ends with the same refusal', async () => {
  const folder = tempFolder();
  const lock = lockData(folder, 'command line');
  const script = fileURLToPath(new URL('./lock-holder.ts', import.meta.url));
  const other = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  other.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(other, 'close');
  expect(code).not.toBe(0);
  expect(said).toContain(`pid ${process.pid} (hatang command line)`);
  lock.release();
});
