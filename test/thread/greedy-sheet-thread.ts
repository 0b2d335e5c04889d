import { parentPort } from 'node:worker_threads';
import { serveChannel } from '../../src/thread/channel.ts';
import type { SheetProtocol } from '../../src/thread/sheet-messages.ts';

if (!parentPort) throw new Error('not a worker thread');

/** Names of files, and what they do to the thread. */
export type GreedyFile = 'endless' | 'greedy' | 'exit' | 'bug' | 'fine';

/** A sheet thread that has met the file nobody thought of: its name says what happens ({@link GreedyFile}). */
serveChannel<SheetProtocol>(parentPort, {
  read: ({ file }) => {
    const kept: string[][] = [];
    while (file === 'endless') kept.length = 0;
    while (file === 'greedy') kept.push(Array.from({ length: 1000 }, (_, index) => `${kept.length} ${index}`));
    if (file === 'exit') process.exit(3);
    if (file === 'bug') throw new TypeError('a bug');
    return { tables: [], skipped: [], faults: [] };
  },
  write: () => {
    for (;;);
  },
  annotate: () => {
    for (;;);
  },
});
