import { z } from 'zod';
import { ConflictError } from '../errors.ts';
import type { ImportEntries } from '../inventory/import-entry.ts';
import type { WriteStore } from '../store/write-store.ts';
import { closeAgency, patchAgency, patchedAgency } from './agency.ts';
import { assessDay } from './assess.ts';
import { type Command, type CommandEnvelope, type CommandResult, type Touched, touched } from './command.ts';
import type { CommandContext } from './context.ts';
import { closeCredential } from './credential.ts';
import { closeDevice, overwriteDevice, patchedEntry } from './device.ts';
import { retractFact } from './fact.ts';
import { faultsOf, importEntries, refuseFaults } from './import.ts';
import { closePrefix } from './prefix.ts';
import { settleTopology } from './settle-topology.ts';
import { openLedger } from './tally.ts';

const tallySchema = z.object({ added: z.number(), changed: z.number(), same: z.number() });

/** The shape of a kept answer; what {@link CommandResult} promises. */
export const commandResultSchema = z.object({
  seq: z.number().nullable(),
  subjects: z.array(z.object({ kind: z.enum(touched), id: z.string() })),
  tally: z.record(z.enum(touched), tallySchema),
});

/**
 * Carries out one command in one transaction.
 * 1. The same key with the same request answers as before; with another request it is refused.
 * 2. A dry run does everything and then undoes it.
 * @throws AppError when the command is refused; nothing is kept then.
 */
export function runCommand(store: WriteStore, envelope: CommandEnvelope, now: number): CommandResult {
  const { id, actor, command } = envelope;
  const requestHash = store.commands.hashOf(JSON.stringify(command));
  const earlier = store.commands.find(id);
  if (earlier) {
    if (earlier.requestHash !== requestHash) {
      throw new ConflictError(`khóa ${id} đã dùng cho yêu cầu khác / key ${id} was used for another request`);
    }
    return commandResultSchema.parse(earlier.result);
  }
  try {
    return store.transaction(actor, now, (commit) => {
      const context: CommandContext = { store, commit, ledger: openLedger(), now };
      carryOut(context, command);
      const result = context.ledger.result(commit);
      if (command.kind === 'import' && command.dryRun) throw new Undo(result);
      store.commands.keep(id, now, actor, { requestHash, result });
      return result;
    });
  } catch (error) {
    if (error instanceof Undo) return { ...error.result, seq: null };
    throw error;
  }
}

/** Ends a dry run: the transaction is rolled back, the answer kept. */
class Undo extends Error {
  readonly result: CommandResult;
  constructor(result: CommandResult) {
    super('dry run');
    this.result = result;
  }
}

function carryOut(context: CommandContext, command: Command): void {
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
      refuseFaults(faultsOf(context, { ...none, agencies: [entry] }));
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
      refuseFaults(faultsOf(context, { ...none, devices: [entry] }, undefined, { id: command.id, name: entry.name }));
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
    case 'assess':
      assessDay(context, command.date);
      break;
    case 'prune': {
      const forgotten = context.store.observations.forgetBefore(command.before, command.limit);
      context.store.commands.forgetBefore(command.before);
      context.ledger.count('observations', 'changed', forgotten);
      break;
    }
  }
}

// Creating is importing one entry that must not be there yet.
function create(context: CommandContext, kind: Touched, name: string, entries: ImportEntries): void {
  importEntries(context, entries, 'api');
  if (context.ledger.result(context.commit).tally[kind].added === 0) {
    throw new ConflictError(`${name}: đã có / already exists`, [
      { path: '/', message: `${name} đã có, hãy sửa thay vì tạo / exists already; change it instead` },
    ]);
  }
}

const none: ImportEntries = { agencies: [], credentials: [], devices: [], prefixes: [], facts: [] };
