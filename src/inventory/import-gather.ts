import type { Catalogues } from './catalogues.ts';
import type { Row } from './import-cell.ts';
import type {
  AgencyEntry,
  ContactEntry,
  CredentialEntry,
  DeviceEntry,
  FactEntry,
  ImportEntries,
  ImportFault,
  PrefixEntry,
  RecordEntry,
} from './import-entry.ts';
import { factFinder, readFact, readWideFacts } from './import-fact.ts';
import { readAgency, readDevice, readPrefix } from './import-kinds.ts';
import { wideFacts } from './import-lists.ts';
import { entryCode, readContact, readRecord } from './import-record.ts';
import { type ResolveSecret, readCredential } from './import-secret.ts';
import { type UnsoundRecords, withoutUnsound } from './import-unsound.ts';
import { type RecordKind, recordKinds } from './record.ts';
import { kindNamed } from './record-catalogue.ts';

/** Names whose own entries have faults: what refers to them must not be blamed for it. Devices are `AGENCY/name`. */
export type UnsoundNames = {
  readonly agencies: ReadonlySet<string>;
  readonly credentials: ReadonlySet<string>;
  readonly devices: ReadonlySet<string>;
};

/** The well-formed entries of a document and every fault of all the others. Nothing may be written while there are faults. */
export type ParsedImport = {
  readonly entries: ImportEntries;
  readonly faults: readonly ImportFault[];
  readonly unsound: UnsoundNames;
};

/** Collects entries row by row: sound ones, the faults of the others, and the names those would have had. */
export function gatherImport(
  { records: catalogue, facts: factCatalogue }: Pick<Catalogues, 'records' | 'facts'>,
  resolveSecret: ResolveSecret,
): {
  readonly faults: ImportFault[];
  /** Adds a row of the list named; `wide-facts` has a column for each fact. */
  readonly add: (list: string, row: Row) => void;
  /** Tells the faults of a row of records without keeping it: what it belongs to has faults of its own. */
  readonly look: (list: string, row: Row) => void;
  /** Counts a code, of an agency or of a kind of record, as one whose own entry has faults. */
  readonly distrust: (kind: 'agency' | RecordKind, code: string) => void;
  readonly result: () => ParsedImport;
} {
  const finder = factFinder(factCatalogue);
  const agencies: AgencyEntry[] = [];
  const credentials: CredentialEntry[] = [];
  const devices: DeviceEntry[] = [];
  const prefixes: PrefixEntry[] = [];
  const facts: FactEntry[] = [];
  const records: RecordEntry[] = [];
  const contacts: ContactEntry[] = [];
  const faults: ImportFault[] = [];
  const unsound = { agencies: new Set<string>(), credentials: new Set<string>(), devices: new Set<string>() };
  const unsoundRecords: UnsoundRecords = new Map(recordKinds.map((kind) => [kind, new Set<string>()]));

  function keep<T>(row: Row, list: T[], ...read: T[]): boolean {
    const sound = row.faults.length === 0;
    if (sound) list.push(...read);
    faults.push(...row.faults);
    return sound;
  }

  function add(kind: string, row: Row): void {
    const record = kindNamed(catalogue, kind);
    if (kind === 'agencies') {
      const agency = readAgency(row);
      if (!keep(row, agencies, agency)) unsound.agencies.add(agency.code);
    } else if (kind === 'credentials') {
      const credential = readCredential(row, resolveSecret);
      if (!keep(row, credentials, credential)) unsound.credentials.add(credential.name);
    } else if (kind === 'devices') {
      const device = readDevice(row);
      if (!keep(row, devices, device)) unsound.devices.add(`${device.agency}/${device.name}`);
    } else if (kind === 'prefixes') keep(row, prefixes, readPrefix(row));
    else if (kind === 'facts') keep(row, facts, ...readFact(row, finder));
    else if (kind === 'contacts') keep(row, contacts, readContact(row));
    else if (record !== null) {
      const entry = readRecord(row, record);
      if (!keep(row, records, entry)) distrust(record.kind, entryCode(entry, catalogue));
    } else if (kind === wideFacts) keep(row, facts, ...readWideFacts(row, finder));
  }

  function look(kind: string, row: Row): void {
    const record = kindNamed(catalogue, kind);
    if (record !== null) readRecord(row, record);
    faults.push(...row.faults);
  }

  function distrust(kind: 'agency' | RecordKind, code: string): void {
    if (kind === 'agency') unsound.agencies.add(code);
    else unsoundRecords.get(kind)?.add(code);
  }

  return {
    faults,
    add,
    look,
    distrust,
    result: () => {
      const entries = { agencies, credentials, devices, prefixes, facts, records, contacts };
      return { entries: withoutUnsound(entries, unsoundRecords, catalogue), faults, unsound };
    },
  };
}
