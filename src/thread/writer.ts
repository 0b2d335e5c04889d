import { parentPort, workerData } from 'node:worker_threads';
import { ingestBatch } from '../command/ingest.ts';
import { runCommand } from '../command/run.ts';
import { openWriteStore, type WriteStore } from '../store/write-store.ts';
import { serveChannel } from './channel.ts';
import { LoopLag } from './loop-lag.ts';
import type { WriterProtocol, WriterStart } from './writer-messages.ts';

if (!parentPort) throw new Error('writer: not a worker thread');
const port = parentPort;
const start: WriterStart = workerData;
let opened: WriteStore | null = null;
const lag = new LoopLag();
const count = { commits: 0, commitMs: 0 };

/** Times one transaction. */
function timed<T>(work: (store: WriteStore) => T): T {
  if (!opened) throw new Error('writer: the database is not open');
  const from = performance.now();
  try {
    return work(opened);
  } finally {
    count.commits += 1;
    count.commitMs += performance.now() - from;
  }
}

serveChannel<WriterProtocol>(port, {
  open: () => {
    opened = openWriteStore(start.databaseFile, start.key);
    return null;
  },
  run: ({ envelope, now }) => timed((store) => runCommand(store, envelope, now, start.catalogues)),
  ingest: ({ batch, now }) => timed((store) => ingestBatch(store, batch, start.polling, now)),
  begin: ({ poller, now }) => timed((store) => store.pollers.begin(poller, now)),
  finishJob: ({ job, dueAt, now }) => {
    timed((store) => store.jobRuns.finish(job, dueAt, now));
    return null;
  },
  status: () => ({ ...count, lagMs: lag.takeMs() }),
  stop: () => {
    opened?.close();
    opened = null;
    lag.stop();
    return null;
  },
});
