import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { EngineFailure } from './icmp-engine.ts';

/** One run of a program: never through a shell; `onLine` gets each line of the one stream that is read. */
export type ProgramRun = {
  readonly program: string;
  readonly args: readonly string[];
  /** Folders where the program is looked for, as PATH writes them. */
  readonly searchPath: string;
  readonly read: 'stdout' | 'stderr';
  readonly input?: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onLine: (line: string) => void;
};

/** How it ended: by itself with a code, or not as it should have. */
export type ProgramEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'failed'; readonly reason: EngineFailure };

/** Where fping and ping are looked for: PATH, and the sbin folders where some systems keep them. */
export function defaultSearchPath(): string {
  return [process.env.PATH ?? '', '/usr/sbin', '/sbin'].filter((folders) => folders !== '').join(':');
}

/**
 * Runs a program to its end, never rejects. Killed at its deadline, when aborted, or when it talks without end; the
 * locale is C, because numbers in Vietnamese carry a decimal comma.
 */
export function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  if (run.signal?.aborted) return Promise.resolve({ kind: 'failed', reason: 'aborted' });
  const child = start(run);
  if (child === null) return Promise.resolve({ kind: 'failed', reason: 'engine-failed' });
  return new Promise((resolve) => {
    let failure: EngineFailure | null = null;
    const kill = (reason: EngineFailure) => {
      failure ??= reason;
      child.kill('SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const abort = () => kill('aborted');
    const deadline = setTimeout(() => kill('engine-failed'), run.deadlineMs);
    const settle = (end: ProgramEnd) => {
      clearTimeout(deadline);
      run.signal?.removeEventListener('abort', abort);
      resolve(failure === null ? end : { kind: 'failed', reason: failure });
    };
    run.signal?.addEventListener('abort', abort);
    child.once('error', (error) =>
      settle({ kind: 'failed', reason: isMissing(error) ? 'no-engine' : 'engine-failed' }),
    );
    child.once('close', (code) =>
      settle(code === null ? { kind: 'failed', reason: 'engine-failed' } : { kind: 'exited', code }),
    );
    const output = run.read === 'stdout' ? child.stdout : child.stderr;
    if (output) readLines(output, run.onLine, () => kill('engine-failed'));
    // A program that dies before it has read its targets breaks the pipe; its exit tells the rest.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(run.input ?? '');
  });
}

/** Null when the system refuses: Node throws EPERM (a capability the container dropped) instead of emitting it. */
function start(run: ProgramRun): ChildProcess | null {
  const { read } = run;
  try {
    return spawn(run.program, run.args, {
      shell: false,
      env: { PATH: run.searchPath, LC_ALL: 'C' },
      stdio: ['pipe', read === 'stdout' ? 'pipe' : 'ignore', read === 'stderr' ? 'pipe' : 'ignore'],
    });
  } catch {
    return null;
  }
}

function isMissing(error: Error): boolean {
  return 'code' in error && error.code === 'ENOENT';
}

/** More than a round of 1,000 hosts can say, should every echo bring an error of its own. */
const maxCharacters = 8_000_000;

function readLines(output: Readable, onLine: (line: string) => void, onFlood: () => void): void {
  let rest = '';
  let characters = 0;
  output.setEncoding('utf8');
  output.on('data', (chunk: string) => {
    characters += chunk.length;
    if (characters > maxCharacters) return onFlood();
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  output.on('error', () => undefined);
  output.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
