import type { CommandEnvelope, CommandResult } from '../command/command.ts';
import type { IngestResult, IngestSettings } from '../command/ingest.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import type { ObservationBatch } from '../monitor/reading.ts';
import type { SealingKey } from '../store/seal.ts';

/** What the writer thread is started with. */
export type WriterStart = {
  readonly databaseFile: string;
  readonly key: SealingKey;
  readonly polling: IngestSettings;
  readonly catalogues: Catalogues;
};

/** What the writer can be asked; `now` is the caller's clock, epoch ms: this thread has none of its own. */
export type WriterProtocol = {
  /** Opens the database and brings its schema up to date: the first thing to ask. Refused with what is wrong with it. */
  readonly open: { readonly ask: null; readonly answer: null };
  readonly run: { readonly ask: { envelope: CommandEnvelope; now: number }; readonly answer: CommandResult };
  readonly ingest: { readonly ask: { batch: ObservationBatch; now: number }; readonly answer: IngestResult };
  /** A new run of a poller; answers its epoch. */
  readonly begin: { readonly ask: { poller: string; now: number }; readonly answer: number };
  readonly finishJob: { readonly ask: { job: string; dueAt: number; now: number }; readonly answer: null };
  readonly status: { readonly ask: null; readonly answer: WriterStatus };
  /** Closes the database; nothing can be asked after it. */
  readonly stop: { readonly ask: null; readonly answer: null };
};

/** How the writer does, counted since it started. */
export type WriterStatus = { readonly commits: number; readonly commitMs: number; readonly lagMs: number };
