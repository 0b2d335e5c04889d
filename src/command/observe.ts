import { addDays, type CivilDate } from '../calendar/civil.ts';
import type { FactValue, FactVersion } from '../inventory/fact.ts';
import { acceptsKind } from '../inventory/fact-definition.ts';
import { type FactEvidence, sameProof } from '../inventory/fact-evidence.ts';
import { assessmentSource } from '../inventory/measured-fact.ts';
import type { CommandContext } from './context.ts';

/** What an observed fact is about, and how ledger and audit name it. */
export type ObservedSubject = Pick<FactVersion, 'subjectKind' | 'subjectId'> & { readonly name: string };

/** What was found of one fact on a day, and its proof. */
type Finding = {
  readonly fact: string;
  readonly value: FactValue;
  readonly evidence: FactEvidence;
};

/** Writes the observed facts of one civil day. */
export type Observer = {
  readonly day: CivilDate;
  /**
   * Writes what was found as the day's fact. Where that already says the same on the same proof nothing is written; a fact
   * that the catalogue does not have, or does not let anybody observe, is left out.
   */
  observe(subject: ObservedSubject, finding: Finding): void;
  /** Takes the day's fact back where it is no longer asked of its subject, such as the channels of an agency without links. */
  unobserve(subject: ObservedSubject, fact: string): void;
  /** Writes one row of audit for each subject of which anything changed; nothing can be observed after it. */
  finish(): void;
};

/** Opens the writing of one day's observations. */
export function openObserver(context: CommandContext, day: CivilDate): Observer {
  const { store, commit, ledger, catalogues } = context;
  const span = { validFrom: day, validTo: addDays(day, 1) };
  const changed = new Map<string, Record<string, FactValue>>();
  const isObservable = (fact: string): boolean => {
    const definition = catalogues.facts.facts.get(fact);
    return definition !== undefined && acceptsKind(definition, 'observed');
  };
  const write = (
    subject: ObservedSubject,
    fact: string,
    said: { readonly value: FactValue | null; readonly evidence: FactEvidence | null },
  ): void => {
    store.facts.append(commit, { ...keyOf(subject, fact), ...said, basis: null, qualifier: null, ...span });
    const told = changed.get(subject.name) ?? {};
    told[fact] = said.value ?? 'retracted';
    changed.set(subject.name, told);
  };
  return {
    day,
    observe(subject, { fact, value, evidence }) {
      if (!isObservable(fact)) return;
      const current = store.facts.winning({ ...keyOf(subject, fact), asOf: day });
      const same = current?.value === value && sameProof(current.evidence, evidence);
      ledger.note('facts', `${subject.name}/${fact}`, same ? 'same' : current ? 'changed' : 'added');
      if (!same) write(subject, fact, { value, evidence });
    },
    unobserve(subject, fact) {
      if (!isObservable(fact) || store.facts.winning({ ...keyOf(subject, fact), asOf: day }) === null) return;
      ledger.note('facts', `${subject.name}/${fact}`, 'changed');
      write(subject, fact, { value: null, evidence: null });
    },
    finish() {
      for (const [id, facts] of changed) commit.audit('observe', { kind: 'fact', id }, { day, ...facts });
      changed.clear();
    },
  };
}

function keyOf({ subjectKind, subjectId }: ObservedSubject, fact: string) {
  return { subjectKind, subjectId, fact, dimensions: '', kind: 'observed', source: assessmentSource } as const;
}
