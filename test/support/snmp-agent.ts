import dgram from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import {
  AuthProtocols,
  createAgent,
  MaxAccess,
  MibProviderType,
  ObjectType,
  PrivProtocols,
  SecurityLevel,
} from 'net-snmp';
import type { AuthProtocol, SnmpCredential } from '../../src/inventory/credential.ts';

/** A healthy agent of npm net-snmp on a free port: a system group and two interfaces, `lo` and `wan0`. */
export type HealthyAgent = { readonly address: string; readonly port: number; close(): void };

const auth: Record<AuthProtocol, AuthProtocols> = {
  sha1: AuthProtocols.sha,
  sha224: AuthProtocols.sha224,
  sha256: AuthProtocols.sha256,
  sha384: AuthProtocols.sha384,
  sha512: AuthProtocols.sha512,
};

/** What the healthy agent counts on `wan0`: more than 32 bits. */
export const wanInOctets = 2n ** 40n + 7n;

/** Starts a healthy agent that knows these credentials. */
export async function startAgent(address: string, credentials: readonly SnmpCredential[]): Promise<HealthyAgent> {
  const socket = dgram.createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  const bind = socket.bind.bind(socket);
  // The library takes port 0 for 161; its own call to bind is turned into "any free port".
  const anyPort = Object.assign(socket, { bind: () => bind(0, address) });
  const agent = createAgent(
    { transport: isIPv6(address) ? 'udp6' : 'udp4', address, dgramModule: { createSocket: () => anyPort } },
    () => {},
  );
  await once(socket, 'listening');
  for (const credential of credentials) authorize(agent.getAuthorizer(), credential);
  fillMib(agent.getMib());
  return { address, port: socket.address().port, close: () => agent.close() };
}

type Authorizer = { addCommunity(community: string): void; addUser(user: object): void };

function authorize(authorizer: Authorizer, credential: SnmpCredential): void {
  if (credential.version === 'v2c') {
    authorizer.addCommunity(credential.community);
    return;
  }
  authorizer.addUser({
    name: credential.user,
    level: SecurityLevel.authPriv,
    authProtocol: auth[credential.authProtocol],
    authKey: credential.authPassword,
    privProtocol: credential.privProtocol === 'aes256' ? PrivProtocols.aes256b : PrivProtocols.aes,
    privKey: credential.privPassword,
  });
}

type Mib = {
  registerProvider(provider: object): void;
  setScalarValue(name: string, value: unknown): void;
  addTableRow(name: string, row: unknown[]): void;
};

const system = {
  sysDescr: [1, ObjectType.OctetString, 'Bộ định tuyến thử nghiệm'],
  sysObjectID: [2, ObjectType.OID, '1.3.6.1.4.1.8072.3.2.10'],
  sysUpTime: [3, ObjectType.TimeTicks, 123_456],
  sysContact: [4, ObjectType.OctetString, 'noc@example.test'],
  sysName: [5, ObjectType.OctetString, 'rt-thu-nghiem'],
  sysLocation: [6, ObjectType.OctetString, 'Tủ 1'],
} as const;

const ifEntry = [
  [1, 'ifIndex', ObjectType.Integer],
  [2, 'ifDescr', ObjectType.OctetString],
  [3, 'ifType', ObjectType.Integer],
  [5, 'ifSpeed', ObjectType.Gauge],
  [6, 'ifPhysAddress', ObjectType.OctetString],
  [7, 'ifAdminStatus', ObjectType.Integer],
  [8, 'ifOperStatus', ObjectType.Integer],
  [10, 'ifInOctets', ObjectType.Counter],
  [13, 'ifInDiscards', ObjectType.Counter],
  [14, 'ifInErrors', ObjectType.Counter],
  [16, 'ifOutOctets', ObjectType.Counter],
  [19, 'ifOutDiscards', ObjectType.Counter],
  [20, 'ifOutErrors', ObjectType.Counter],
] as const;

const ifXEntry = [
  [1, 'ifName', ObjectType.OctetString],
  [6, 'ifHCInOctets', ObjectType.Counter64],
  [10, 'ifHCOutOctets', ObjectType.Counter64],
  [15, 'ifHighSpeed', ObjectType.Gauge],
  [18, 'ifAlias', ObjectType.OctetString],
  [19, 'ifCounterDiscontinuityTime', ObjectType.TimeTicks],
] as const;

function fillMib(mib: Mib): void {
  for (const [name, [number, scalarType, value]] of Object.entries(system)) {
    const oid = `1.3.6.1.2.1.1.${number}`;
    mib.registerProvider({ name, type: MibProviderType.Scalar, oid, scalarType, maxAccess: MaxAccess['read-only'] });
    mib.setScalarValue(name, value);
  }
  registerTable(mib, 'ifEntry', '1.3.6.1.2.1.2.2.1', ifEntry);
  mib.addTableRow('ifEntry', [1, 'lo', 24, 10_000_000, Buffer.alloc(0), 1, 1, 5, 0, 0, 5, 0, 0]);
  const mac = Buffer.from('0242ac110002', 'hex');
  mib.addTableRow('ifEntry', [2, 'wan0', 6, 4_294_967_295, mac, 1, 2, 7, 1, 2, 8, 3, 4]);
  registerTable(mib, 'ifXEntry', '1.3.6.1.2.1.31.1.1.1', ifXEntry, 'ifEntry');
  mib.addTableRow('ifXEntry', [1, 'lo', counter64(5n), counter64(5n), 10, 'vòng', 0]);
  mib.addTableRow('ifXEntry', [2, 'wan0', counter64(wanInOctets), counter64(8n), 10_000, 'Tới tỉnh', 42]);
}

function registerTable(
  mib: Mib,
  name: string,
  oid: string,
  cells: readonly (readonly [number, string, ObjectType])[],
  foreign?: string,
): void {
  const index = foreign ? { columnName: 'ifIndex', foreign } : { columnName: 'ifIndex' };
  mib.registerProvider({
    name,
    type: MibProviderType.Table,
    oid,
    maxAccess: MaxAccess['not-accessible'],
    tableColumns: cells.map(([number, column, type]) => ({
      number,
      name: column,
      type,
      maxAccess: MaxAccess['read-only'],
    })),
    tableIndex: [index],
  });
}

function counter64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
