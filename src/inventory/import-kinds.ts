import { canonicalAddress } from './address.ts';
import { blocks } from './agency.ts';
import { lifecycles, reachabilities, roles } from './device.ts';
import {
  given,
  isCode,
  note,
  type Row,
  readCanonical,
  readChoice,
  readCode,
  readCount,
  readDate,
  readText,
} from './import-cell.ts';
import type { AgencyEntry, DeviceEntry, DeviceRef, PrefixEntry } from './import-entry.ts';
import { type ListKind, wideFacts } from './import-lists.ts';
import { canonicalCidr } from './prefix.ts';

/** Columns that every entry of a list has, and those that it may have. */
export type Columns = { readonly required: readonly string[]; readonly optional: readonly string[] };

const credentialColumns: Columns = {
  required: ['name', 'version'],
  optional: ['community', 'user', 'auth_protocol', 'auth_password', 'priv_protocol', 'priv_password'],
};

/** The columns of every list that a document may hold, by the list's name. */
export function columnsOf(lists: readonly ListKind[]): ReadonlyMap<string, Columns> {
  const documents = lists.filter(({ kind }) => kind !== wideFacts);
  const told = documents.map(({ kind, columns, needed }): [string, Columns] => {
    return [kind, { required: needed, optional: columns.map(({ key }) => key).filter((key) => !needed.includes(key)) }];
  });
  return new Map([...told, ['credentials', credentialColumns]]);
}

const NAME_MAX = 80;

/** Reads one agency. */
export function readAgency(row: Row): AgencyEntry {
  return {
    place: row.place,
    code: readCode(row, 'code'),
    name: readText(row, 'name', 200),
    block: readChoice(row, 'block', blocks),
    parent: given(row, 'parent') ? readCode(row, 'parent') : null,
    validFrom: given(row, 'valid_from') ? readDate(row, 'valid_from') : null,
    validTo: given(row, 'valid_to') ? readDate(row, 'valid_to') : null,
  };
}

/** Reads one device; parents without an agency are devices of its own agency. */
export function readDevice(row: Row): DeviceEntry {
  const agency = readCode(row, 'agency');
  return {
    place: row.place,
    agency,
    name: readDeviceName(row),
    role: readChoice(row, 'role', roles),
    address: readCanonical(row, 'address', canonicalAddress, 'address-malformed'),
    snmpPort: given(row, 'snmp_port') ? readCount(row, 'snmp_port', 1, 65_535) : 161,
    tcpPort: given(row, 'tcp_port') ? readCount(row, 'tcp_port', 1, 65_535) : null,
    credential: given(row, 'credential') ? readText(row, 'credential', NAME_MAX) : null,
    reachability: given(row, 'reachability') ? readChoice(row, 'reachability', reachabilities) : 'icmp',
    parents: given(row, 'parents') ? readParents(row, agency) : [],
    lifecycle: given(row, 'lifecycle') ? readChoice(row, 'lifecycle', lifecycles) : 'active',
  };
}

/** Reads one prefix. */
export function readPrefix(row: Row): PrefixEntry {
  return {
    place: row.place,
    agency: readCode(row, 'agency'),
    cidr: readCanonical(row, 'cidr', canonicalCidr, 'cidr-malformed'),
  };
}

function readDeviceName(row: Row): string {
  const name = readText(row, 'name', NAME_MAX);
  if (name.includes('/')) note(row, 'name', 'device-name-slash');
  return name;
}

function readParents(row: Row, agency: string): DeviceRef[] {
  const value = row.cells.get('parents');
  const listed: readonly unknown[] =
    typeof value === 'string' ? value.split(';') : Array.isArray(value) ? value : [value];
  return listed
    .filter((one) => one !== '' && !(typeof one === 'string' && one.trim() === ''))
    .flatMap((one) => {
      const [first = '', second, ...more] = (typeof one === 'string' ? one.normalize('NFC') : '')
        .split('/')
        .map((part) => part.trim());
      const ref = second === undefined ? { agency, name: first } : { agency: first, name: second };
      const sound = ref.name !== '' && more.length === 0 && (second === undefined || isCode(first));
      if (sound) return [ref];
      note(row, 'parents', 'parent-malformed', {
        text: typeof one === 'string' ? one.trim().slice(0, 60) : typeof one,
      });
      return [];
    });
}
