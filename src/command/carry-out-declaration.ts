import type { Actor } from '../access/actor.ts';
import { keepCatalogue } from './catalogue.ts';
import type { CommandContext } from './context.ts';
import type { DeclarationCommand } from './declaration-command.ts';
import { saveDraft } from './declaration-draft.ts';
import { attachEvidence, detachEvidence } from './declaration-evidence.ts';
import { openDeclaration } from './declaration-open.ts';
import { remind } from './declaration-remind.ts';
import { approveDeclaration, returnDeclaration, submitDeclaration } from './declaration-step.ts';

/** Carries out what was asked about declarations. */
export function carryOutDeclaration(context: CommandContext, actor: Actor, command: DeclarationCommand): void {
  switch (command.kind) {
    case 'declaration.open':
      openDeclaration(context, actor, command);
      break;
    case 'declaration.save':
      saveDraft(context, command);
      break;
    case 'declaration.submit':
      submitDeclaration(context, actor, command);
      break;
    case 'declaration.approve':
      approveDeclaration(context, actor, command);
      break;
    case 'declaration.return':
      returnDeclaration(context, actor, command);
      break;
    case 'declaration.attach':
      attachEvidence(context, actor, command);
      break;
    case 'declaration.detach':
      detachEvidence(context, command);
      break;
    case 'declaration.remind':
      remind(context, command.day);
      break;
    case 'catalogue.keep':
      keepCatalogue(context, command);
      break;
  }
}
