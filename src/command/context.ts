import type { Commit } from '../store/commits.ts';
import type { WriteStore } from '../store/write-store.ts';
import type { Ledger } from './tally.ts';

/** What a command handler works with: the store, the running transaction's commit, the counts, and the instant it runs at. */
export type CommandContext = {
  readonly store: WriteStore;
  readonly commit: Commit;
  readonly ledger: Ledger;
  /** Epoch ms. */
  readonly now: number;
};
