import type { DeviceEntry } from '../inventory/import-entry.ts';
import { chance, chanceBetween } from './chance.ts';
import { coreRouter, provinceAgencies } from './province-data.ts';
import { type Traffic, trafficOf } from './traffic.ts';

/** An interface as the simulated device has it; `traffic` null = nothing is plugged in. */
export type PortModel = {
  readonly name: string;
  readonly alias: string;
  /** IANAifType: ethernetCsmacd(6), softwareLoopback(24). */
  readonly ifType: 6 | 24;
  readonly speedBps: number;
  readonly mac: Buffer;
  readonly adminUp: boolean;
  readonly traffic: { readonly in: Traffic; readonly out: Traffic } | null;
};

/** A row of hrStorageTable; `kind` is the last arc of its hrStorageTypes object: hrStorageRam(2), hrStorageFixedDisk(4). */
export type StorageModel = {
  readonly name: string;
  readonly kind: 2 | 4;
  readonly unitBytes: number;
  readonly units: number;
  /** Used share at the quietest and at the busiest, 0..1. */
  readonly usedRatio: readonly [number, number];
};

/** What a simulated device is made of; the same device of the province is the same in every run. */
export type DeviceModel = {
  readonly seed: string;
  readonly sysDescr: string;
  readonly sysObjectId: string;
  readonly sysName: string;
  readonly sysLocation: string;
  readonly ports: readonly PortModel[];
  readonly storage: readonly StorageModel[];
  readonly processors: number;
};

/** The make-up of a device of the province, from its name, its role and who stands behind it. */
export function modelDevice(device: DeviceEntry): DeviceModel {
  const seed = `${device.agency}/${device.name}`;
  const agency = provinceAgencies.find(({ code }) => code === device.agency);
  const isServer = device.role === 'server';
  return {
    seed,
    ...makes[device.role === 'firewall' || device.role === 'switch' || isServer ? device.role : 'router'],
    sysName: `${device.name}.${device.agency.toLowerCase()}.song-van.example`,
    sysLocation: agency?.name ?? device.agency,
    ports: portsOf(device),
    storage: isServer ? serverStorage(seed) : [],
    processors: isServer ? 4 : 0,
  };
}

// Private enterprise number 32473 is set aside for examples (RFC 5612): no real maker is claimed.
const makes = {
  router: { sysDescr: 'Example Networks R200 router, software 7.4 (demo)', sysObjectId: '1.3.6.1.4.1.32473.1.1' },
  firewall: { sysDescr: 'Example Networks F500 firewall, software 7.4 (demo)', sysObjectId: '1.3.6.1.4.1.32473.1.2' },
  switch: { sysDescr: 'Example Networks S24 switch, software 5.2 (demo)', sysObjectId: '1.3.6.1.4.1.32473.1.3' },
  server: { sysDescr: 'Linux demo 6.1.0 x86_64 (demo)', sysObjectId: '1.3.6.1.4.1.32473.1.4' },
} as const;

const MBPS = 1_000_000;
const GBPS = 1_000 * MBPS;

type Line = { readonly down: Traffic; readonly up: Traffic };

/** The WAN line of an agency: what comes down to it and what it sends up. Both ends of the line show it. */
function wanLine(code: string): Line {
  const capacity = wanSpeed(code);
  return {
    down: trafficOf(`${code} down`, capacity * (0.14 + 0.38 * chance(`${code} down`))),
    up: trafficOf(`${code} up`, capacity * (0.04 + 0.12 * chance(`${code} up`))),
  };
}

function wanSpeed(code: string): number {
  return provinceAgencies.some((agency) => agency.code === code && agency.block === 'commune') ? 100 * MBPS : GBPS;
}

/** The line between two places of the data centre, named by its lower end. */
function innerLine(name: string, busyBps: number): Line {
  return { down: trafficOf(`${name} down`, busyBps), up: trafficOf(`${name} up`, busyBps * 0.6) };
}

const serversLine = (device: string) => innerLine(`${coreRouter.agency} ${device}`, 120 * MBPS);
const innerTrunk = () => innerLine(`${coreRouter.agency} trunk`, 900 * MBPS);
const switchTrunk = (number: number) => innerLine(`${coreRouter.agency} core-switch-${number}`, 500 * MBPS);

