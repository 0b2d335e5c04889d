import { wholeTree } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { noEntries } from '../inventory/import-entry.ts';
import { spansOf } from '../inventory/import-span.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { refuseUnfit } from './import.ts';
import { currentRecord, putRecord, refOf } from './record.ts';
import { taken } from './within-scope.ts';

/** Makes a new record, or changes one that is there; fields that are not given stay. @throws ConflictError, StaleError, NotFoundError */
export function changeRecord(context: CommandContext, command: Extract<Command, { kind: 'record.put' }>): void {
  const { entry, expect, ifMatch } = command;
  refuseUnfit(context, { ...noEntries, records: [entry] });
  const ref = refOf(context, entry);
  if (expect === 'change') currentRecord(context, ref, ifMatch);
  else {
    const known = { asOf: entry.validFrom ?? civilDateOf(context.now), knownSeq: Number.MAX_SAFE_INTEGER };
    if (context.store.read.records.byCode(wholeTree, ref, known) !== null) throw taken(ref.code);
  }
  for (const span of spansOf([entry], () => ref.code)) putRecord(context, span);
}
