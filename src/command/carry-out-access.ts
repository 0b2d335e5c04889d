import { type Actor, actorName } from '../access/actor.ts';
import type { AccessCommand } from './access-command.ts';
import {
  confirmTotp,
  countFailure,
  createAccount,
  disableAccount,
  enableAccount,
  refuseLastAdministrator,
  renameAccount,
  setPassword,
  setTotp,
} from './account.ts';
import type { CommandContext } from './context.ts';
import { addGrant, endGrant } from './grant.ts';
import { beginProviderSession, beginSession, endSession, endSessions, touchSession } from './session.ts';
import { makeSetupLink, prepareAccess, resealSecrets, setUpFirst, sweepAccess } from './setup.ts';
import { createToken, revokeToken } from './token.ts';

/** Carries out what was asked about people and programs. */
export function carryOutAccess(context: CommandContext, actor: Actor, command: AccessCommand): void {
  switch (command.kind) {
    case 'account.create':
      createAccount(context, command);
      break;
    case 'account.rename':
      renameAccount(context, command);
      break;
    case 'account.disable':
      disableAccount(context, command);
      break;
    case 'account.enable':
      enableAccount(context, command);
      break;
    case 'account.password':
      setPassword(context, command);
      break;
    case 'account.totp':
      setTotp(context, command);
      break;
    case 'account.totp-confirm':
      confirmTotp(context, command);
      break;
    case 'account.failed':
      countFailure(context, command);
      break;
    case 'session.begin':
      beginSession(context, command);
      break;
    case 'session.begin-oidc':
      beginProviderSession(context, command);
      break;
    case 'session.touch':
      touchSession(context, command);
      break;
    case 'session.end':
      endSession(context, command);
      break;
    case 'session.end-all':
      endSessions(context, command);
      break;
    case 'grant.add':
      addGrant(context, command);
      break;
    case 'grant.end': {
      const grant = context.store.read.accounts.grantById(command.grant);
      if (grant?.role === 'administrator' && grant.agencyId === null) refuseLastAdministrator(context, grant.accountId);
      endGrant(context, command.grant);
      break;
    }
    case 'token.create':
      createToken(context, actorName(actor), command);
      break;
    case 'token.revoke':
      revokeToken(context, command);
      break;
    case 'token.used':
      context.store.tokens.used(command.token, context.now);
      break;
    case 'setup.make':
      makeSetupLink(context, command);
      break;
    case 'setup.first-administrator':
      setUpFirst(context, command);
      break;
    case 'access.sweep':
      sweepAccess(context, command);
      break;
    case 'access.prepare':
      prepareAccess(context, command);
      break;
    case 'key.reseal':
      resealSecrets(context);
      break;
  }
}
