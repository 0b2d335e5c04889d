import { type CivilDate, civilYear } from '../calendar/civil.ts';
import type { FactKey } from '../inventory/fact.ts';
import {
  type AgencyEntry,
  type CredentialEntry,
  type DeviceEntry,
  type DeviceRef,
  declaredBy,
  type FactEntry,
  type ImportEntries,
  type Place,
  type PrefixEntry,
} from '../inventory/import-entry.ts';
import { type Claim, provinceClaims } from './province-claims.ts';
import { coreRouter, type Declared, type ProvinceAgency, provinceAgencies } from './province-data.ts';
import { provinceContacts, provinceRecords } from './province-records.ts';

/** The first two octets of every address of one running demo; each takes a /16 of the loopback block. */
export type AddressBase = `127.${number}`;

/** Where the simulated agents listen, and the date that decides the year of the declared figures. */
export type DemoPlan = { readonly port: number; readonly addressBase: AddressBase; readonly today: CivilDate };

/** Everything of Tỉnh Sông Vân, as if it had been imported from a document named `demo`. */
export function demoEntries(plan: DemoPlan): ImportEntries {
  const devices = provinceAgencies.flatMap((agency) => deviceEntries(agency, plan));
  const website = devices.find(({ agency, name }) => agency === websiteHost.agency && name === websiteHost.name);
  return {
    agencies: provinceAgencies.map(agencyEntry),
    credentials: demoCredentials,
    devices,
    prefixes: provinceAgencies.map(prefixEntry),
    facts: [
      ...provinceAgencies.flatMap((agency) => factEntries(agency, plan.today)),
      ...provinceClaims().map((claim) => claimEntry(claim, plan.today)),
    ],
    records: provinceRecords(devices, `http://${website?.address}:${plan.port}`),
    contacts: provinceContacts(),
  };
}

/** The server that the province's website runs on. */
export const websiteHost: DeviceRef = { agency: coreRouter.agency, name: 'portal-server' };

// These secrets guard nothing: they are for agents on loopback that answer invented figures, in the demo only.
const demoCredentials: readonly CredentialEntry[] = [
  {
    place: placeAt('credentials.demo-v2c'),
    name: 'demo-v2c',
    credential: { version: 'v2c', community: 'demo-only-song-van' },
  },
  {
    place: placeAt('credentials.demo-v3'),
    name: 'demo-v3',
    credential: {
      version: 'v3',
      user: 'demo-only',
      authProtocol: 'sha256',
      authPassword: 'demo-only-auth-song-van',
      privProtocol: 'aes128',
      privPassword: 'demo-only-priv-song-van',
    },
  },
];

function agencyEntry({ code, name, block, parent }: ProvinceAgency): AgencyEntry {
  return { place: placeAt(`agencies.${code}`), code, name, block, parent, validFrom: '2025-07-01', validTo: null };
}

function deviceEntries(agency: ProvinceAgency, { port, addressBase }: DemoPlan): DeviceEntry[] {
  return agency.devices.map((device, index) => ({
    place: placeAt(`devices.${agency.code}/${device.name}`),
    agency: agency.code,
    name: device.name,
    role: device.role,
    address: `${addressBase}.${agency.net}.${index + 1}`,
    snmpPort: port,
    tcpPort: null,
    credential: device.credential ?? 'demo-v2c',
    reachability: 'snmp',
    parents: device.parents.map((parent) => refOf(parent, agency.code)),
    lifecycle: device.lifecycle ?? 'active',
  }));
}

function refOf(parent: string, ownAgency: string): DeviceRef {
  const [agency, name] = parent.split('/');
  return agency !== undefined && name !== undefined ? { agency, name } : { agency: ownAgency, name: parent };
}

function prefixEntry({ code, net }: ProvinceAgency): PrefixEntry {
  return { place: placeAt(`prefixes.${code}`), agency: code, cidr: `10.99.${net}.0/24` };
}

const factOf: readonly (readonly [FactKey, keyof Declared])[] = [
  ['officials', 'officials'],
  ['officials_needing_workstation', 'needing'],
  ['workstations', 'workstations'],
  ['offices', 'offices'],
  ['offices_with_lan', 'withLan'],
];

function factEntries({ code, declared }: ProvinceAgency, today: CivilDate): FactEntry[] {
  const validFrom = civilYear(Number(today.slice(0, 4))).from;
  return factOf.flatMap(([fact, key]) => {
    const value = declared[key];
    if (value === null) return [];
    return [{ place: placeAt(`facts.${code}.${fact}`), ...declaredBy(code), fact, value, validFrom, validTo: null }];
  });
}

function claimEntry({ agency, fact, value }: Claim, today: CivilDate): FactEntry {
  const validFrom = civilYear(Number(today.slice(0, 4))).from;
  return { place: placeAt(`facts.${agency}.${fact}`), ...declaredBy(agency), fact, value, validFrom, validTo: null };
}

function placeAt(path: string): Place {
  return { file: 'demo', row: null, path };
}
