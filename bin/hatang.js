#!/usr/bin/env node
// Plain JavaScript, so that an older Node reads it and says what is missing instead of failing on a type.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;

const handedOver = process.env.HATANG_HANDED_OVER === '1';
delete process.env.HATANG_HANDED_OVER;

if (canRunTypeScript()) {
  await import('../src/main.ts');
} else {
  const node = handedOver ? null : findBundledNode();
  if (node === null) giveUp('');
  else handOver(node);
}

/** True on Node 24 or newer with type stripping on, which is what src/ is written for. */
function canRunTypeScript() {
  return Number.parseInt(process.versions.node, 10) >= neededMajor && Boolean(process.features.typescript);
}

/** Path of the Node which the optional dependency `node` brought along, null when absent. */
function findBundledNode() {
  try {
    const file = createRequire(import.meta.url).resolve('node/bin/node');
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/** Runs this file again under `node`, once, passes signals on, and ends the way it ends. */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, HATANG_HANDED_OVER: '1' },
  });
  const pass = (signal) => child.kill(signal);
  // A terminal sends Ctrl-C to the child by itself; a second one would cut its orderly stop short.
  const passInterrupt = (signal) => (process.stdin.isTTY ? undefined : pass(signal));
  process.on('SIGINT', passInterrupt);
  process.on('SIGTERM', pass);
  process.on('SIGHUP', pass);
  child.on('error', (error) => giveUp(` (${node}: ${error.message})`));
  child.on('exit', (code, signal) => {
    process.removeListener('SIGINT', passInterrupt);
    process.removeListener('SIGTERM', pass);
    process.removeListener('SIGHUP', pass);
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}

/** Says in both languages what is missing; exit code 2 is configuration or usage. */
function giveUp(detail) {
  process.stderr.write(
    [
      `hatang: cần Node ${neededMajor} trở lên có type stripping; đang chạy bằng Node ${process.versions.node}${detail}.`,
      `  Cách sửa: chạy lại "npm ci" (không có --omit=optional, --ignore-scripts) để có Node ${neededMajor} đi kèm,`,
      `  hoặc cài Node ${neededMajor} và bỏ --no-strip-types nếu có.`,
      `hatang: needs Node ${neededMajor} or newer with type stripping; this is Node ${process.versions.node}${detail}.`,
      `  To fix: run "npm ci" again (without --omit=optional, --ignore-scripts), which brings its own Node ${neededMajor},`,
      `  or install Node ${neededMajor}, and drop --no-strip-types if it is set.`,
      '',
    ].join('\n'),
  );
  process.exitCode = 2;
}
