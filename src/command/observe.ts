import { addDays, type CivilDate } from '../calendar/civil.ts';
import type { FactValue, FactVersion } from '../inventory/fact.ts';
import { acceptsKind } from '../inventory/fact-definition.ts';
import { type FactEvidence, sameProof } from '../inventory/fact-evidence.ts';
import { assessmentSource } from '../inventory/measured-fact.ts';
import type { CommandContext } from './context.ts';

/** What an observed fact is about, and how ledger and audit name it. */
export type ObservedSubject = Pick<FactVersion, 'subjectKind' | 'subjectId'> & { readonly name: string };

/** What was found of one fact on a day, and its proof. */
export type Finding = {
  readonly fact: string;
  readonly value: FactValue;
  readonly evidence: FactEvidence;
};

/**
 * Writes what was found as the fact of one civil day. Where the day's fact already says the same on the same proof
 * nothing is written; a fact that the catalogue does not have, or does not let anybody observe, is left out.
 */
export function observe(context: CommandContext, subject: ObservedSubject, day: CivilDate, finding: Finding): void {
  const { fact, value, evidence } = finding;
  if (!isObservable(context, fact)) return;
  const current = currentOf(context, subject, day, fact);
  const same = current?.value === value && sameProof(current.evidence, evidence);
  note(context, subject, fact, same ? 'same' : current ? 'changed' : 'added');
  if (!same) write(context, subject, day, { fact, value, evidence });
}

/** Takes a fact of a day back that is no longer asked of its subject, such as the channels of an agency without links. */
export function unobserve(context: CommandContext, subject: ObservedSubject, day: CivilDate, fact: string): void {
  if (!isObservable(context, fact) || currentOf(context, subject, day, fact) === null) return;
  note(context, subject, fact, 'changed');
  write(context, subject, day, { fact, value: null, evidence: null });
}

type Written = { readonly fact: string; readonly value: FactValue | null; readonly evidence: FactEvidence | null };

function write(context: CommandContext, subject: ObservedSubject, day: CivilDate, written: Written): void {
  const { store, commit } = context;
  const { fact, value, evidence } = written;
  store.facts.append(commit, {
    ...keyOf(subject, fact),
    value,
    basis: null,
    qualifier: null,
    validFrom: day,
    validTo: addDays(day, 1),
    evidence,
  });
  const action = value === null ? 'retract' : 'observe';
  commit.audit(action, { kind: 'fact', id: nameOf(subject, fact) }, { value, day, ...proofOf(evidence) });
}

function currentOf(context: CommandContext, subject: ObservedSubject, day: CivilDate, fact: string) {
  return context.store.facts.winning({ ...keyOf(subject, fact), asOf: day });
}

function keyOf({ subjectKind, subjectId }: ObservedSubject, fact: string) {
  return { subjectKind, subjectId, fact, dimensions: '', kind: 'observed', source: assessmentSource } as const;
}

function isObservable({ catalogues }: CommandContext, fact: string): boolean {
  const definition = catalogues.facts.facts.get(fact);
  return definition !== undefined && acceptsKind(definition, 'observed');
}

function note(context: CommandContext, subject: ObservedSubject, fact: string, what: 'added' | 'changed' | 'same') {
  context.ledger.note('facts', nameOf(subject, fact), what);
}

function nameOf({ name }: ObservedSubject, fact: string): string {
  return `${name}/${fact}`;
}

function proofOf(evidence: FactEvidence | null): Readonly<Record<string, unknown>> {
  if (evidence === null) return {};
  return evidence.of === 'device' ? { device: evidence.device, state: evidence.state } : { by: evidence.of };
}
