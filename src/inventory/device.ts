/** What a device is for. A `router` of an agency is its point on the government WAN. */
export const roles = ['router', 'firewall', 'switch', 'server', 'ups', 'access_point', 'printer', 'other'] as const;
export type Role = (typeof roles)[number];

/** What a device's reachability is judged by. */
export const reachabilities = ['icmp', 'snmp', 'tcp'] as const;
export type Reachability = (typeof reachabilities)[number];

/** Only `active` devices are polled; `planned` ones are not yet, `retired` ones no longer. */
export const lifecycles = ['planned', 'active', 'retired'] as const;
export type Lifecycle = (typeof lifecycles)[number];

/** A device as it stands now. Ids are never reused. */
export type Device = {
  readonly id: number;
  readonly agencyId: number;
  /** Unique within its agency. */
  readonly name: string;
  readonly role: Role;
  /** Canonical IPv4 or IPv6 literal. */
  readonly address: string;
  readonly snmpPort: number;
  /** Port of the TCP reachability probe; null unless `reachability` is `tcp`. */
  readonly tcpPort: number | null;
  readonly credentialId: number | null;
  readonly reachability: Reachability;
  /** Devices through which this one is reached; any one of them being up is enough. */
  readonly parentIds: readonly number[];
  readonly lifecycle: Lifecycle;
  readonly createdAt: number;
  /** Commit sequence of the last change: the ETag of the device. */
  readonly changedSeq: number;
};

/** The probes a device gets: ICMP always, SNMP with a credential, TCP with a port. */
export function probesOf(device: Pick<Device, 'credentialId' | 'tcpPort'>): Reachability[] {
  const probes: Reachability[] = ['icmp'];
  if (device.credentialId !== null) probes.push('snmp');
  if (device.tcpPort !== null) probes.push('tcp');
  return probes;
}
