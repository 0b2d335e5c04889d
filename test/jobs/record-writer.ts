import type { CommandEnvelope, CommandResult } from '../../src/command/command.ts';
import { emptyTally } from '../../src/command/tally.ts';

/** A writer that takes everything and remembers it; the n-th prune forgets what `forgotten` says. */
export function recordWriter(forgotten: readonly number[] = []) {
  const asked: CommandEnvelope[] = [];
  const submit = async (envelope: CommandEnvelope): Promise<CommandResult> => {
    asked.push(envelope);
    const changed = forgotten[asked.length - 1] ?? 0;
    const tally = { ...emptyTally(), observations: { added: 0, changed, same: 0 } };
    return { seq: null, subjects: [], tally };
  };
  return { asked, submit };
}
