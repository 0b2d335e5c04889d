import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** A UDP port that was free on this address a moment ago. */
export async function freeUdpPort(address: string): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
