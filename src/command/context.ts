import type { Scope } from '../access/scope.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import type { Commit } from '../store/commits.ts';
import type { BeforeKind } from '../store/imports.ts';
import type { WriteStore } from '../store/write-store.ts';
import type { Ledger } from './tally.ts';

/** What a command handler works with: the store, the running transaction's commit, the counts, and the instant it runs at. */
export type CommandContext = {
  readonly store: WriteStore;
  readonly commit: Commit;
  readonly ledger: Ledger;
  readonly catalogues: Catalogues;
  /** What the caller may act on: everything looked up in its name. Grows by the agencies that the command makes. */
  scope: Scope;
  /** Epoch ms. */
  readonly now: number;
  /** Keeps what stood before an import in a table that is changed in place; for other commands it does nothing. */
  keepBefore(kind: BeforeKind, id: number, before: unknown): void;
};
