import { type MessagePort, Worker } from 'node:worker_threads';
import { AppError, type Problem } from '../errors.ts';

/** What one thread can be asked: for each kind what is sent and what is answered. Plain values only. */
export type Protocol = { readonly [kind: string]: { readonly ask: unknown; readonly answer: unknown } };

/** The asking end: answers come back by number, refusals as the AppError they were, bugs as an Error. */
export type Channel<P extends Protocol> = {
  ask<K extends keyof P>(kind: K, value: P[K]['ask']): Promise<P[K]['answer']>;
  /** Questions not answered yet. */
  waiting(): number;
};

/** How a thread answers each kind of question. */
export type Handlers<P extends Protocol> = {
  readonly [K in keyof P]: (value: P[K]['ask']) => P[K]['answer'] | Promise<P[K]['answer']>;
};

type Raw = ReturnType<typeof JSON.parse>;
type Settle = { answer(value: Raw): void; fail(error: Error): void };
type Refusal = { readonly code: string; readonly detail: string; readonly problems: readonly Problem[] };

/** A running thread with the asking end of its channel. */
export type Thread<P extends Protocol> = Channel<P> & {
  /** Hears of what the thread tells without being asked. */
  onNews(hear: (news: Raw) => void): void;
  /** Ends the thread, whatever it is at; ask it to put things in order first. */
  end(): Promise<void>;
};

/** How to start a thread; `onBroken` hears why, once, when it ends although nobody ended it. */
export type ThreadPlan = { readonly name: string; readonly start: unknown; onBroken(why: Error): void };

/** Starts the thread whose `main` stands at `url`. */
export function startThread<P extends Protocol>(url: URL, { name, start, onBroken }: ThreadPlan): Thread<P> {
  const worker = new Worker(url, { workerData: start, name });
  let ending = false;
  const broken = (why: Error): void => {
    if (!ending) onBroken(why);
    ending = true;
  };
  worker.on('error', broken);
  worker.on('exit', (code) => broken(new Error(`thread ${name} ended (exit code ${code})`)));
  return {
    ...openChannel<P>(worker),
    onNews: (hear) => {
      worker.on('message', (message: Raw) => {
        if (message?.reply === undefined) hear(message);
      });
    },
    async end() {
      ending = true;
      await worker.terminate();
    },
  };
}

/** Opens the asking end on a worker; once the worker has ended, every question fails. */
export function openChannel<P extends Protocol>(worker: Worker): Channel<P> {
  const open = new Map<number, Settle>();
  let next = 0;
  let ended: Error | null = null;
  worker.on('message', (message: Raw) => {
    const settle = open.get(message?.reply);
    if (!settle) return;
    open.delete(message.reply);
    if (message.refused) settle.fail(refusalOf(message.refused));
    else if (message.crashed) settle.fail(new Error(message.crashed));
    else settle.answer(message.answer);
  });
  worker.on('exit', (code) => {
    ended = new Error(`thread ended (exit code ${code})`);
    for (const settle of open.values()) settle.fail(ended);
    open.clear();
  });
  return {
    waiting: () => open.size,
    ask: (kind, value) =>
      new Promise((answer, fail) => {
        if (ended) throw ended;
        next += 1;
        worker.postMessage({ ask: next, kind, value });
        open.set(next, { answer, fail });
      }),
  };
}

/** Serves the answering end; questions are begun in the order they came, and answered as each is done. */
export function serveChannel<P extends Protocol>(port: MessagePort, handlers: Handlers<P>): void {
  port.on('message', async (message: Raw) => {
    if (message?.ask === undefined) return;
    const reply = message.ask;
    try {
      const handler = handlers[message.kind];
      if (!handler) throw new Error(`no handler for ${message.kind}`);
      port.postMessage({ reply, answer: await handler(message.value) });
    } catch (error) {
      port.postMessage({ reply, ...failureOf(error) });
    }
  });
}

function failureOf(error: unknown): { refused: Refusal } | { crashed: string } {
  if (error instanceof AppError) {
    return { refused: { code: error.code, detail: error.message, problems: error.problems } };
  }
  return { crashed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function refusalOf({ code, detail, problems }: Refusal): AppError {
  return new AppError(code, detail, problems);
}
