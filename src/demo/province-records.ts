import type { ContactEntry, DeviceEntry, Place, RecordEntry } from '../inventory/import-entry.ts';
import type { FieldValue, RecordKind } from '../inventory/record.ts';
import { coreRouter, type ProvinceAgency, provinceAgencies } from './province-data.ts';
import { deployments, systems } from './province-systems.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** Sites, WAN links, systems, deployments and what else is recorded of the province; `website` is its root address. */
export function provinceRecords(devices: readonly DeviceEntry[], website: string): RecordEntry[] {
  return [
    ...units.map((one) =>
      record('administrative_unit', one, one.code < '99021' && one.level === 'commune' ? OLD : NOW),
    ),
    ...changes.map((one) => record('administrative_change', one)),
    ...provinceAgencies.flatMap((agency) => [...details(agency), ...sites(agency), ...links(agency)]),
    ...devices.filter(({ lifecycle }) => lifecycle === 'active').map(deviceDetail),
    ...systems(website).map((one) => record('hosted_system', one)),
    ...deployments().map((one) => record('deployment', one)),
    ...itDepartments.map((agency) => record('scope_member', { list: 'so-nganh', agency, source: 'Diễn tập' })),
  ];
}

/** A focal point per agency. Nobody has these names, numbers or addresses. */
export function provinceContacts(): ContactEntry[] {
  return provinceAgencies.map(({ code, net }) => ({
    place: placeAt(`contacts.${code}`),
    agency: code,
    name: `Đầu Mối Giả Định ${net}`,
    title: 'Cán bộ phụ trách công nghệ thông tin',
    phone: `0000000${String(net).padStart(3, '0')}`,
    email: `dau-moi@${code.toLowerCase()}.song-van.example`,
    purpose: 'Diễn tập: dữ liệu giả định, không phải người thật',
  }));
}

const NOW = { validFrom: '2025-07-01', validTo: null } as const;
const OLD = { validFrom: '2004-01-01', validTo: '2025-07-01' } as const;
const data = coreRouter.agency;
const itDepartments = ['H99.01', 'H99.02', 'H99.03', 'H99.04'];

const communes = provinceAgencies.filter(({ block }) => block === 'commune');
const unitOf = ({ net }: ProvinceAgency): string => `990${net}`;

const units = [
  { code: '99', name: 'Tỉnh Sông Vân', level: 'province', type: 'province' },
  ...communes.map((agency) => {
    const name = agency.name.replace('UBND ', '');
    const type = name.startsWith('phường') ? 'ward' : 'commune';
    return { code: unitOf(agency), name: capital(name), level: 'commune', type, parent: '99' };
  }),
  { code: '99011', name: 'Xã Mây Bay', level: 'commune', type: 'commune', parent: '99' },
  { code: '99012', name: 'Xã Mây Hồng', level: 'commune', type: 'commune', parent: '99' },
];

const changes = ['99011', '99012'].map((from) => {
  return { event: 'SX-2025-01', from, to: '99021', on: '2025-07-01', kind: 'merge', share: 1, basis: 'population' };
});

function details(agency: ProvinceAgency): RecordEntry[] {
  const { code, block, net } = agency;
  const unit: Values = block === 'commune' ? { administrative_unit: unitOf(agency) } : {};
  return [record('agency_detail', { agency: code, identifier: code, address: `Số ${net}, đường Giả Định`, ...unit })];
}

function sites({ code, block, net }: ProvinceAgency): RecordEntry[] {
  const main = { agency: code, name: 'Trụ sở chính', main: true, address: `Số ${net}, đường Giả Định` };
  const second = { agency: code, name: 'Cơ sở 2', main: false, former_name: 'Xã Mây Hồng' };
  return [record('site', main), ...(block === 'commune' && net === 21 ? [record('site', second)] : [])];
}

/** Departments have two fibres of level I, but for the department of health, which waits for its second. */
function links({ code, block, devices }: ProvinceAgency): RecordEntry[] {
  const isPlanned = devices.every(({ lifecycle }) => lifecycle === 'planned');
  const own: Values = {
    agency: code,
    carrier: 'Nhà mạng Giả Định',
    medium: 'fibre',
    site: `${code}/Trụ sở chính`,
    contract: `HĐ-${code}`,
    contract_from: '2025-07-01',
    contract_to: '2027-07-01',
    document: 'Thông tư 06/2026/TT-BKHCN',
  };
  const link = (name: string, direction: string, mbps: number, more: Values): RecordEntry => {
    const capacity = { direction, down_mbps: mbps, up_mbps: mbps, fee_vnd_month: mbps * 20_000 };
    return record('wan_link', { ...own, name, circuit: `GD-${code}-${name.at(-1)}`, ...capacity, ...more });
  };
  if (code === data) {
    const device = { level: 'data_center', device: `${data}/${coreRouter.name}` };
    return [link('Kênh 1', 'Hướng Bắc', 10_000, device), link('Kênh 2', 'Hướng Nam', 10_000, device)];
  }
  const device = `${code}/wan-router`;
  if (block === 'commune') {
    const planned: Values = isPlanned ? { contract_from: '2026-12-01' } : {};
    return [link('Kênh 1', 'Hướng Bắc', 100, { level: 'II', device, interface: 'wan0', ...planned })];
  }
  const first = link('Kênh 1', 'Hướng Bắc', 1_000, { level: 'I', device, interface: 'wan0' });
  return code === 'H99.04' ? [first] : [first, link('Kênh 2', 'Hướng Nam', 1_000, { level: 'I', device })];
}

function deviceDetail({ agency, name, role }: DeviceEntry, index: number): RecordEntry {
  const isServer = role === 'server';
  return record('device_detail', {
    device: `${agency}/${name}`,
    serial: `GD-${String(index + 1).padStart(4, '0')}`,
    manufacturer: 'Example Networks',
    purchased_on: `202${index % 5}-03-15`,
    warranty_until: `202${(index % 5) + 3}-03-15`,
    cost_vnd: isServer ? 180_000_000 : role === 'router' ? 45_000_000 : 28_000_000,
    custodian: 'Bộ phận công nghệ thông tin',
    site: `${agency}/Trụ sở chính`,
    ...(isServer ? { os: 'Linux 6.1', os_end_of_life_on: '2027-06-30' } : {}),
  });
}

function record(
  kind: RecordKind,
  values: Values,
  being: Pick<RecordEntry, 'validFrom' | 'validTo'> = NOW,
): RecordEntry {
  return { place: placeAt(kind), kind, values, ...being };
}

function capital(name: string): string {
  return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1);
}

function placeAt(path: string): Place {
  return { file: 'demo', row: null, path };
}
