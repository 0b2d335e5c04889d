import type { DeclarationCheck } from './declaration-check.ts';

/** What can be done with a declaration. `open` begins a revision: the first one, or the correction of an approved one. */
export const declarationActions = ['open', 'submit', 'return', 'approve'] as const;
export type DeclarationAction = (typeof declarationActions)[number];

/** How a revision stands. A draft and a returned one can be changed, an approved one never again. */
export const declarationStatuses = ['draft', 'submitted', 'returned', 'approved'] as const;
export type DeclarationStatus = (typeof declarationStatuses)[number];

/** Who did what when; `at` is epoch ms, `actor` as the audit names actors. */
export type DeclarationEvent = {
  readonly at: number;
  readonly actor: string;
  readonly action: DeclarationAction;
  readonly note: string | null;
};

/** Somebody who wants to act: by which names else the record may know the same person, and what the person may do here. */
export type DeclarationActor = {
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly mayDeclare: boolean;
  readonly mayApprove: boolean;
};

/** What somebody wants to do; nothing is submitted without having been checked. */
export type DeclarationWish = {
  readonly at: number;
  readonly actor: DeclarationActor;
  readonly note: string | null;
} & (
  | { readonly action: 'open' | 'return' | 'approve' }
  | { readonly action: 'submit'; readonly check: DeclarationCheck }
);

/** Why not; `text/` words each in both languages. */
export const declarationRefusals = [
  'declaration-not-declarer',
  'declaration-not-approver',
  'declaration-not-open',
  'declaration-is-open',
  'declaration-is-draft',
  'declaration-is-submitted',
  'declaration-is-returned',
  'declaration-is-approved',
  'declaration-not-approved',
  'declaration-own-submission',
  'declaration-note-required',
  'declaration-note-too-long',
  'declaration-has-errors',
  'declaration-reasons-missing',
] as const;
export type DeclarationRefusal = {
  readonly code: (typeof declarationRefusals)[number];
  readonly params: Readonly<Record<string, string | number>>;
};

/** The event that comes of a wish, to be added to the others; or why it is refused. */
export type DeclarationDecision =
  | { readonly event: DeclarationEvent; readonly refusal: null }
  | { readonly event: null; readonly refusal: DeclarationRefusal };

/** The status of a revision: what its last action left it in. Instants do not matter, only the order. */
export function declarationStatus(events: readonly DeclarationEvent[]): DeclarationStatus {
  const last = events.at(-1);
  return last === undefined ? 'draft' : outcomes[last.action];
}

/**
 * Decides one step of a revision: open → submit → approve, or return with a note → submit again. Only who declares opens
 * and submits, only who approves approves and returns, and nobody approves what he submitted himself.
 */
export function decideDeclaration(events: readonly DeclarationEvent[], wish: DeclarationWish): DeclarationDecision {
  const { actor, action } = wish;
  const declares = action === 'open' || action === 'submit';
  if (declares && !actor.mayDeclare) return refuse('declaration-not-declarer');
  if (!declares && !actor.mayApprove) return refuse('declaration-not-approver');
  if (action === 'open') return events.length > 0 ? refuse('declaration-is-open') : decided(wish);
  if (events.length === 0) return refuse('declaration-not-open');
  const status = declarationStatus(events);
  if (!from[action].includes(status)) return refuse(`declaration-is-${status}`);
  if (action === 'approve' && submittedBy(events, actor)) return refuse('declaration-own-submission');
  if (wish.action === 'submit') {
    const { errors, warnings } = wish.check;
    if (errors.length > 0) return refuse('declaration-has-errors', { count: errors.length });
    const open = warnings.filter((warning) => warning.reason === null).length;
    if (open > 0) return refuse('declaration-reasons-missing', { count: open });
  }
  if (action === 'return' && isBlank(wish.note)) return refuse('declaration-note-required');
  return decided(wish);
}

/**
 * Decides the correction of an approved declaration: the first event of its next revision, with a note that says why. The
 * approved revision stands until the next one is approved. `newest` is the newest revision there is.
 */
export function decideCorrection(
  newest: readonly DeclarationEvent[],
  wish: Pick<DeclarationWish, 'at' | 'actor' | 'note'>,
): DeclarationDecision {
  if (!wish.actor.mayDeclare && !wish.actor.mayApprove) return refuse('declaration-not-declarer');
  if (declarationStatus(newest) !== 'approved') return refuse('declaration-not-approved');
  if (isBlank(wish.note)) return refuse('declaration-note-required');
  return decided({ ...wish, action: 'open' });
}

/** Whether the figures of a revision may be changed. */
export function isEditable(status: DeclarationStatus): boolean {
  return status === 'draft' || status === 'returned';
}

const outcomes: Readonly<Record<DeclarationAction, DeclarationStatus>> = {
  open: 'draft',
  submit: 'submitted',
  return: 'returned',
  approve: 'approved',
};
const from: Readonly<Record<Exclude<DeclarationAction, 'open'>, readonly DeclarationStatus[]>> = {
  submit: ['draft', 'returned'],
  return: ['submitted'],
  approve: ['submitted'],
};
const NOTE_MAX = 2_000;

function decided({ at, actor, action, note }: Omit<DeclarationWish, 'check'>): DeclarationDecision {
  const text = note?.normalize('NFC').trim() ?? '';
  if (text.length > NOTE_MAX) return refuse('declaration-note-too-long', { max: NOTE_MAX });
  return { event: { at, actor: actor.name, action, note: text === '' ? null : text }, refusal: null };
}

function refuse(code: DeclarationRefusal['code'], params: DeclarationRefusal['params'] = {}): DeclarationDecision {
  return { event: null, refusal: { code, params } };
}

function submittedBy(events: readonly DeclarationEvent[], { name, otherNames }: DeclarationActor): boolean {
  const submitter = events.findLast((event) => event.action === 'submit')?.actor;
  return submitter !== undefined && [name, ...otherNames].includes(submitter);
}

function isBlank(note: string | null): boolean {
  return note === null || note.trim() === '';
}
