import type { CivilDate } from '../calendar/civil.ts';
import type { Block } from './agency.ts';
import type { SnmpCredential } from './credential.ts';
import type { Lifecycle, Reachability, Role } from './device.ts';
import type { FactKey, FactValue } from './fact.ts';

/** Where an entry stands in the document it came from: a row of a sheet (1 = header) or a path with its line in YAML. */
export type Place = { readonly file: string; readonly row: number | null; readonly path: string | null };

/** An agency as a document wants it; `validFrom` null = keep what is stored, or today for a new one. */
export type AgencyEntry = {
  readonly place: Place;
  readonly code: string;
  readonly name: string;
  readonly block: Block;
  readonly parent: string | null;
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
};

export type CredentialEntry = { readonly place: Place; readonly name: string; readonly credential: SnmpCredential };

/** A device named by its agency's code and its name within the agency. */
export type DeviceRef = { readonly agency: string; readonly name: string };

export type DeviceEntry = DeviceRef & {
  readonly place: Place;
  readonly role: Role;
  readonly address: string;
  readonly snmpPort: number;
  readonly tcpPort: number | null;
  readonly credential: string | null;
  readonly reachability: Reachability;
  readonly parents: readonly DeviceRef[];
  readonly lifecycle: Lifecycle;
};

export type PrefixEntry = { readonly place: Place; readonly agency: string; readonly cidr: string };

export type FactEntry = {
  readonly place: Place;
  readonly agency: string;
  readonly fact: FactKey;
  readonly value: FactValue;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
};

/** What one import wants to be true, well-formed entry by entry; whether it fits what is stored is checked by the writer. */
export type ImportEntries = {
  readonly agencies: readonly AgencyEntry[];
  readonly credentials: readonly CredentialEntry[];
  readonly devices: readonly DeviceEntry[];
  readonly prefixes: readonly PrefixEntry[];
  readonly facts: readonly FactEntry[];
};

/** One fault of a document: a code that `text/` words, its parameters and its place. */
export type ImportFault = {
  readonly place: Place;
  readonly column: string | null;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
};
