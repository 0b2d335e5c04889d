import { canonicalAddress } from './address.ts';
import { blocks } from './agency.ts';
import { lifecycles, reachabilities, roles } from './device.ts';
import { type FactKey, factCatalogue } from './fact.ts';
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
import type { AgencyEntry, DeviceEntry, DeviceRef, FactEntry, PrefixEntry } from './import-entry.ts';
import { canonicalCidr } from './prefix.ts';

/** The columns of each kind of entry; the same words are the keys of its YAML form. */
export const columns = {
  agencies: { required: ['code', 'name', 'block'], optional: ['parent', 'valid_from', 'valid_to'] },
  credentials: {
    required: ['name', 'version'],
    optional: ['community', 'user', 'auth_protocol', 'auth_password', 'priv_protocol', 'priv_password'],
  },
  devices: {
    required: ['agency', 'name', 'role', 'address'],
    optional: ['snmp_port', 'tcp_port', 'credential', 'reachability', 'parents', 'lifecycle'],
  },
  prefixes: { required: ['agency', 'cidr'], optional: [] },
  facts: { required: ['agency', 'fact', 'value', 'valid_from'], optional: ['valid_to'] },
} as const;

/** A kind of entry. */
export type Kind = keyof typeof columns;

const factKeys = Object.keys(factCatalogue).filter((key): key is FactKey => key in factCatalogue);

/** Facts that somebody declares; the others are measured and cannot be imported. */
export const declaredFacts = factKeys.filter((key) => factCatalogue[key].kind === 'declared');

/** Facts that we measure. */
export const observedFacts = factKeys.filter((key) => factCatalogue[key].kind === 'observed');

// Far above any agency of the country, low enough that a phone number in the wrong column is noticed.
const COUNT_MAX = 10_000_000;
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

/** Reads one fact in the long form: agency, fact, value, dates. */
export function readFact(row: Row): FactEntry {
  const named = String(row.cells.get('fact') ?? '').trim();
  const observed = observedFacts.find((key) => key === named);
  if (observed !== undefined) note(row, 'fact', 'fact-observed', { fact: observed });
  const fact =
    observed ?? readChoice(row, 'fact', ['officials', ...declaredFacts.filter((key) => key !== 'officials')]);
  return { ...readFactFrame(row), fact, value: readCount(row, 'value', 0, COUNT_MAX) };
}

/** Reads one row of the wide form: a column for each fact, an empty cell says nothing. */
export function readWideFacts(row: Row): FactEntry[] {
  const frame = readFactFrame(row);
  return declaredFacts
    .filter((fact) => given(row, fact))
    .map((fact) => ({ ...frame, fact, value: readCount(row, fact, 0, COUNT_MAX) }));
}

function readFactFrame(row: Row): Omit<FactEntry, 'fact' | 'value'> {
  return {
    place: row.place,
    agency: readCode(row, 'agency'),
    validFrom: readDate(row, 'valid_from'),
    validTo: given(row, 'valid_to') ? readDate(row, 'valid_to') : null,
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
