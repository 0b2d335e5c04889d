import { wholeTree } from '../access/scope.ts';
import { aboutAgency, type FactIdentity, type FactVersion } from '../inventory/fact.ts';
import type { Declaration, SubmittedContent } from '../store/declarations.ts';
import type { CommandContext } from './context.ts';

/**
 * Makes declared facts of an approved declaration, from the first day of its period until the next period that is approved
 * (open-ended while there is none): what was declared last is what is known until somebody declares anew, and an earlier year
 * that is approved or corrected late never reaches into a later one. What the form said before and does not say any more ends.
 */
export function declareApproved(
  context: CommandContext,
  declaration: Declaration,
  { figures }: SubmittedContent,
): { readonly declared: number; readonly retracted: number; readonly same: number } {
  const { store } = context;
  const { id, agencyId, form, periodFrom: validFrom, revision } = declaration;
  const source = `declaration:${form}`;
  const validTo = store.declarations.nextApprovedFrom(declaration);
  const told = store.read.facts.historyOf(wholeTree, agencyId).filter((one) => one.source === source);
  const count = { declared: 0, retracted: 0, same: 0 };
  for (const fact of new Set([...Object.keys(figures), ...told.map((one) => one.fact)])) {
    const identity: FactIdentity = { ...aboutAgency(agencyId), fact, kind: 'declared', source };
    const value = figures[fact]?.value ?? null;
    const before = store.facts.winning({ ...identity, asOf: validFrom });
    const what = changeOf(before, { value, validFrom, validTo });
    if (what !== null) count[what] += 1;
    if (what === null || what === 'same') continue;
    store.facts.append(context.commit, {
      ...identity,
      value,
      basis: null,
      qualifier: null,
      validFrom,
      validTo,
      evidence: value === null ? null : { of: 'declaration', declarationId: id, revision },
    });
    context.ledger.note('facts', `${declaration.agency}/${fact}`, before === null ? 'added' : 'changed');
  }
  return count;
}

function changeOf(
  before: FactVersion | null,
  after: Pick<FactVersion, 'value' | 'validFrom' | 'validTo'>,
): 'declared' | 'retracted' | 'same' | null {
  if (after.value === null) return before === null ? null : 'retracted';
  const isSame =
    before?.value === after.value && before.validFrom === after.validFrom && before.validTo === after.validTo;
  return isSame ? 'same' : 'declared';
}
