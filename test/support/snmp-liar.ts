import dgram, { type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { parseRequest, type Request } from './snmp-ber.ts';

/** Sends a datagram to who asked, from the agent's own socket, another port of it, or another address. */
export type Send = (datagram: Buffer, from?: 'self' | 'other-port' | 'other-address') => void;

/** A UDP agent whose every answer is made by the test. */
export type Liar = { readonly address: string; readonly port: number; asked(): number; close(): Promise<void> };

/** Starts an agent that hands each v2c request to `lie`. */
export function startLiar(address: string, lie: (request: Request, send: Send) => void): Promise<Liar> {
  return startServer(address, (datagram, send) => lie(parseRequest(datagram), send));
}

/**
 * Starts a man in the middle before a real agent: `meddle` gets the request, the agent's answer, and sends what it likes.
 */
export async function startMeddler(
  address: string,
  upstream: { readonly address: string; readonly port: number },
  meddle: (request: Buffer, reply: Buffer, send: Send) => void,
): Promise<Liar> {
  const lines = new Set<Socket>();
  const server = await startServer(address, (request, send) => {
    const line = dgram.createSocket('udp4');
    lines.add(line);
    line.on('message', (reply) => meddle(request, reply, send));
    line.send(request, upstream.port, upstream.address);
  });
  return {
    ...server,
    close: async () => {
      for (const line of lines) line.close();
      await server.close();
    },
  };
}

async function startServer(address: string, serve: (datagram: Buffer, send: Send) => void): Promise<Liar> {
  const self = await bind(address);
  const otherPort = await bind(address);
  const otherAddress = await bind('127.255.11.7');
  let count = 0;
  self.on('message', (datagram: Buffer, to: RemoteInfo) => {
    count += 1;
    serve(datagram, (reply, from = 'self') => {
      const socket = { self, 'other-port': otherPort, 'other-address': otherAddress }[from];
      socket.send(reply, to.port, to.address);
    });
  });
  return {
    address,
    port: self.address().port,
    asked: () => count,
    close: async () => {
      for (const socket of [self, otherPort, otherAddress]) {
        socket.close();
        await once(socket, 'close');
      }
    },
  };
}

async function bind(address: string): Promise<Socket> {
  const socket = dgram.createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}
