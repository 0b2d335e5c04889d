import type { Block } from '../inventory/agency.ts';
import type { Lifecycle, Role } from '../inventory/device.ts';

/** Declared counts of one agency; null = not declared. */
export type Declared = {
  readonly officials: number;
  readonly needing: number;
  readonly workstations: number | null;
  readonly offices: number;
  readonly withLan: number;
};

/** A device of the province; parents are `name` within the agency or `code/name`. */
type ProvinceDevice = {
  readonly name: string;
  readonly role: Role;
  readonly parents: readonly string[];
  readonly credential?: 'demo-v3';
  readonly lifecycle?: Lifecycle;
};

/** An agency of the province; `net` is the third octet of its addresses and of its prefix. */
export type ProvinceAgency = {
  readonly code: string;
  readonly name: string;
  readonly block: Block;
  readonly parent: string | null;
  readonly net: number;
  readonly declared: Declared;
  readonly devices: readonly ProvinceDevice[];
};

/** The data centre's router that every agency is reached through. */
export const coreRouter = { agency: 'H99.01.01', name: 'core-router' } as const;

const router: ProvinceDevice = { name: 'wan-router', role: 'router', parents: [`${coreRouter.agency}/core-router`] };
const lan: ProvinceDevice = { name: 'lan-switch', role: 'switch', parents: ['wan-router'] };
const bothSwitches = ['core-switch-1', 'core-switch-2'];

const department = (
  net: number,
  name: string,
  declared: Declared,
  more: readonly ProvinceDevice[] = [],
): ProvinceAgency => ({
  code: `H99.${String(net - 10).padStart(2, '0')}`,
  name: `${name} Sông Vân`,
  block: 'department',
  parent: null,
  net,
  declared,
  devices: [router, lan, ...more],
});

const commune = (
  net: number,
  name: string,
  declared: Declared,
  devices: readonly ProvinceDevice[] = [router, lan],
): ProvinceAgency => ({
  code: `H99.${net}`,
  name: `UBND ${name}`,
  block: 'commune',
  parent: null,
  net,
  declared,
  devices,
});

/**
 * Tỉnh Sông Vân, which does not exist: one data centre, four departments and eight communes, all names invented. There is
 * no People's Committee above them, because every agency listed counts in the share of its block.
 * Left imperfect on purpose: Bến Sao has no LAN, Đèo Mơ waits for its router, Rừng Thơm has not declared its workstations.
 */
export const provinceAgencies: readonly ProvinceAgency[] = [
  department(11, 'Sở Khoa học và Công nghệ', {
    officials: 86,
    needing: 82,
    workstations: 88,
    offices: 9,
    withLan: 9,
  }),
  {
    code: coreRouter.agency,
    name: 'Trung tâm Dữ liệu tỉnh Sông Vân',
    block: 'public_service',
    parent: 'H99.01',
    net: 1,
    declared: { officials: 34, needing: 34, workstations: 46, offices: 4, withLan: 4 },
    devices: [
      { name: coreRouter.name, role: 'router', parents: [] },
      { name: 'firewall', role: 'firewall', parents: ['core-router'] },
      { name: 'core-switch-1', role: 'switch', parents: ['firewall'] },
      { name: 'core-switch-2', role: 'switch', parents: ['firewall'] },
      { name: 'portal-server', role: 'server', parents: bothSwitches },
      { name: 'documents-server', role: 'server', parents: bothSwitches },
      { name: 'database-server', role: 'server', parents: bothSwitches },
      { name: 'backup-server', role: 'server', parents: bothSwitches, credential: 'demo-v3' },
    ],
  },
  department(12, 'Sở Nội vụ', { officials: 74, needing: 70, workstations: 69, offices: 8, withLan: 8 }),
  department(13, 'Sở Tài chính', { officials: 92, needing: 90, workstations: 97, offices: 10, withLan: 10 }),
  department(14, 'Sở Y tế', { officials: 68, needing: 61, workstations: 57, offices: 7, withLan: 6 }, [
    { name: 'records-server', role: 'server', parents: ['lan-switch'] },
  ]),
  commune(21, 'phường Mây Trắng', { officials: 58, needing: 54, workstations: 55, offices: 7, withLan: 7 }),
  commune(22, 'phường Cầu Vồng', { officials: 52, needing: 50, workstations: 46, offices: 6, withLan: 6 }),
  commune(23, 'phường Nắng Sớm', { officials: 49, needing: 46, workstations: 44, offices: 6, withLan: 5 }),
  commune(24, 'xã Suối Trăng', { officials: 44, needing: 40, workstations: 33, offices: 5, withLan: 4 }),
  commune(25, 'xã Gió Lành', { officials: 41, needing: 38, workstations: 29, offices: 5, withLan: 3 }),
  commune(26, 'xã Rừng Thơm', { officials: 39, needing: 36, workstations: null, offices: 5, withLan: 2 }),
  commune(27, 'xã Bến Sao', { officials: 37, needing: 33, workstations: 18, offices: 5, withLan: 0 }, [router]),
  commune(28, 'xã Đèo Mơ', { officials: 33, needing: 30, workstations: 15, offices: 4, withLan: 1 }, [
    { ...router, lifecycle: 'planned' },
  ]),
];
