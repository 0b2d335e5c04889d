import { Worker } from 'node:worker_threads';
import { refused, type SheetsRead } from '../report/sheet/read-workbook.ts';
import { type WorkbookFault, workbookFault } from '../report/sheet/workbook-fault.ts';
import { openChannel } from './channel.ts';
import { Limiter } from './limiter.ts';
import type { SheetBytes, SheetProtocol } from './sheet-messages.ts';

/** What one piece of work on a sheet may take before it is stopped. */
export type SheetDeskLimits = {
  readonly deadlineMs: number;
  /** Heap of the thread. */
  readonly memoryMb: number;
  /** Pieces of work at once; the others wait. */
  readonly atOnce: number;
};

/** Enough for every file that `report/sheet/limits.ts` lets through, several times over. */
export const sheetDeskLimits: SheetDeskLimits = { deadlineMs: 30_000, memoryMb: 256, atOnce: 2 };

/** Where sheets are read and written: each file in a thread of its own that ends with it. */
export type SheetDesk = {
  read(ask: SheetProtocol['read']['ask']): Promise<SheetsRead>;
  write(ask: SheetProtocol['write']['ask']): Promise<SheetBytes>;
  annotate(ask: SheetProtocol['annotate']['ask']): Promise<SheetBytes>;
  /** Stops everything under way; what was asked fails. */
  end(): Promise<void>;
};

/**
 * Opens a desk whose threads have their `main` at `url`. Work that takes too long or too much memory ends with its thread
 * and is answered by the fault `too-slow` or `too-much-memory`; the process goes on.
 */
export function openSheetDesk(url: URL, limits: SheetDeskLimits = sheetDeskLimits): SheetDesk {
  const limiter = new Limiter(limits.atOnce);
  const running = new Set<Worker>();
  let ended = false;

  const run = <K extends keyof SheetProtocol>(kind: K, ask: SheetProtocol[K]['ask']) => {
    return limiter.run(() => {
      if (ended) throw new Error('sheet desk: ended');
      return runAlone(url, limits, kind, ask, running);
    });
  };
  return {
    read: async (ask) => {
      const answer = await run('read', ask);
      return 'code' in answer ? refused(answer) : answer;
    },
    write: async (book) => orRefused(await run('write', book)),
    annotate: async (ask) => orRefused(await run('annotate', ask)),
    async end() {
      ended = true;
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

function orRefused(answer: SheetBytes | WorkbookFault): SheetBytes {
  return 'code' in answer ? { fault: answer } : answer;
}

/** Asks a fresh thread one thing. Bugs and refusals reject as they do in every channel. */
async function runAlone<K extends keyof SheetProtocol>(
  url: URL,
  { deadlineMs, memoryMb }: SheetDeskLimits,
  kind: K,
  ask: SheetProtocol[K]['ask'],
  running: Set<Worker>,
): Promise<SheetProtocol[K]['answer'] | WorkbookFault> {
  const worker = new Worker(url, { name: 'sheet', resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  let stopped: WorkbookFault | null = null;
  let broken: Error | null = null;
  running.add(worker);
  worker.on('error', (error: Error) => {
    if (isOutOfMemory(error)) stopped = workbookFault('too-much-memory', { megabytes: memoryMb });
    else broken = error;
  });
  const deadline = setTimeout(() => {
    stopped = workbookFault('too-slow', { seconds: Math.round(deadlineMs / 1000) });
    void worker.terminate();
  }, deadlineMs);
  try {
    return await openChannel<SheetProtocol>(worker).ask(kind, ask);
  } catch (error) {
    if (stopped !== null) return stopped;
    throw broken ?? error;
  } finally {
    clearTimeout(deadline);
    running.delete(worker);
    await worker.terminate();
  }
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