function portsOf(device: DeviceEntry): PortModel[] {
  const { agency, name, role } = device;
  const inside = agency === coreRouter.agency;
  const port = portMaker(`${agency}/${name}`);
  const loopback = port(role === 'server' ? 'lo' : 'Loopback0', '', GBPS, null, { ifType: 24 });
  if (inside && name === coreRouter.name) {
    const behind = provinceAgencies.filter((one) => one.devices.some((each) => each.name === 'wan-router'));
    return [
      port('TenGigE0/0', 'Internet', 10 * GBPS, upper(innerLine(`${agency} internet`, 1.4 * GBPS))),
      port('TenGigE0/1', 'firewall', 10 * GBPS, lower(innerTrunk())),
      ...behind.map((one, index) => {
        const planned = one.devices.some((each) => each.lifecycle === 'planned');
        const line = planned ? null : lower(wanLine(one.code));
        return port(`GigE1/${index}`, `WAN ${one.code} ${one.name}`, wanSpeed(one.code), line);
      }),
      loopback,
    ];
  }
  if (inside && role === 'firewall') {
    return [
      port('port1', 'core-router', 10 * GBPS, upper(innerTrunk())),
      port('port2', 'core-switch-1', 10 * GBPS, lower(switchTrunk(1))),
      port('port3', 'core-switch-2', 10 * GBPS, lower(switchTrunk(2))),
      port('mgmt', 'quản trị', GBPS, null),
    ];
  }
  if (inside && role === 'switch') return dataCentreSwitch(port, name);
  if (role === 'server') {
    return [
      loopback,
      port('ens1f0', 'LAN', GBPS, upper(serversLine(name))),
      port('ens1f1', 'dự phòng', GBPS, null, { adminUp: false }),
    ];
  }
  const line = wanLine(agency);
  if (role === 'switch') return agencySwitch(port, agency, line);
  return [
    port('wan0', 'Mạng truyền số liệu chuyên dùng', wanSpeed(agency), upper(line)),
    port('lan0', 'LAN', GBPS, lower(line)),
    port('lan1', '', GBPS, null),
    loopback,
  ];
}

function dataCentreSwitch(port: PortMaker, name: string): PortModel[] {
  const number = Number(name.at(-1));
  const servers = provinceAgencies
    .filter(({ code }) => code === coreRouter.agency)
    .flatMap(({ devices }) => devices.filter((device) => device.role === 'server'));
  const access = Array.from({ length: 24 }, (_, index) => {
    const server = servers[index];
    const line = server && index % 2 === number - 1 ? lower(serversLine(server.name)) : null;
    return port(`Gi1/0/${index + 1}`, server?.name ?? '', GBPS, line);
  });
  return [
    ...access,
    port('Te1/1/1', 'firewall', 10 * GBPS, upper(switchTrunk(number))),
    port('Te1/1/2', '', 10 * GBPS, null),
  ];
}

function agencySwitch(port: PortMaker, agency: string, line: Line): PortModel[] {
  const used = chanceBetween(`${agency} access`, 9, 20);
  const access = Array.from({ length: 24 }, (_, index) => {
    const seed = `${agency} access ${index}`;
    if (index >= used) return port(`Gi0/${index + 1}`, '', GBPS, null, { adminUp: index < 22 });
    const share = (0.6 + 0.8 * chance(seed)) / used;
    const down = trafficOf(`${seed} down`, line.down.busyBps * share);
    const up = trafficOf(`${seed} up`, line.up.busyBps * share);
    return port(`Gi0/${index + 1}`, `Phòng ${100 + index + 1}`, GBPS, lower({ down, up }));
  });
  return [...access, port('Gi0/25', 'wan-router', GBPS, upper(line)), port('Gi0/26', '', GBPS, null)];
}

/** A port at the upper end of a line sends down what comes in at the lower end, and the other way round. */
function lower({ down, up }: Line): NonNullable<PortModel['traffic']> {
  return { in: up, out: down };
}

function upper({ down, up }: Line): NonNullable<PortModel['traffic']> {
  return { in: down, out: up };
}

type PortMaker = (
  name: string,
  alias: string,
  speedBps: number,
  traffic: PortModel['traffic'],
  more?: Partial<Pick<PortModel, 'ifType' | 'adminUp'>>,
) => PortModel;

function portMaker(seed: string): PortMaker {
  return (name, alias, speedBps, traffic, more = {}) => {
    const digits = Array.from({ length: 5 }, (_, index) => chanceBetween(`${seed} ${name} mac ${index}`, 0, 255));
    // 02: locally administered, so no maker's range is claimed.
    return { name, alias, ifType: 6, speedBps, mac: Buffer.from([2, ...digits]), adminUp: true, traffic, ...more };
  };
}

const GIB = 2 ** 30;

function serverStorage(seed: string): StorageModel[] {
  const full = (name: string) => 0.25 + 0.5 * chance(`${seed} ${name}`);
  const used = (name: string, swing: number): [number, number] => [full(name), full(name) + swing];
  return [
    { name: 'Physical memory', kind: 2, unitBytes: 1024, units: (32 * GIB) / 1024, usedRatio: used('ram', 0.2) },
    { name: '/', kind: 4, unitBytes: 4096, units: (80 * GIB) / 4096, usedRatio: used('root', 0.01) },
    { name: '/srv', kind: 4, unitBytes: 4096, units: (1024 * GIB) / 4096, usedRatio: used('srv', 0.02) },
  ];
}
