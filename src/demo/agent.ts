import { createHash } from 'node:crypto';
import type { RemoteInfo } from 'node:dgram';
import { AuthProtocols, createAgent, ErrorStatus, PrivProtocols, SecurityLevel, type User } from 'net-snmp';
import { DAY_MS } from '../calendar/interval.ts';
import type { AuthProtocol, SnmpCredential } from '../inventory/credential.ts';
import { chance } from './chance.ts';
import type { DeviceModel } from './device-model.ts';
import { deviceObjects } from './device-objects.ts';
import { openMutedSocket } from './muted-socket.ts';
import { type Binding, plantTree } from './object-tree.ts';

/** A simulated device. `down` makes it silent and `up` ends that; `reboot` starts its uptime and counters again at 0. */
export type DemoAgent = {
  readonly down: () => void;
  readonly up: () => void;
  readonly reboot: () => void;
  readonly stop: () => Promise<void>;
};

/** What an agent needs; `now` gives epoch ms and must never step back, or the counters would. */
export type AgentPlan = {
  readonly address: string;
  readonly port: number;
  readonly credential: SnmpCredential;
  readonly model: DeviceModel;
  readonly now: () => number;
};

/**
 * Starts an SNMP agent (v2c, or v3 authPriv) on its own address; rejects with the socket's error when the address or port
 * cannot be had. Its uptime goes on as if the device had run while this program did not.
 */
export async function startAgent({ address, port, credential, model, now }: AgentPlan): Promise<DemoAgent> {
  let bootAt = bootBefore(now(), model.seed);
  let boots = 1;
  const tree = plantTree(deviceObjects(model, { now, bootAt: () => bootAt }));
  const socket = await openMutedSocket(address, port);

  // The library's callback carries requests it refused, with passwords in clear: nothing of it is looked at.
  const agent: LibraryAgent = createAgent(
    { address, port, engineID: engineIdOf(model.seed), dgramModule: socket.dgramModule },
    () => {},
  );
  if (credential.version === 'v2c') agent.getAuthorizer().addCommunity(credential.community);
  else agent.getAuthorizer().addUser(userOf(credential));
  Object.defineProperty(agent.engine, 'engineBoots', { get: () => boots });
  Object.defineProperty(agent.engine, 'engineTime', { get: () => Math.floor((now() - bootAt) / 1000) });

  // The library's own MIB counts maxRepetitions in bindings instead of rows and ends a table with noSuchInstance.
  const answer = (read: (pdu: LibraryPdu) => readonly Binding[]): LibraryHandler => {
    return (from, message, sender) => {
      if (message.version === SNMP_V1) return;
      const response = message.pdu.getResponsePduForRequest();
      response.varbinds = [...read(message.pdu)];
      agent.sendResponse(from, sender, message, response);
    };
  };
  agent.getRequest = answer(({ varbinds }) => varbinds.map(({ oid }) => tree.get(oid)));
  agent.getNextRequest = answer(({ varbinds }) => varbinds.map(({ oid }) => tree.next(oid)));
  agent.getBulkRequest = answer(({ varbinds, nonRepeaters = 0, maxRepetitions = 0 }) => {
    const oids = varbinds.map(({ oid }) => oid);
    return tree.bulk(oids, nonRepeaters, maxRepetitions);
  });
  agent.setRequest = (from, message, sender) => {
    const response = message.pdu.getResponsePduForRequest();
    response.varbinds = message.pdu.varbinds;
    response.errorStatus = ErrorStatus.NotWritable;
    response.errorIndex = 1;
    agent.sendResponse(from, sender, message, response);
  };

  return {
    down: () => socket.mute(true),
    up: () => socket.mute(false),
    reboot: () => {
      bootAt = now();
      boots += 1;
    },
    stop: () => socket.close(),
  };
}

const SNMP_V1 = 0;

/** What we use of net-snmp's agent, which its types leave open; proved against the pinned version by the tests. */
type LibraryAgent = {
  readonly engine: object;
  readonly getAuthorizer: () => {
    readonly addCommunity: (community: string) => void;
    readonly addUser: (user: User) => void;
  };
  readonly sendResponse: (socket: unknown, sender: RemoteInfo, request: LibraryMessage, response: LibraryPdu) => void;
  getRequest: LibraryHandler;
  getNextRequest: LibraryHandler;
  getBulkRequest: LibraryHandler;
  setRequest: LibraryHandler;
};
type LibraryHandler = (socket: unknown, message: LibraryMessage, sender: RemoteInfo) => void;
type LibraryMessage = { readonly version: number; readonly pdu: LibraryPdu };
type LibraryPdu = {
  varbinds: Binding[];
  errorStatus?: ErrorStatus;
  errorIndex?: number;
  readonly nonRepeaters?: number;
  readonly maxRepetitions?: number;
  readonly getResponsePduForRequest: () => LibraryPdu;
};

const authProtocols: Record<AuthProtocol, AuthProtocols> = {
  sha1: AuthProtocols.sha,
  sha224: AuthProtocols.sha224,
  sha256: AuthProtocols.sha256,
  sha384: AuthProtocols.sha384,
  sha512: AuthProtocols.sha512,
};

function userOf(credential: SnmpCredential & { readonly version: 'v3' }): User {
  return {
    name: credential.user,
    level: SecurityLevel.authPriv,
    authProtocol: authProtocols[credential.authProtocol],
    authKey: credential.authPassword,
    privProtocol: credential.privProtocol === 'aes256' ? PrivProtocols.aes256b : PrivProtocols.aes,
    privKey: credential.privPassword,
  };
}

/** The last of the device's own regular boots, 120 to 400 days apart: the same instant in every run until the next one. */
function bootBefore(now: number, seed: string): number {
  const apartMs = (120 + 280 * chance(`${seed} boot`)) * DAY_MS;
  const shift = apartMs * chance(`${seed} boot shift`);
  return Math.floor(now - ((now + shift) % apartMs));
}

/** snmpEngineID of RFC 3411: the example enterprise 32473, format 5 (octets), from the device's name. */
function engineIdOf(seed: string): string {
  return `80007ed905${createHash('sha256').update(seed).digest('hex').slice(0, 16)}`;
}
