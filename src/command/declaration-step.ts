import type { Actor } from '../access/actor.ts';
import { ConflictError } from '../errors.ts';
import { decideDeclaration } from '../inventory/declaration.ts';
import { checkValue } from '../inventory/fact-value.ts';
import { lastDay } from '../inventory/form-period.ts';
import type { Declaration, DraftFigure, SubmittedContent } from '../store/declarations.ts';
import type { CommandContext } from './context.ts';
import type { DeclarationCommand } from './declaration-command.ts';
import { declareApproved } from './declaration-facts.ts';
import { declaringAgency, loadDeclaration, periodOfDeclaration } from './declaration-load.ts';
import { actingOn, auditDeclaration, formInForce, ownDeclaration } from './declaration-own.ts';
import { decidedEvent, problemsOf } from './declaration-refusal.ts';

type Of<K extends DeclarationCommand['kind']> = Extract<DeclarationCommand, { kind: K }>;

/** Hands a draft in: what it says then is kept with the event. @throws InvalidError with everything that keeps it back */
export function submitDeclaration(context: CommandContext, actor: Actor, command: Of<'declaration.submit'>): void {
  const { store, catalogues, now } = context;
  const declaration = ownDeclaration(context, command.id, command.ifMatch);
  const form = formInForce(context, declaration);
  const agency = declaringAgency(store.read, context.scope, declaration);
  if (agency === null) throw ended(declaration);
  const { block } = agency;
  const { figures, check } = loadDeclaration(store.read, context.scope, catalogues, declaration, { form, block });
  const events = store.read.declarations.events(context.scope, declaration.id);
  const by = actingOn(context, actor, 'declare');
  const wish = { at: now, actor: by, note: command.note, action: 'submit', check } as const;
  const event = decidedEvent(decideDeclaration(events, wish), problemsOf(check));
  const attachments = store.read.attachments.list(context.scope, declaration.id);
  const content: SubmittedContent = {
    block,
    figures: soundFigures(context, figures),
    attachments: attachments.map(({ hash, name }) => ({ hash, name })),
    catalogues: { facts: catalogues.facts.hash, forms: catalogues.forms.hash },
  };
  store.declarations.addEvent(context.commit, declaration.id, event, 'submitted', content);
  noted(context, 'submit', declaration, {
    figures: Object.keys(content.figures).length,
    attachments: attachments.map(({ hash }) => hash),
    ...content.catalogues,
  });
}

/** Approves what was submitted: its figures are declared facts from then on. @throws ForbiddenError for who submitted it */
export function approveDeclaration(context: CommandContext, actor: Actor, command: Of<'declaration.approve'>): void {
  const { store } = context;
  const declaration = ownDeclaration(context, command.id, command.ifMatch);
  decideOn(context, actor, declaration, command);
  const content = store.read.declarations.submitted(context.scope, declaration.id);
  if (content === null) throw new Error(`declaration ${declaration.id} was submitted without its figures`);
  const facts = declareApproved(context, declaration, content);
  noted(context, 'approve', declaration, facts);
}

/** Sends what was submitted back with a note that says why. */
export function returnDeclaration(context: CommandContext, actor: Actor, command: Of<'declaration.return'>): void {
  const declaration = ownDeclaration(context, command.id, command.ifMatch);
  decideOn(context, actor, declaration, command);
  noted(context, 'return', declaration);
}

function decideOn(
  context: CommandContext,
  actor: Actor,
  { id }: Declaration,
  { kind, note }: Of<'declaration.approve'> | Of<'declaration.return'>,
): void {
  const { store, now } = context;
  const [action, status] =
    kind === 'declaration.approve' ? (['approve', 'approved'] as const) : (['return', 'returned'] as const);
  const events = store.read.declarations.events(context.scope, id);
  const wish = { at: now, actor: actingOn(context, actor, 'approve'), note, action };
  store.declarations.addEvent(context.commit, id, decidedEvent(decideDeclaration(events, wish)), status);
}

// Without errors every figure is as its fact takes it; this brings it into its one spelling.
function soundFigures(
  { catalogues }: CommandContext,
  figures: ReadonlyMap<string, DraftFigure>,
): Record<string, DraftFigure> {
  return Object.fromEntries(
    [...figures].flatMap(([key, { value, reason }]) => {
      const fact = catalogues.facts.facts.get(key);
      const sound = fact === undefined ? null : checkValue(fact, value).value;
      return sound === null ? [] : [[key, { value: sound, reason }]];
    }),
  );
}

function ended(declaration: Declaration): ConflictError {
  const day = lastDay(periodOfDeclaration(declaration));
  return new ConflictError(
    `${declaration.agency}: không hoạt động vào ngày cuối kỳ ${day} / is not in being on the last day ${day}`,
  );
}

function noted(
  context: CommandContext,
  action: string,
  declaration: Declaration,
  detail: Readonly<Record<string, unknown>> = {},
): void {
  auditDeclaration(context, action, declaration, detail);
  context.ledger.note('declarations', String(declaration.id), 'changed');
}
