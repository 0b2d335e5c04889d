import type { Scope } from '../access/scope.ts';
import type { CivilDate } from '../calendar/civil.ts';
import type { Agency, Block } from '../inventory/agency.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import { checkDeclaration, type DeclarationCheck } from '../inventory/declaration-check.ts';
import type { FactValue } from '../inventory/fact.ts';
import type { Form } from '../inventory/form.ts';
import { type FormPeriod, lastDay, yearEarlier } from '../inventory/form-period.ts';
import type { Declaration, DraftFigure } from '../store/declarations.ts';
import type { ReadStore } from '../store/read-store.ts';

/** A declaration with what it says and what that is held against. */
export type LoadedDeclaration = {
  readonly figures: ReadonlyMap<string, DraftFigure>;
  /** Approved figures of the same period of the year before, by fact. */
  readonly yearEarlier: ReadonlyMap<string, FactValue>;
  readonly check: DeclarationCheck;
};

/** Loads the figures of a declaration and checks them as the catalogues in force ask; `scope` has to cover its agency. */
export function loadDeclaration(
  read: ReadStore,
  scope: Scope,
  { facts }: Pick<Catalogues, 'facts'>,
  declaration: Declaration,
  { form, block }: { readonly form: Form; readonly block: Block },
): LoadedDeclaration {
  const { agencyId, periodFrom } = declaration;
  const figures = read.declarations.figures(scope, declaration.id);
  const before = yearEarlier(form.period, periodOfDeclaration(declaration)).from;
  const approved = read.declarations.approved(scope, { agencyId, form: form.key, periodFrom: before });
  const earlier = new Map(Object.entries(approved?.figures ?? {}).map(([fact, { value }]) => [fact, value]));
  const values = new Map([...figures].map(([fact, { value }]) => [fact, value]));
  const reasons = new Map([...figures].flatMap(([fact, { reason }]) => (reason === null ? [] : [[fact, reason]])));
  const peers = form.outlier === null ? new Map() : read.declarations.peers(facts, form, periodFrom, block);
  const check = checkDeclaration({ catalogue: facts, form, block, values, reasons, yearEarlier: earlier, peers });
  return { figures, yearEarlier: earlier, check };
}

/** The agency of a declaration as it is on the last day of the period, which says its block; null when it is not in being then. */
export function declaringAgency(
  read: ReadStore,
  scope: Scope,
  { agency, ...period }: { readonly agency: string; readonly periodFrom: CivilDate; readonly periodTo: CivilDate },
): Agency | null {
  const known = { asOf: lastDay(periodOfDeclaration(period)), knownSeq: Number.MAX_SAFE_INTEGER };
  return read.agencies.byCode(scope, agency, known);
}

/** The period that a declaration is for. */
export function periodOfDeclaration({
  periodFrom,
  periodTo,
}: Pick<Declaration, 'periodFrom' | 'periodTo'>): FormPeriod {
  return { from: periodFrom, to: periodTo };
}
