import type { Commit } from '../store/commits.ts';
import type { CommandResult, Tally, Touched } from './command.ts';
import { touched } from './command.ts';

/** Counts what a command did and remembers what it touched, in order. */
export type Ledger = {
  note(kind: Touched, id: string, what: keyof Tally): void;
  /** Counts things that have no name of their own. */
  count(kind: Touched, what: keyof Tally, times: number): void;
  result(commit: Commit): CommandResult;
};

/** An empty ledger. */
export function openLedger(): Ledger {
  const tally = new Map<Touched, Record<keyof Tally, number>>(
    touched.map((kind) => [kind, { added: 0, changed: 0, same: 0 }]),
  );
  const subjects: { kind: Touched; id: string }[] = [];
  const of = (kind: Touched): Tally => tally.get(kind) ?? { added: 0, changed: 0, same: 0 };
  const count = (kind: Touched, what: keyof Tally, times: number): void => {
    const counts = tally.get(kind);
    if (counts) counts[what] += times;
  };
  return {
    count,
    note(kind, id, what) {
      count(kind, what, 1);
      if (what !== 'same') subjects.push({ kind, id });
    },
    result(commit) {
      return {
        seq: commit.drawn(),
        subjects,
        tally: {
          agencies: of('agencies'),
          credentials: of('credentials'),
          devices: of('devices'),
          prefixes: of('prefixes'),
          facts: of('facts'),
          observations: of('observations'),
          accounts: of('accounts'),
          grants: of('grants'),
          sessions: of('sessions'),
          tokens: of('tokens'),
        },
      };
    },
  };
}
