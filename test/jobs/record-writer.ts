import type { CommandEnvelope, CommandResult } from '../../src/command/command.ts';

const none = { added: 0, changed: 0, same: 0 };

/** A writer that takes everything and remembers it; the n-th prune forgets what `forgotten` says. */
export function recordWriter(forgotten: readonly number[] = []) {
  const asked: CommandEnvelope[] = [];
  const submit = async (envelope: CommandEnvelope): Promise<CommandResult> => {
    asked.push(envelope);
    const changed = forgotten[asked.length - 1] ?? 0;
    const tally = {
      agencies: none,
      credentials: none,
      devices: none,
      prefixes: none,
      facts: none,
      observations: { ...none, changed },
      accounts: none,
      grants: none,
      sessions: none,
      tokens: none,
    };
    return { seq: null, subjects: [], tally };
  };
  return { asked, submit };
}
