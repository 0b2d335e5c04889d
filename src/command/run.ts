import { z } from 'zod';
import { type Actor, actorName } from '../access/actor.ts';
import { scopeOf, wholeTree } from '../access/scope.ts';
import { ConflictError } from '../errors.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import { contentHash } from '../inventory/content-hash.ts';
import { type ImportEntries, noEntries } from '../inventory/import-entry.ts';
import type { WriteStore } from '../store/write-store.ts';
import { closeAgency, patchAgency, patchedAgency } from './agency.ts';
import { assessDay } from './assess.ts';
import { carryOutAccess } from './carry-out-access.ts';
import { carryOutDeclaration } from './carry-out-declaration.ts';
import { changeRecord } from './change-record.ts';
import { type Command, type CommandEnvelope, type CommandResult, type Touched, touched } from './command.ts';
import { eraseContact, patchContact } from './contact.ts';
import type { CommandContext } from './context.ts';
import { closeCredential } from './credential.ts';
import { declarationKindsOfAgencies, isDeclarationCommand } from './declaration-command.ts';
import { closeDevice, overwriteDevice, patchedEntry } from './device.ts';
import { noteEndpoints } from './endpoint.ts';
import { retractFact } from './fact.ts';
import { importEntries, noteImport, refuseUnfit } from './import.ts';
import { putMappings } from './mapping.ts';
import { closePrefix } from './prefix.ts';
import { closeRecord } from './record.ts';
import { settleTopology } from './settle-topology.ts';
import { emptyTally, openLedger } from './tally.ts';
import { undoImport } from './undo-import.ts';
import { requireWholeTree, taken } from './within-scope.ts';

const tallySchema = z.object({ added: z.number(), changed: z.number(), same: z.number() });

/** The shape of a kept answer; what {@link CommandResult} promises. */
export const commandResultSchema = z.object({
  seq: z.number().nullable(),
  // Answers kept by earlier releases say less.
  subjects: z.array(
    z.object({ kind: z.enum(touched), id: z.string(), what: z.enum(['added', 'changed']).default('changed') }),
  ),
  tally: z.partialRecord(z.enum(touched), tallySchema).transform((tally) => ({ ...emptyTally(), ...tally })),
});

/**
 * Carries out one command in one transaction.
 * 1. The same key with the same request of the same actor answers as before; with another it is refused.
 * 2. A dry run does everything and then undoes it.
 * @throws AppError when the command is refused; nothing is kept then.
 */
export function runCommand(
  store: WriteStore,
  envelope: CommandEnvelope,
  now: number,
  catalogues: Catalogues,
): CommandResult {
  const { id, actor, scope, command } = envelope;
  const requestHash = store.commands.hashOf(JSON.stringify([actorName(actor), command], bytesByHash));
  const earlier = store.commands.find(id);
  if (earlier) {
    if (earlier.requestHash !== requestHash) {
      throw new ConflictError(`khóa ${id} đã dùng cho yêu cầu khác / key ${id} was used for another request`);
    }
    return commandResultSchema.parse(earlier.result);
  }
  try {
    return store.transaction(actor, now, (commit) => {
      const within = scope === null ? wholeTree : scopeOf(scope);
      const context: CommandContext = {
        store,
        commit,
        ledger: openLedger(),
        catalogues,
        scope: within,
        now,
        keepBefore: (kind, id, before) => {
          if (command.kind === 'import') store.imports.keepBefore(commit, kind, id, before);
        },
      };
      if (!forPartOfTheTree.has(command.kind)) requireWholeTree(context);
      carryOut(context, actor, command);
      if (command.kind === 'import') noteImport(context, envelope, command);
      const result = context.ledger.result(commit);
      if (command.kind === 'import' && command.dryRun) throw new Undo(result);
      // That somebody looked is no change: it may be noted twice, and nobody asks for its answer again.
      if (command.kind !== 'session.touch' && command.kind !== 'token.used') {
        store.commands.keep(id, now, actor, { requestHash, result });
      }
      return result;
    });
  } catch (error) {
    if (error instanceof Undo) return { ...error.result, seq: null };
    throw error;
  }
}

/**
 * What may be asked with rights on a part of the tree, and looks only at that part; or what somebody asks about the own
 * account (who that is has been decided before). Everything else takes the whole tree.
 */
