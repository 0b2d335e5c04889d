import { type Actor, actorName } from '../access/actor.ts';
import { InvalidError, NotFoundError } from '../errors.ts';
import { checkEvidence } from '../inventory/declaration-evidence.ts';
import { sayBoth } from '../text/catalogue.ts';
import type { CommandContext } from './context.ts';
import type { DeclarationCommand } from './declaration-command.ts';
import { auditDeclaration, formInForce, openDraft } from './declaration-own.ts';

type Of<K extends DeclarationCommand['kind']> = Extract<DeclarationCommand, { kind: K }>;

/** Attaches a file to a draft, kept by the hash of its content. @throws InvalidError with everything against the file */
export function attachEvidence(context: CommandContext, actor: Actor, command: Of<'declaration.attach'>): void {
  const { store, now } = context;
  const declaration = openDraft(context, command.id);
  const { evidence: rule } = formInForce(context, declaration);
  const attached = store.read.attachments.list(context.scope, command.id);
  const { evidence, faults } = checkEvidence(rule, attached, { name: command.name, bytes: command.content });
  if (evidence === null) {
    const problems = faults.map(({ code, params }) => ({ path: '/file', message: sayBoth(code, params) }));
    throw new InvalidError(problems[0]?.message ?? '', problems);
  }
  if (store.attachments.everCount(command.id) >= rule.maxFiles * CHANGES_OF_MIND) {
    const message = sayBoth('evidence-too-many', { name: evidence.name, max: rule.maxFiles * CHANGES_OF_MIND });
    throw new InvalidError(message, [{ path: '/file', message }]);
  }
  store.attachments.keep(evidence, command.content, now);
  store.attachments.attach(command.id, evidence, actorName(actor), now);
  store.declarations.touch(command.id, now);
  // The file's name may name a person: the audit has the hash.
  const { hash, mediaType, sizeBytes } = evidence;
  auditDeclaration(context, 'attach', declaration, { hash, mediaType, sizeBytes });
  context.ledger.note('declarations', String(command.id), 'changed');
}

/** Takes a file off a draft. */
export function detachEvidence(context: CommandContext, { id, hash }: Of<'declaration.detach'>): void {
  const declaration = openDraft(context, id);
  if (!context.store.attachments.remove(id, hash, context.now)) {
    throw new NotFoundError(`không có tệp đính kèm / no such attachment: ${hash.slice(0, 64)}`);
  }
  context.store.declarations.touch(id, context.now);
  auditDeclaration(context, 'detach', declaration, { hash });
  context.ledger.note('declarations', String(id), 'changed');
}

// What is taken off is kept; so that nobody fills the disk by it, a draft has this many times its files in all.
const CHANGES_OF_MIND = 5;
