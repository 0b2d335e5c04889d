import { isIPv6 } from 'node:net';
import {
  Authentication,
  AuthProtocols,
  createSession,
  createV3Session,
  PrivProtocols,
  SecurityLevel,
  type Session,
  Version2c,
} from 'net-snmp';
import type { AuthProtocol, SnmpCredential } from '../inventory/credential.ts';
import type { SnmpTarget } from './snmp-target.ts';

/**
 * How a 256-bit AES key is stretched from a shorter digest (SHA-1, SHA-224): `blumenthal` (draft-blumenthal-aes-usm,
 * Net-SNMP's AES-256) or `reeder` (draft-reeder-snmpv3-usm-3desede, Cisco, Net-SNMP's AES-256-C). Longer digests need neither.
 */
export type Aes256Flavour = 'blumenthal' | 'reeder';

type UserCredential = SnmpCredential & { readonly version: 'v3' };

const authProtocols: Record<AuthProtocol, AuthProtocols> = {
  sha1: AuthProtocols.sha,
  sha224: AuthProtocols.sha224,
  sha256: AuthProtocols.sha256,
  sha384: AuthProtocols.sha384,
  sha512: AuthProtocols.sha512,
};

/** A session of net-snmp on the sockets of `dgramModule`; checks of OIDs are left to the caller, who keeps what was read. */
export function openLibrarySession(target: SnmpTarget, flavour: Aes256Flavour, dgramModule: object): Session {
  const { credential } = target;
  const options = {
    port: target.port,
    timeout: target.timeoutMs,
    retries: target.retries,
    transport: isIPv6(target.address) ? 'udp6' : 'udp4',
    dgramModule,
  } as const;
  if (credential.version === 'v2c') {
    return createSession(target.address, credential.community, { ...options, version: Version2c });
  }
  const aes256 = flavour === 'reeder' ? PrivProtocols.aes256r : PrivProtocols.aes256b;
  const user = {
    name: credential.user,
    level: SecurityLevel.authPriv,
    authProtocol: authProtocols[credential.authProtocol],
    authKey: credential.authPassword,
    privProtocol: credential.privProtocol === 'aes256' ? aes256 : PrivProtocols.aes,
    privKey: credential.privPassword,
  };
  return createV3Session(target.address, user, options);
}

/** Whether the two flavours give different keys for this credential. */
export function hasFlavours(credential: SnmpCredential): boolean {
  if (credential.version !== 'v3' || credential.privProtocol !== 'aes256') return false;
  return credential.authProtocol === 'sha1' || credential.authProtocol === 'sha224';
}

/** Whether the digest of a v3 message was made with this credential's password. `digest` is a view into `datagram`. */
export function isDigestRight(
  datagram: Buffer,
  message: { readonly engineId: Buffer; readonly digest: Buffer },
  credential: UserCredential,
): boolean {
  const protocol = authProtocols[credential.authProtocol];
  return Authentication.isAuthentic(datagram, protocol, credential.authPassword, message.engineId, message.digest);
}
