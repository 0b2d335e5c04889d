import { NotFoundError } from '../errors.ts';
import type { FactVersion } from '../inventory/fact.ts';
import type { FactEntry } from '../inventory/import-entry.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { agencyIdOf } from './within-scope.ts';

/** Declares a fact about an agency for a span of dates; the same declaration again changes nothing. */
export function declareFact(context: CommandContext, entry: FactEntry, source: string): void {
  const { validFrom, validTo } = entry;
  const agencyId = agencyIdOf(context, entry.agency);
  const current = winning(context, agencyId, entry.fact, source, validFrom);
  const id = `${entry.agency}/${entry.fact}`;
  if (current && current.value === entry.value && current.validFrom === validFrom && current.validTo === validTo) {
    context.ledger.note('facts', id, 'same');
    return;
  }
  append(context, id, {
    agencyId,
    fact: entry.fact,
    kind: 'declared',
    source,
    value: entry.value,
    validFrom,
    validTo,
    evidence: null,
  });
  context.ledger.note('facts', id, current ? 'changed' : 'added');
}

/** Takes a declared fact back for a span of dates: a version of its own, so that what was believed stays readable. */
export function retractFact(context: CommandContext, command: Extract<Command, { kind: 'fact.retract' }>): void {
  const { agency, fact, source, validFrom, validTo } = command;
  const agencyId = agencyIdOf(context, agency);
  if (!winning(context, agencyId, fact, source, validFrom)) {
    throw new NotFoundError(
      `${agency}: không có ${fact} của nguồn ${source} vào ${validFrom} / no ${fact} from ${source} on ${validFrom}`,
    );
  }
  const id = `${agency}/${fact}`;
  append(context, id, { agencyId, fact, kind: 'declared', source, value: null, validFrom, validTo, evidence: null });
  context.ledger.note('facts', id, 'changed');
}

function append(context: CommandContext, id: string, version: Omit<FactVersion, 'knownSeq'>): void {
  context.store.facts.append(context.commit, version);
  const { kind, source, value, validFrom, validTo } = version;
  const action = value === null ? 'retract' : 'declare';
  context.commit.audit(action, { kind: 'fact', id }, { kind, source, value, validFrom, validTo });
}

function winning(
  context: CommandContext,
  agencyId: number,
  fact: FactVersion['fact'],
  source: string,
  asOf: string,
): FactVersion | null {
  return context.store.facts.winning({ agencyId, fact, kind: 'declared', source, asOf });
}
