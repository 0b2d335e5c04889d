import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { InvalidError } from '../../src/errors.ts';
import { serveChannel } from '../../src/thread/channel.ts';

/** What the thread of the channel's tests can be asked. */
export type EchoProtocol = {
  readonly echo: { readonly ask: unknown; readonly answer: unknown };
  readonly later: { readonly ask: number; readonly answer: number };
  readonly refuse: { readonly ask: null; readonly answer: null };
  readonly break: { readonly ask: null; readonly answer: null };
  readonly unsendable: { readonly ask: null; readonly answer: unknown };
  readonly tell: { readonly ask: string; readonly answer: null };
  readonly silence: { readonly ask: null; readonly answer: null };
  readonly exit: { readonly ask: number; readonly answer: null };
  readonly crash: { readonly ask: null; readonly answer: null };
};

if (!parentPort) throw new Error('not a worker thread');
const port = parentPort;
if (workerData === 'broken from the start') throw new Error('broken from the start');

serveChannel<EchoProtocol>(port, {
  echo: (value) => value,
  later: async (ms) => {
    await pause(ms);
    return ms;
  },
  refuse: () => {
    throw new InvalidError('sai / wrong', [{ row: 3, column: 'code', message: 'trống / empty' }]);
  },
  break: () => {
    throw new TypeError('a bug');
  },
  unsendable: () => () => 'functions do not travel',
  tell: (news) => {
    port.postMessage({ news });
    return null;
  },
  silence: () => new Promise(() => {}),
  exit: (code) => process.exit(code),
  crash: () => {
    setImmediate(() => {
      throw new Error('thrown outside a question');
    });
    return null;
  },
});
