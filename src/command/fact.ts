import type { CivilPeriod } from '../calendar/civil.ts';
import { NotFoundError } from '../errors.ts';
import type { FactIdentity, FactVersion } from '../inventory/fact.ts';
import { factTimeline, sameFact } from '../inventory/fact-timeline.ts';
import type { FactEntry } from '../inventory/import-entry.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { subjectIdOf, subjectName } from './subject.ts';
import { requireWholeTree } from './within-scope.ts';

/** Declares a fact for a span of dates, or records one that somebody else published; the same again changes nothing. */
export function declareFact(context: CommandContext, entry: FactEntry, document: string): void {
  const { subject, fact, dimensions, kind, value, basis, qualifier, validFrom, validTo, source = document } = entry;
  const subjectId = subjectIdOf(context, subject);
  const identity: FactIdentity = { subjectKind: subject.kind, subjectId, fact, dimensions, kind, source };
  const current = context.store.facts.winning({ ...identity, asOf: validFrom });
  const id = `${subjectName(subject)}/${fact}`;
  const exact = current !== null && current.validFrom === validFrom && current.validTo === validTo;
  const same =
    current !== null &&
    sameFact(current, entry) &&
    (exact || isSaid(context, identity, { from: validFrom, to: validTo }));
  if (same) {
    context.ledger.note('facts', id, 'same');
    return;
  }
  // What an approved declaration says is brought back by whoever restores the whole site; others submit a declaration.
  if (source.startsWith('declaration:')) requireWholeTree(context);
  append(context, id, { ...identity, value, basis, qualifier, validFrom, validTo, evidence: null });
  context.ledger.note('facts', id, current ? 'changed' : 'added');
}

// A history told again, cut at its later changes, says nothing new.
function isSaid({ store }: CommandContext, identity: FactIdentity, { from, to }: CivilPeriod): boolean {
  const timeline = factTimeline(store.facts.versions(identity));
  return timeline.some((period) => period.from === from && period.to === to);
}

/** Takes a fact back for a span of dates: a version of its own, so that what was believed stays readable. */
export function retractFact(context: CommandContext, command: Extract<Command, { kind: 'fact.retract' }>): void {
  const { subject, fact, dimensions, factKind: kind, source, validFrom, validTo } = command;
  const subjectId = subjectIdOf(context, subject);
  const identity: FactIdentity = { subjectKind: subject.kind, subjectId, fact, dimensions, kind, source };
  const name = subjectName(subject);
  if (!context.store.facts.winning({ ...identity, asOf: validFrom })) {
    throw new NotFoundError(
      `${name}: không có ${fact} của nguồn ${source} vào ${validFrom} / no ${fact} from ${source} on ${validFrom}`,
    );
  }
  const id = `${name}/${fact}`;
  append(context, id, { ...identity, value: null, basis: null, qualifier: null, validFrom, validTo, evidence: null });
  context.ledger.note('facts', id, 'changed');
}

function append(context: CommandContext, id: string, version: Omit<FactVersion, 'knownSeq'>): void {
  context.store.facts.append(context.commit, version);
  const { kind, source, value, validFrom, validTo } = version;
  const action = value === null ? 'retract' : 'declare';
  context.commit.audit(action, { kind: 'fact', id }, { kind, source, value, validFrom, validTo });
}
