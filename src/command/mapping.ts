import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';

/** Remembers what the headers of a source's sheets mean, so that the next sheet of that source is read without asking. */
export function putMappings(context: CommandContext, command: Extract<Command, { kind: 'mapping.put' }>): void {
  const { source, table, mappings } = command;
  const { store, commit, ledger, now } = context;
  const changed = mappings.filter((mapping) => store.imports.putMapping(source, table, mapping, now));
  for (const { header } of mappings) {
    const isNew = changed.some((one) => one.header === header);
    ledger.note('mappings', `${table} ${header}`, isNew ? 'changed' : 'same');
  }
  if (changed.length > 0) commit.audit('map', { kind: 'mapping', id: `${source} ${table}` }, { mappings: changed });
}
