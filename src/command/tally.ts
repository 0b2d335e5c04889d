import type { Commit } from '../store/commits.ts';
import type { CommandResult, Tally, Touched } from './command.ts';

/** Counts what a command did and remembers what it touched, in order. */
export type Ledger = {
  note(kind: Touched, id: string, what: keyof Tally): void;
  /** Counts things that have no name of their own. */
  count(kind: Touched, what: keyof Tally, times: number): void;
  result(commit: Commit): CommandResult;
};

/** An empty ledger. */
export function openLedger(): Ledger {
  const tally: Record<Touched, Record<keyof Tally, number>> = emptyTally();
  const subjects: { kind: Touched; id: string; what: 'added' | 'changed' }[] = [];
  const count = (kind: Touched, what: keyof Tally, times: number): void => {
    tally[kind][what] += times;
  };
  return {
    count,
    note(kind, id, what) {
      count(kind, what, 1);
      if (what !== 'same') subjects.push({ kind, id, what });
    },
    result(commit) {
      return { seq: commit.drawn(), subjects: [...subjects], tally: structuredClone(tally) };
    },
  };
}

/** Nothing of any kind. */
export function emptyTally(): Record<Touched, { added: number; changed: number; same: number }> {
  const none = () => ({ added: 0, changed: 0, same: 0 });
  return {
    agencies: none(),
    credentials: none(),
    devices: none(),
    prefixes: none(),
    facts: none(),
    records: none(),
    contacts: none(),
    imports: none(),
    mappings: none(),
    declarations: none(),
    reminders: none(),
    observations: none(),
    accounts: none(),
    grants: none(),
    sessions: none(),
    tokens: none(),
  };
}
