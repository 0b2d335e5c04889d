import type { CivilDate } from '../calendar/civil.ts';
import type { Block } from './agency.ts';
import type { SnmpCredential } from './credential.ts';
import type { Lifecycle, Reachability, Role } from './device.ts';
import type { FactBasis, FactKey, FactQualifier, FactValue, SubjectKind } from './fact.ts';
import type { FieldValue, RecordKind } from './record.ts';

/**
 * Where an entry stands in the document it came from: a row of a sheet as a spreadsheet numbers it, or a path with its line
 * in YAML. `cells` gives the letters of the columns that the entry was read from, by field.
 */
export type Place = {
  readonly file: string;
  readonly row: number | null;
  readonly path: string | null;
  readonly sheet?: string | null;
  readonly cells?: Readonly<Record<string, string>>;
};

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

/**
 * Names what a fact is about: the code of an agency, unit or system, `AGENCY/name` of a device or site, '' for the
 * province.
 */
export type SubjectRef = { readonly kind: SubjectKind; readonly code: string };

export type FactEntry = {
  readonly place: Place;
  readonly subject: SubjectRef;
  readonly fact: FactKey;
  /** As {@link dimensionsText} writes it. */
  readonly dimensions: string;
  readonly kind: 'declared' | 'external';
  readonly value: FactValue;
  readonly basis: FactBasis | null;
  readonly qualifier: FactQualifier | null;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  /** Who said so, where the document tells it of each fact; else the document itself did. */
  readonly source?: string;
};

/**
 * A record as a document wants it. Of `values` a field that is not there keeps what is stored, null clears it;
 * references are codes, devices are `AGENCY/name`. `validFrom` null = from today on, or the first day of a new one.
 */
export type RecordEntry = {
  readonly place: Place;
  readonly kind: RecordKind;
  readonly values: Readonly<Record<string, FieldValue | null>>;
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
};

/** A focal point; one person is told from another by agency and name. */
export type ContactEntry = {
  readonly place: Place;
  readonly agency: string;
  readonly name: string;
  readonly title: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly purpose: string;
};

/** What one import wants to be true, well-formed entry by entry; whether it fits what is stored is checked by the writer. */
export type ImportEntries = {
  readonly agencies: readonly AgencyEntry[];
  readonly credentials: readonly CredentialEntry[];
  readonly devices: readonly DeviceEntry[];
  readonly prefixes: readonly PrefixEntry[];
  readonly facts: readonly FactEntry[];
  readonly records: readonly RecordEntry[];
  readonly contacts: readonly ContactEntry[];
};

/** One fault of a document: a code that `text/` words, its parameters and its place; `cell` such as `C12` in a sheet. */
export type ImportFault = {
  readonly place: Place;
  readonly column: string | null;
  readonly cell?: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
};

/** Nothing to import. */
export const noEntries: ImportEntries = {
  agencies: [],
  credentials: [],
  devices: [],
  prefixes: [],
  facts: [],
  records: [],
  contacts: [],
};

/** The frame of a fact that an agency declares about itself. */
export function declaredBy(agency: string): Pick<FactEntry, 'subject' | 'dimensions' | 'kind' | 'basis' | 'qualifier'> {
  return { subject: { kind: 'agency', code: agency }, dimensions: '', kind: 'declared', basis: null, qualifier: null };
}
