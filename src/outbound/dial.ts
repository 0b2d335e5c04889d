import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { canonicalAddress } from '../inventory/address.ts';

/** Begins a TCP connection to an IP literal. */
export type Connect = (address: string, port: number) => Socket;

/**
 * A TCP connection to the first of the addresses (IP literals, already checked) that answers; each has an equal share of
 * `limitMs`. A connection that ends up anywhere else than at the address asked for is closed before a byte is sent.
 */
export async function dial(
  addresses: readonly string[],
  port: number,
  connect: Connect,
  limitMs: number,
  signal: AbortSignal,
): Promise<Socket | 'elsewhere'> {
  const tried = addresses.slice(0, MOST_TRIED);
  for (const [at, address] of tried.entries()) {
    const socket = connect(address, port);
    socket.on('error', () => {});
    try {
      const share = AbortSignal.timeout(limitMs / tried.length);
      await once(socket, 'connect', { signal: AbortSignal.any([signal, share]) });
      if (isSame(socket.remoteAddress, address)) return socket;
      socket.destroy();
      return 'elsewhere';
    } catch (error) {
      socket.destroy();
      if (signal.aborted || at === tried.length - 1) throw error;
    }
  }
  throw new Error('no address');
}

/** TLS over a connection; the certificate must be for `host` and lead to a trusted authority, whatever the environment says. */
export async function secure(socket: Socket, host: string, trust: SecureContext, signal: AbortSignal): Promise<Socket> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const connection = connectTls({
    ...name,
    socket,
    host,
    secureContext: trust,
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
  });
  connection.on('error', () => {});
  await once(connection, 'secureConnect', { signal });
  return connection;
}

const MOST_TRIED = 4;

function isSame(remote: string | undefined, address: string): boolean {
  return remote !== undefined && canonicalAddress(remote) === canonicalAddress(address);
}
