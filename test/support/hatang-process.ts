import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const launcher = path.join(import.meta.dirname, '../../bin/hatang.js');

/** What a program of ours is started with; `env` is laid over an environment without any HATANG_ variable. */
type Start = { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A child process of ours and everything it said; killed when the test is over. */
type Child = {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  out(): string;
  err(): string;
  signal(name: NodeJS.Signals): void;
};

type Json = ReturnType<typeof JSON.parse>;
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Json };

/** A service that listens, and how to talk to it with its token. */
export type Service = Child & {
  readonly address: string;
  readonly link: string;
  readonly token: string;
  ask(method: string, path: string, more?: Asking): Promise<Answer>;
  /** GET that has to succeed: its body. */
  get(path: string): Promise<Json>;
  /** Tells it to stop and waits until it has. */
  stop(): Promise<Ended>;
};

type Asking = { readonly body?: unknown; readonly type?: string; readonly headers?: Readonly<Record<string, string>> };

/** An empty folder, gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `hatang …`. */
export function startHatang({ args, env }: Start): Child {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('HATANG_'));
  const child: ChildProcess = spawn(process.execPath, [launcher, ...args], {
    env: { ...Object.fromEntries(inherited), ...env },
    // Away from the tree, so that its config/ is not what is tested.
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => {
      err += String(error);
      resolve({ code: null, signal: null });
    });
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid ?? 0,
    ended,
    out: () => out,
    err: () => err,
    signal: (name) => void child.kill(name),
  };
}

/** Runs `hatang …` to its end. */
export async function runHatang(start: Start): Promise<{ code: number | null; out: string; err: string }> {
  const child = startHatang(start);
  const { code } = await child.ended;
  return { code, out: child.out(), err: child.err() };
}

/** Runs `hatang serve` or `hatang demo` on a free port until it says how to sign in; `link` is the address it names for that. @throws Error with what it said when it ends instead. */
export async function startService(start: Start): Promise<Service> {
  const child = startHatang({ ...start, env: { HATANG_LISTEN: '127.0.0.1:0', ...start.env } });
  const link = await linkOf(child);
  const address = new URL(link).origin;
  const token = readFileSync(path.join(start.env.HATANG_DATA ?? '', 'token'), 'utf8').trim();
  const ask: Service['ask'] = async (method, target, { body, type = 'application/json', headers = {} } = {}) => {
    const answer = await fetch(`${address}${target}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json') ?? false;
    return { status: answer.status, headers: answer.headers, text, body: json ? JSON.parse(text) : null };
  };
  return {
    ...child,
    address,
    link,
    token,
    ask,
    async get(target) {
      const answer = await ask('GET', target);
      if (answer.status !== 200) throw new Error(`GET ${target}: ${answer.status} ${answer.text}`);
      return answer.body ?? answer.text;
    },
    stop() {
      child.signal('SIGTERM');
      return child.ended;
    },
  };
}

async function linkOf(child: Child): Promise<string> {
  let over = false;
  void child.ended.then(() => {
    over = true;
  });
  for (;;) {
    const link = /https?:\/\/\S+\/(?:sign-in|setup)\S*(?=\n)/.exec(child.out())?.[0];
    if (link) return link;
    if (over) throw new Error(`hatang ended before it listened: ${child.out()}${child.err()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
