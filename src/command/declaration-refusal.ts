import { ConflictError, ForbiddenError, InvalidError, type Problem } from '../errors.ts';
import type { DeclarationDecision, DeclarationEvent, DeclarationRefusal } from '../inventory/declaration.ts';
import type { DeclarationCheck, Finding } from '../inventory/declaration-check.ts';
import { sayBoth } from '../text/catalogue.ts';

/** The event that was decided on. @throws ForbiddenError, InvalidError or ConflictError in the words of the refusal */
export function decidedEvent(decision: DeclarationDecision, problems: readonly Problem[] = []): DeclarationEvent {
  if (decision.refusal === null) return decision.event;
  const { code, params } = decision.refusal;
  const words = sayBoth(code, params);
  if (notAllowed.has(code)) throw new ForbiddenError(words);
  if (code === 'declaration-note-required' || code === 'declaration-note-too-long') {
    throw new InvalidError(words, [{ path: '/note', message: words }]);
  }
  if (code === 'declaration-has-errors' || code === 'declaration-reasons-missing') {
    throw new InvalidError(words, problems);
  }
  throw new ConflictError(words, problems);
}

/** What keeps a declaration from being submitted: errors at the figures, warnings at the reasons they lack. */
export function problemsOf({ errors, warnings }: DeclarationCheck): Problem[] {
  return [
    ...errors.map((finding) => problemOf('figures', finding)),
    ...warnings.filter(({ reason }) => reason === null).map((finding) => problemOf('reasons', finding)),
  ];
}

const notAllowed: ReadonlySet<DeclarationRefusal['code']> = new Set<DeclarationRefusal['code']>([
  'declaration-not-declarer',
  'declaration-not-approver',
  'declaration-own-submission',
]);

function problemOf(where: 'figures' | 'reasons', { fact, code, params }: Finding): Problem {
  return { path: fact === null ? '/' : `/${where}/${fact}`, message: sayBoth(code, params) };
}