const forPartOfTheTree: ReadonlySet<Command['kind']> = new Set<Command['kind']>([
  'import',
  'agency.create',
  'agency.patch',
  'agency.close',
  'device.create',
  'device.patch',
  'device.close',
  'prefix.create',
  'prefix.close',
  'fact.declare',
  'fact.retract',
  'import.undo',
  'mapping.put',
  'record.put',
  'record.close',
  'contact.put',
  'contact.patch',
  'contact.erase',
  ...declarationKindsOfAgencies,
  'account.password',
  'account.totp',
  'account.totp-confirm',
  'account.failed',
  'session.begin',
  'session.begin-oidc',
  'session.touch',
  'session.end',
  'session.end-all',
  'token.used',
  'setup.first-administrator',
]);

// Written out as JSON, the bytes of a file would be many times as long.
function bytesByHash(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? contentHash(value) : value;
}

/** Ends a dry run: the transaction is rolled back, the answer kept. */
class Undo extends Error {
  readonly result: CommandResult;
  constructor(result: CommandResult) {
    super('dry run');
    this.result = result;
  }
}

function carryOut(context: CommandContext, actor: Actor, command: Command): void {
  switch (command.kind) {
    case 'import':
      importEntries(context, command.entries, command.source, {
        faults: command.faults,
        unsound: command.unsound ?? { agencies: [], credentials: [], devices: [] },
      });
      break;
    case 'agency.create':
      create(context, 'agencies', command.entry.code, { ...none, agencies: [command.entry] });
      break;
    case 'agency.patch': {
      const entry = patchedAgency(context, command);
      refuseUnfit(context, { ...none, agencies: [entry] });
      patchAgency(context, command, entry.validFrom);
      break;
    }
    case 'agency.close':
      closeAgency(context, command);
      break;
    case 'device.create':
      create(context, 'devices', command.entry.name, { ...none, devices: [command.entry] });
      break;
    case 'device.patch': {
      const entry = patchedEntry(context, command);
      refuseUnfit(context, { ...none, devices: [entry] }, undefined, { id: command.id, name: entry.name });
      overwriteDevice(context, command.id, entry);
      settleTopology(context.store, context.now);
      break;
    }
    case 'device.close':
      closeDevice(context, command);
      settleTopology(context.store, context.now);
      break;
    case 'prefix.create':
      create(context, 'prefixes', command.entry.cidr, { ...none, prefixes: [command.entry] });
      break;
    case 'prefix.close':
      closePrefix(context, command.id);
      break;
    case 'credential.put':
      importEntries(context, { ...none, credentials: [command.entry] }, 'api');
      break;
    case 'credential.close':
      closeCredential(context, command.name);
      break;
    case 'fact.declare':
      importEntries(context, { ...none, facts: [command.entry] }, command.source);
      break;
    case 'fact.retract':
      retractFact(context, command);
      break;
    case 'import.undo':
      undoImport(context, command.id);
      break;
    case 'mapping.put':
      putMappings(context, command);
      break;
    case 'record.put':
      changeRecord(context, command);
      break;
    case 'record.close':
      closeRecord(context, command);
      break;
    case 'contact.put':
      create(context, 'contacts', command.entry.name, { ...none, contacts: [command.entry] });
      break;
    case 'contact.patch':
      patchContact(context, command);
      break;
    case 'contact.erase':
      eraseContact(context, command);
      break;
    case 'assess':
      assessDay(context, command.date);
      break;
    case 'endpoints.note':
      noteEndpoints(context, command);
      break;
    case 'prune': {
      const forgotten = context.store.observations.forgetBefore(command.before, command.limit);
      context.store.commands.forgetBefore(command.before);
      context.store.endpointChecks.forgetBefore(command.before, command.limit);
      context.ledger.count('observations', 'changed', forgotten);
      break;
    }
    default:
      if (isDeclarationCommand(command)) carryOutDeclaration(context, actor, command);
      else carryOutAccess(context, actor, command);
  }
}

// Creating is importing one entry that must not be there yet.
function create(context: CommandContext, kind: Touched, name: string, entries: ImportEntries): void {
  importEntries(context, entries, 'api');
  if (context.ledger.result(context.commit).tally[kind].added === 0) throw taken(name);
}

const none = noEntries;
