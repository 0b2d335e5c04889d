import { wholeTree } from '../access/scope.ts';
import { foldCheck } from '../monitor/endpoint.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';

/**
 * Takes what came of asking endpoints: each check is laid to the newest run of its endpoint, or begins one. A check that is
 * not newer than its run, or whose system is not on record, changes nothing.
 */
export function noteEndpoints(
  { store, ledger }: CommandContext,
  { checks, holdsMs }: Extract<Command, { kind: 'endpoints.note' }>,
): void {
  const isSystem = new Map<number, boolean>();
  for (const check of checks.toSorted((a, b) => a.at - b.at)) {
    const { recordId } = check;
    const known = isSystem.get(recordId) ?? store.read.records.lastById(wholeTree, recordId)?.kind === 'hosted_system';
    isSystem.set(recordId, known);
    const newest = known ? store.endpointChecks.newest(check) : null;
    const folded = known ? foldCheck(newest, check, holdsMs) : null;
    ledger.count('observations', folded ? 'added' : 'same', 1);
    if (folded?.isNew) store.endpointChecks.add(folded.run);
    else if (folded && newest) store.endpointChecks.extend(newest.id, folded.run);
  }
}
