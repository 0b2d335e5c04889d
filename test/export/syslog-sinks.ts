import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A syslog server: what it was sent, message by message, as bytes. */
export type Sink = { readonly port: number; readonly messages: Buffer[]; close(): Promise<void> };

/** A TCP sink and what it can do to its clients. */
export type TcpSink = Sink & {
  /** Connections opened so far. */
  accepted(): number;
  /** Closes all connections; half-received frames are forgotten, as a server does. */
  hangUp(): void;
};

/** A UDP sink on a loopback address; port 0 = any free one. */
export async function udpSink(address: string, port = 0): Promise<Sink> {
  const socket: UdpSocket = createSocket('udp4');
  const messages: Buffer[] = [];
  socket.on('message', (message) => messages.push(message));
  socket.bind(port, address);
  await once(socket, 'listening');
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    socket.close();
    await once(socket, 'close');
  };
  onTestFinished(close);
  return { port: socket.address().port, messages, close };
}

/** A TCP sink that reads octet-counted frames, and throws on anything else; `deaf` = it accepts and never reads. */
export async function tcpSink(address: string, port = 0, deaf = false): Promise<TcpSink> {
  const messages: Buffer[] = [];
  const clients = new Set<Socket>();
  let accepted = 0;
  const server: Server = createServer({ pauseOnConnect: deaf }, (client) => {
    accepted += 1;
    clients.add(client);
    client.on('error', () => undefined).on('close', () => clients.delete(client));
    if (deaf) return;
    let waiting = Buffer.alloc(0);
    client.on('data', (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      for (let frame = nextFrame(waiting); frame !== null; frame = nextFrame(waiting)) {
        messages.push(frame.message);
        waiting = frame.rest;
      }
    });
  });
  server.listen(port, address);
  await once(server, 'listening');
  const hangUp = (): void => {
    for (const client of clients) client.destroy();
  };
  const close = (): Promise<void> => {
    hangUp();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('not a TCP port');
  return { port: bound.port, messages, accepted: () => accepted, hangUp, close };
}

/** RFC 6587 section 3.4.1: MSG-LEN SP SYSLOG-MSG; null while a frame is not whole. */
export function nextFrame(bytes: Buffer): { readonly message: Buffer; readonly rest: Buffer<ArrayBuffer> } | null {
  const space = bytes.indexOf(' ');
  const digits = bytes.subarray(0, space === -1 ? bytes.length : space).toString('latin1');
  if (!/^([1-9]\d{0,4})?$/.test(digits)) throw new Error(`no frame begins with ${JSON.stringify(digits.slice(0, 40))}`);
  const end = space + 1 + Number(digits);
  if (space === -1 || bytes.length < end) return null;
  return { message: Buffer.from(bytes.subarray(space + 1, end)), rest: Buffer.from(bytes.subarray(end)) };
}
