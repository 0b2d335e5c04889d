import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Actor } from '../../src/access/actor.ts';
import { wholeTree } from '../../src/access/scope.ts';
import { MINUTE_MS } from '../../src/calendar/interval.ts';
import type { Command, CommandResult } from '../../src/command/command.ts';
import { type IngestResult, ingestBatch } from '../../src/command/ingest.ts';
import { runCommand } from '../../src/command/run.ts';
import { AppError } from '../../src/errors.ts';
import type { Agency } from '../../src/inventory/agency.ts';
import type { SnmpCredential } from '../../src/inventory/credential.ts';
import type { FactKey } from '../../src/inventory/fact.ts';
import {
  type AgencyEntry,
  type CredentialEntry,
  type DeviceEntry,
  declaredBy,
  type FactEntry,
  type ImportEntries,
  type ImportFault,
  noEntries,
  type Place,
  type PrefixEntry,
} from '../../src/inventory/import-entry.ts';
import type { Observation, ProbeKind } from '../../src/monitor/observation.ts';
import type { SnmpReading } from '../../src/monitor/reading.ts';
import { tempStore } from '../store/temp-store.ts';
import { catalogues } from '../support/catalogues.ts';

/** 14:00 of 22 November 2026 in Vietnam: where a desk's clock stands at first. */
export const NOON = Date.parse('2026-11-22T07:00:00Z');
export const TODAY = '2026-11-22';
export const INTERVAL_MS = MINUTE_MS;
/** Three misses in a row make an outage. */
export const polling = { intervalMs: INTERVAL_MS, confirmMisses: 3 } as const;

const tester = { kind: 'cli', name: 'test' } as const;

/** A writer with a real database and a clock of its own. */
export function openDesk() {
  const temp = tempStore();
  const clock = { now: NOON };
  let epoch = temp.store.pollers.begin('main', clock.now);
  let sequence = 0;
  const run = (
    command: Command,
    id: string = randomUUID(),
    scope: readonly number[] | null = null,
    actor: Actor = tester,
  ): CommandResult => runCommand(temp.store, { id, actor, scope, command }, clock.now, catalogues);
  return {
    ...temp,
    get store() {
      return temp.store;
    },
    clock,
    run,
    /** What the command was refused with. */
    refusal(command: Command, id?: string, scope: readonly number[] | null = null, actor?: Actor): AppError {
      try {
        run(command, id, scope, actor);
      } catch (error) {
        if (error instanceof AppError) return error;
        throw error;
      }
      throw new Error(`${command.kind} was not refused`);
    },
    import(entries: Partial<ImportEntries>, more: ImportChoices = {}): CommandResult {
      return run(importOf(entries, more), more.id);
    },
    take(observations: readonly Observation[], readings: readonly SnmpReading[] = []): IngestResult {
      sequence += 1;
      const batch = { poller: 'main', epoch, sequence, observations, readings };
      return ingestBatch(temp.store, batch, polling, clock.now);
    },
    /** The service stops and starts again. */
    restart(): void {
      temp.reopen();
      epoch = temp.store.pollers.begin('main', clock.now);
      sequence = 0;
    },
    agencyOn(code: string, asOf: string): Agency | null {
      return temp.store.read.agencies.byCode(wholeTree, code, { asOf, knownSeq: Number.MAX_SAFE_INTEGER });
    },
    device(agency: string, name: string) {
      const agencyId = temp.store.read.agencies.idOf(wholeTree, agency) ?? 0;
      const device = temp.store.read.devices.byName(wholeTree, agencyId, name);
      if (!device) throw new Error(`no device ${agency}/${name}`);
      return device;
    },
    /** The rows of a table as they stand in the file, seen from outside. */
    rows(table: string): Record<string, unknown>[] {
      const db = new Database(temp.file, { readonly: true });
      try {
        return db.prepare<[], Record<string, unknown>>(`select * from ${table}`).all();
      } finally {
        db.close();
      }
    },
  };
}

type ImportChoices = {
  readonly id?: string;
  readonly source?: string;
  readonly faults?: readonly ImportFault[];
  readonly dryRun?: boolean;
};

/** Every table that a refused or repeated command must leave as it was. */
export const tables = [
  'agency',
  'agency_version',
  'audit',
  'command_log',
  'commit_log',
  'credential',
  'device',
  'device_parent',
  'fact',
  'import_before',
  'import_run',
  'prefix',
  'record',
  'record_version',
  'sqlite_sequence',
] as const;

export function importOf(entries: Partial<ImportEntries>, choices: ImportChoices = {}): Command {
  const { source = 'import:test', faults = [], dryRun = false } = choices;
  const all = { ...noEntries, ...entries };
  return { kind: 'import', source, entries: all, faults, dryRun };
}

let row = 1;
function place(): Place {
  row += 1;
  return { file: 'f.csv', row, path: null };
}

export function agency(code: string, more: Partial<AgencyEntry> = {}): AgencyEntry {
  const own = { code, name: `Cơ quan ${code}`, block: 'commune', parent: null } as const;
  return { place: place(), ...own, validFrom: null, validTo: null, ...more };
}

export function device(agency: string, name: string, more: Partial<DeviceEntry> = {}): DeviceEntry {
  const address = more.address ?? `10.0.${agency.charCodeAt(agency.length - 1)}.${name.charCodeAt(name.length - 1)}`;
  const own = { agency, name, role: 'router', address, lifecycle: 'active', parents: [] } as const;
  const probing = { snmpPort: 161, tcpPort: null, credential: null, reachability: 'icmp' } as const;
  return { place: place(), ...own, ...probing, ...more };
}

export function credential(name: string, of: SnmpCredential = { version: 'v2c', community: 'x' }): CredentialEntry {
  return { place: place(), name, credential: of };
}

export function prefix(agency: string, cidr: string): PrefixEntry {
  return { place: place(), agency, cidr };
}

export function fact(agency: string, key: FactKey, value: number, more: Partial<FactEntry> = {}): FactEntry {
  return { place: place(), ...declaredBy(agency), fact: key, value, validFrom: '2026-01-01', validTo: null, ...more };
}

const probed = { purpose: 'round', echo: null } as const;

export function answer(deviceId: number, at: number, probe: ProbeKind = 'icmp'): Observation {
  return { deviceId, probe, at, ...probed, outcome: 'answer', reason: null, rttMs: 1 };
}

export function miss(deviceId: number, at: number, probe: ProbeKind = 'icmp'): Observation {
  return { deviceId, probe, at, ...probed, outcome: 'miss', reason: 'timeout', rttMs: null };
}

/** Three misses, a second apart: the last confirms the outage. */
export function cut(deviceId: number, at: number, probe: ProbeKind = 'icmp'): Observation[] {
  return [0, 1, 2].map((n) => miss(deviceId, at + n * 1_000, probe));
}
