import type { Row } from './import-cell.ts';
import type {
  AgencyEntry,
  CredentialEntry,
  DeviceEntry,
  FactEntry,
  ImportEntries,
  ImportFault,
  PrefixEntry,
} from './import-entry.ts';
import { type Kind, readAgency, readDevice, readFact, readPrefix, readWideFacts } from './import-kinds.ts';
import { type ResolveSecret, readCredential } from './import-secret.ts';

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
export function gatherImport(resolveSecret: ResolveSecret): {
  readonly faults: ImportFault[];
  readonly add: (kind: Kind | 'wide-facts', row: Row) => void;
  readonly result: () => ParsedImport;
} {
  const agencies: AgencyEntry[] = [];
  const credentials: CredentialEntry[] = [];
  const devices: DeviceEntry[] = [];
  const prefixes: PrefixEntry[] = [];
  const facts: FactEntry[] = [];
  const faults: ImportFault[] = [];
  const unsound = { agencies: new Set<string>(), credentials: new Set<string>(), devices: new Set<string>() };

  function keep<T>(row: Row, list: T[], ...read: T[]): boolean {
    const sound = row.faults.length === 0;
    if (sound) list.push(...read);
    faults.push(...row.faults);
    return sound;
  }

  function add(kind: Kind | 'wide-facts', row: Row): void {
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
    else if (kind === 'facts') keep(row, facts, readFact(row));
    else keep(row, facts, ...readWideFacts(row));
  }

  return {
    faults,
    add,
    result: () => ({ entries: { agencies, credentials, devices, prefixes, facts }, faults, unsound }),
  };
}
