import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** An authority made for one test: its certificate, and certificates it gives out. All PEM. */
export type Authority = {
  readonly pem: string;
  issue(host: string): { readonly key: string; readonly cert: string };
};

/** Makes an authority with a fresh key. */
export function makeAuthority(name: string): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // basicConstraints: this one may give out certificates.
  const isAuthority = sequence(
    oid(0x55, 0x1d, 0x13),
    der(0x01, bytes(0xff)),
    der(0x04, sequence(der(0x01, bytes(0xff)))),
  );
  return {
    pem: certificate(name, own.privateKey, name, own.publicKey, isAuthority),
    issue(host) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const address = isIPv4(host) ? der(0x87, bytes(...host.split('.').map(Number))) : der(0x82, Buffer.from(host));
      const forHost = sequence(oid(0x55, 0x1d, 0x11), der(0x04, sequence(address)));
      return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: certificate(name, own.privateKey, host, publicKey, forHost),
      };
    },
  };
}

/** X.509 v3 (RFC 5280) with one extension, signed by ECDSA with SHA-256. */
function certificate(issuer: string, key: KeyObject, subject: string, publicKey: KeyObject, extension: Buffer): string {
  const algorithm = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const times = ['200101000000Z', '491231235959Z'].map((time) => der(0x17, Buffer.from(time)));
  const content = sequence(
    der(0xa0, der(0x02, bytes(2))),
    der(0x02, bytes(1, Math.floor(Math.random() * 256), Math.floor(Math.random() * 256))),
    algorithm,
    distinguishedName(issuer),
    sequence(...times),
    distinguishedName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signed = sequence(content, algorithm, der(0x03, Buffer.concat([bytes(0), sign('sha256', content, key)])));
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function distinguishedName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))));
}

const bytes = (...values: number[]): Buffer => Buffer.from(values);
const oid = (...values: number[]): Buffer => der(0x06, bytes(...values));
const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts));

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const long = length > 255 ? [0x82, length >> 8, length & 255] : [0x81, length];
  return Buffer.concat([bytes(tag, ...(length < 128 ? [length] : long)), content]);
}
