import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const launcher = path.join(import.meta.dirname, '../../bin/hatang.js');
// Node without type stripping takes the same way as an old Node, and is at hand on every machine.
const asOldNode = [process.execPath, '--no-strip-types'];
const oldNode = findOldNode();

// Each run leads a process group of its own, so that nothing outlives a test that fails half-way.
const started: number[] = [];
let folder: string;
let bin: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hatang-launcher-'));
  bin = path.join(folder, 'bin/hatang.js');
  mkdirSync(path.join(folder, 'bin'));
  mkdirSync(path.join(folder, 'src'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  cpSync(launcher, bin);
});
afterEach(() => {
  for (const group of started.splice(0)) killGroup(group);
  rmSync(folder, { recursive: true, force: true });
});

describe('bin/hatang.js', { timeout: 20_000 }, () => {
  test('runs src/main.ts in its own process where Node strips types', async () => {
    plantMain('const args: string[] = process.argv.slice(2); console.log(args.join(), process.pid);');
    const run = start([process.execPath], ['serve', '--x=a b']);
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.output().trim()).toBe(`serve,--x=a b ${run.pid}`);
  });

  test.each(runtimes())(
    'on %s with nothing at hand it says in both languages what is missing and exits 2',
    async (_, command) => {
      plantMain('const never: string = "started"; console.log(never);');
      const run = start(command, ['serve']);
      expect(await run.ended).toEqual({ code: 2, signal: null });
      expect(run.output()).toMatch(/cần Node 24 .*npm ci.*needs Node 24 .*npm ci/s);
      expect(run.output()).not.toMatch(/started|SyntaxError|at file:/);
    },
  );

  test.each(runtimes())(
    'on %s it hands over to the Node that npm ci brought, arguments and exit code kept',
    async (_, command) => {
      plantBundledNode(`exec '${process.execPath}' "$@"`);
      plantMain(
        'const args: string[] = process.argv.slice(2); console.log(JSON.stringify(args)); process.exitCode = 5;',
      );
      const run = start(command, ['probe', '$HOME; echo x', "it's"]);
      expect(await run.ended).toEqual({ code: 5, signal: null });
      expect(JSON.parse(run.output())).toEqual(['probe', '$HOME; echo x', "it's"]);
    },
  );

  test.each(['SIGINT', 'SIGTERM'] as const)('%s reaches the program, which ends as it decides', async (signal) => {
    plantBundledNode(`exec '${process.execPath}' "$@"`);
    plantMain(`setInterval(() => {}, 1000); process.on('${signal}', () => process.exit(7)); console.log('ready');`);
    const run = start(asOldNode, []);
    await run.saidSomething;
    run.kill(signal);
    expect(await run.ended).toEqual({ code: 7, signal: null });
  });

  test('a program killed by a signal looks killed by that signal from outside', async () => {
    plantBundledNode(`exec '${process.execPath}' "$@"`);
    plantMain('setInterval(() => {}, 1000); console.log("ready");');
    const run = start(asOldNode, []);
    await run.saidSomething;
    run.kill('SIGTERM');
    expect(await run.ended).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test('a bundled Node that cannot start is named, exit 2', async () => {
    plantBundledNode('', 0o600);
    const run = start(asOldNode, []);
    expect(await run.ended).toEqual({ code: 2, signal: null });
    expect(run.output()).toMatch(/bin\/node: .*EACCES/);
  });

  test('a bundled Node that cannot strip types either does not hand over for ever', async () => {
    plantBundledNode(`exec '${process.execPath}' --no-strip-types "$@"`);
    const run = start(asOldNode, []);
    expect(await run.ended).toEqual({ code: 2, signal: null });
  });
});

function runtimes(): [string, string[]][] {
  const always: [string, string[]] = ['a Node without type stripping', asOldNode];
  return oldNode === null ? [always] : [always, ['an old Node of this machine', [oldNode]]];
}

function findOldNode(): string | null {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/local/bin', '/usr/bin'];
  const isOld = (file: string) =>
    Number.parseInt(execFileSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8' }), 10) < 24;
  return folders.map((each) => path.join(each, 'node')).find((file) => existsSync(file) && isOld(file)) ?? null;
}

function plantMain(text: string): void {
  writeFileSync(path.join(folder, 'src/main.ts'), text);
}

function plantBundledNode(script: string, mode = 0o755): void {
  const at = path.join(folder, 'node_modules/node/bin');
  mkdirSync(at, { recursive: true });
  writeFileSync(path.join(at, '../package.json'), '{"name":"node","version":"24.0.0"}');
  writeFileSync(path.join(at, 'node'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(at, 'node'), mode);
}

function start(command: string[], args: string[]) {
  const [program = '', ...before] = command;
  const options: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder, detached: true };
  const child = spawn(program, [...before, bin, ...args], options);
  if (child.pid !== undefined) started.push(child.pid);
  let output = '';
  const saidSomething = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        resolve();
      });
    }
  });
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  return {
    pid: child.pid,
    output: () => output,
    saidSomething,
    ended,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of it has ended, as it should.
  }
}
