import { wholeTree } from '../../src/access/scope.ts';
import type { InterfaceReading } from '../../src/monitor/reading.ts';
import { answer, echo, miss, NOON, reading, type Service } from './service.ts';

const departments = ['Sở Khoa học và Công nghệ', 'Sở Tài chính', 'Sở Y tế', 'Sở Giáo dục và Đào tạo'];
const communes = ['Bình Minh', 'Sơn Đông', 'Hòa Bình', 'Tân Lập', 'Vĩnh Thạnh', 'Phú Xuân', 'An Khê', 'Long Điền'];

/** An invented province: a data centre, departments and communes behind two aggregation switches, one of which is down. */
export async function fillProvince(service: Service): Promise<void> {
  const agencies = [
    ['H99', 'Trung tâm dữ liệu tỉnh', 'public_service'],
    ...departments.map((name, at) => [`H99.0${at + 1}`, name, 'department']),
    ...communes.map((name, at) => [`0000${at + 1}`, `UBND xã ${name}`, 'commune']),
  ].map(([code, name, block]) => ({ code, name, block, valid_from: '2025-07-01' }));
  const snmp = { credential: 'wan', reachability: 'snmp' };
  const routers = agencies.slice(1).map(({ code }, at) => ({
    agency: code,
    name: 'wan-router',
    role: 'router',
    address: `192.0.2.${at + 20}`,
    parents: [at < 8 ? 'H99/agg-1' : 'H99/agg-2'],
    ...snmp,
  }));
  const devices = [
    { agency: 'H99', name: 'core-router', role: 'router', address: '192.0.2.1', ...snmp },
    { agency: 'H99', name: 'agg-1', role: 'switch', address: '192.0.2.2', parents: ['H99/core-router'], ...snmp },
    { agency: 'H99', name: 'agg-2', role: 'switch', address: '192.0.2.3', parents: ['H99/core-router'], ...snmp },
    { agency: 'H99', name: 'dns-1', role: 'server', address: '2001:db8::53', parents: ['H99/core-router'], ...snmp },
    { agency: 'H99', name: 'fw-new', role: 'firewall', address: '192.0.2.9', lifecycle: 'planned' },
    ...routers,
  ];
  const facts = agencies.slice(1, 11).flatMap(({ code }, at) => [
    { agency: code, fact: 'offices_with_lan', value: at === 3 ? 0 : 6, valid_from: '2026-01-01' },
    { agency: code, fact: 'workstations', value: 31 + at * 4, valid_from: '2026-01-01' },
    { agency: code, fact: 'officials_needing_workstation', value: 40 + at * 3, valid_from: '2026-01-01' },
  ]);
  const credentials = [{ name: 'wan', version: 'v2c', community: 'canary-community' }];
  const sent = await service.ask('POST', '/api/v1/imports?name=province.json', {
    body: { agencies, credentials, devices, facts },
  });
  if (sent.status !== 200) throw new Error(`${await sent.text()} ${service.logged.join('')}`);
  observe(service);
  service.run({ kind: 'assess', date: null });
}

function observe(service: Service): void {
  const devices = service.store.read.devices.list(wholeTree, { lifecycle: 'active' });
  const silent = devices.find((one) => one.address === '192.0.2.30')?.id;
  const down = devices.filter((one) => one.name === 'agg-2' || one.parentIds.includes(3)).map((one) => one.id);
  const lone = devices.find((one) => one.address === '192.0.2.22')?.id;
  for (let round = 0; round <= 6; round += 1) {
    const at = NOON + round * 60_000;
    const seen = devices.filter((one) => one.id !== silent || round === 0);
    service.see(
      seen.flatMap(({ id }) => {
        const lost = round > 1 && (down.includes(id) || (id === lone && round > 3));
        return [
          lost ? miss(id, at) : { ...answer(id, at), rttMs: 3 + id * 1.7 },
          echo(id, at, lost ? 0 : 5 - (id % 5 === 0 ? 1 : 0)),
        ];
      }),
      seen.flatMap(({ id, role }) => {
        if (down.includes(id)) return [];
        const server = role === 'server';
        return [
          reading(id, at, {
            system: {
              sysDescr: 'RouterOS RB4011iGS+ 7.11',
              sysObjectId: '1.3.6.1.4.1.14988.1',
              uptimeTicks: 8_640_000 + round * 6_000,
              sysContact: 'noc@example.vn',
              sysName: `r${id}.wan`,
              sysLocation: 'Phòng máy chủ tầng 2',
              engineBoots: null,
            },
            interfaces: [1, 2, 3].map((ifIndex) => port(ifIndex, round)),
            storage: server
              ? [{ hrStorageIndex: 1, hrStorageType: null, hrStorageDescr: '/', sizeBytes: 64e9, usedBytes: 41e9 }]
              : [],
            processors: server ? [{ hrDeviceIndex: 1, loadPercent: 37 }] : [],
          }),
        ];
      }),
    );
  }
}

function port(ifIndex: number, round: number): InterfaceReading {
  return {
    ifIndex,
    ifName: `ge-0/0/${ifIndex}`,
    ifDescr: null,
    ifAlias: ifIndex === 1 ? 'WAN tỉnh' : null,
    ifType: 6,
    ifPhysAddress: null,
    ifAdminStatus: ifIndex === 3 ? 2 : 1,
    ifOperStatus: ifIndex === 3 ? 2 : 1,
    speedBps: 1e9,
    counterBits: 64,
    inOctets: BigInt(round) * 45_000_000n * BigInt(ifIndex),
    outOctets: BigInt(round) * 9_000_000n * BigInt(ifIndex),
    inErrors: 0n,
    outErrors: 0n,
    inDiscards: 0n,
    outDiscards: 0n,
    discontinuityTicks: 0,
  };
}
