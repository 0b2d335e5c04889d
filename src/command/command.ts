import type { Actor } from '../access/actor.ts';
import type { CivilDate } from '../calendar/civil.ts';
import type { Block } from '../inventory/agency.ts';
import type { Lifecycle, Reachability, Role } from '../inventory/device.ts';
import type { FactKey } from '../inventory/fact.ts';
import type {
  AgencyEntry,
  ContactEntry,
  CredentialEntry,
  DeviceEntry,
  DeviceRef,
  FactEntry,
  ImportEntries,
  ImportFault,
  PrefixEntry,
  RecordEntry,
  SubjectRef,
} from '../inventory/import-entry.ts';
import type { EndpointCheck } from '../monitor/endpoint.ts';
import type { HeaderMapping } from '../store/imports.ts';
import type { RecordRef } from '../store/records.ts';
import type { AccessCommand } from './access-command.ts';
import type { DeclarationCommand } from './declaration-command.ts';

/**
 * Everything a caller can ask to change. Plain values: they travel to the writer thread and are carried out there, each
 * in one transaction. `ifMatch` is the version (commit sequence) the caller looked at, null to change regardless.
 */
export type Command =
  | AccessCommand
  | DeclarationCommand
  | {
      readonly kind: 'import';
      /** What the declared facts name as their source: the file's name. */
      readonly source: string;
      readonly entries: ImportEntries;
      /** Faults of form found before; the fit of the remaining entries is checked too, and all are told at once. */
      readonly faults: readonly ImportFault[];
      /** Names whose own entries have faults: what refers to them gets no fault of its own for it. */
      readonly unsound?: Readonly<Record<'agencies' | 'credentials' | 'devices', readonly string[]>>;
      readonly dryRun: boolean;
      /** SHA-256 of the file's bytes, hex; null or not given for what came without a file. */
      readonly fileHash?: string | null;
    }
  | { readonly kind: 'agency.create'; readonly entry: AgencyEntry }
  | {
      readonly kind: 'agency.patch';
      readonly code: string;
      readonly ifMatch: number | null;
      readonly patch: AgencyPatch;
      /** From when the change holds; null = from the agency's first day (a correction). */
      readonly from: CivilDate | null;
    }
  | {
      readonly kind: 'agency.close';
      readonly code: string;
      readonly ifMatch: number | null;
      readonly on: CivilDate | null;
    }
  | { readonly kind: 'device.create'; readonly entry: DeviceEntry }
  | { readonly kind: 'device.patch'; readonly id: number; readonly ifMatch: number | null; readonly patch: DevicePatch }
  | { readonly kind: 'device.close'; readonly id: number; readonly ifMatch: number | null }
  | { readonly kind: 'prefix.create'; readonly entry: PrefixEntry }
  | { readonly kind: 'prefix.close'; readonly id: number }
  | { readonly kind: 'credential.put'; readonly entry: CredentialEntry }
  | { readonly kind: 'credential.close'; readonly name: string }
  | { readonly kind: 'fact.declare'; readonly entry: FactEntry; readonly source: string }
  | {
      readonly kind: 'fact.retract';
      readonly subject: SubjectRef;
      readonly dimensions: string;
      readonly factKind: 'declared' | 'external';
      readonly fact: FactKey;
      readonly source: string;
      readonly validFrom: CivilDate;
      readonly validTo: CivilDate | null;
    }
  /** Takes back everything that an import said, unless something of it was changed since. */
  | { readonly kind: 'import.undo'; readonly id: number }
  /** Remembers what the headers of a source's sheets mean. */
  | {
      readonly kind: 'mapping.put';
      readonly source: string;
      readonly table: string;
      readonly mappings: readonly HeaderMapping[];
    }
  | {
      readonly kind: 'record.put';
      readonly entry: RecordEntry;
      /** `create`: it must not be there; `change`: it must be. */
      readonly expect: 'create' | 'change';
      readonly ifMatch: number | null;
    }
  | {
      readonly kind: 'record.close';
      readonly ref: RecordRef;
      readonly ifMatch: number | null;
      readonly on: CivilDate | null;
    }
  | { readonly kind: 'contact.put'; readonly entry: ContactEntry }
  | { readonly kind: 'contact.patch'; readonly id: number; readonly patch: ContactPatch }
  /** Erases a person's data for good. */
  | { readonly kind: 'contact.erase'; readonly id: number }
  /** Derives the observed facts of a civil day; null = today, as things stand at this instant. */
  | { readonly kind: 'assess'; readonly date: CivilDate | null }
  /** Takes what came of asking endpoints; an answer holds for `holdsMs`, a longer silence ends its run. */
  | { readonly kind: 'endpoints.note'; readonly checks: readonly EndpointCheck[]; readonly holdsMs: number }
  /**
   * Deletes at most `limit` observations older than `before`, and the idempotency keys of that age; answers how many
   * observations in `tally.observations.changed`.
   */
  | { readonly kind: 'prune'; readonly before: number; readonly limit: number };

/** What may be set on an agency; what is not given stays. */
type AgencyPatch = {
  readonly name?: string;
  readonly block?: Block;
  readonly parent?: string | null;
};

/** What may be set on a focal point; what is not given stays. */
type ContactPatch = {
  readonly name?: string;
  readonly title?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly purpose?: string;
};

/** What may be set on a device; what is not given stays. */
export type DevicePatch = {
  readonly name?: string;
  readonly role?: Role;
  readonly address?: string;
  readonly snmpPort?: number;
  readonly tcpPort?: number | null;
  readonly credential?: string | null;
  readonly reachability?: Reachability;
  readonly parents?: readonly DeviceRef[];
  readonly lifecycle?: Lifecycle;
};

/** A command with who asks, and the idempotency key: the same key with the same request gives the same answer again. */
export type CommandEnvelope = {
  readonly id: string;
  readonly actor: Actor;
  /** Ids of the agencies that the caller may act on with this command; null = the whole tree. */
  readonly scope: readonly number[] | null;
  readonly command: Command;
};

/** How many things of a kind were new, changed, or already as asked. */
export type Tally = { readonly added: number; readonly changed: number; readonly same: number };

/** The kinds of things a command can touch. */
export const touched = [
  'agencies',
  'credentials',
  'devices',
  'prefixes',
  'facts',
  'records',
  'contacts',
  'imports',
  'mappings',
  'declarations',
  'reminders',
  'observations',
  'accounts',
  'grants',
  'sessions',
  'tokens',
] as const;
export type Touched = (typeof touched)[number];

/** What came of a command: the commit (null when nothing changed), the things made or changed in order, and the counts. */
export type CommandResult = {
  readonly seq: number | null;
  /** Codes of agencies, ids of devices and prefixes, names of credentials. */
  readonly subjects: readonly { readonly kind: Touched; readonly id: string; readonly what: 'added' | 'changed' }[];
  readonly tally: Readonly<Record<Touched, Tally>>;
};

/** Hands a command to the writer and answers after the commit. @throws AppError when the writer refuses it. */
export type Submit = (envelope: CommandEnvelope) => Promise<CommandResult>;
