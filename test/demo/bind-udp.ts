import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** A UDP socket that holds an address and port until closed; port 0 takes a free one. */
export type BoundUdp = {
  readonly port: number;
  readonly send: (datagram: Buffer, port: number, address: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Takes a UDP address and port; rejects with the error of the bind. */
export async function bindUdp(address: string, port: number): Promise<BoundUdp> {
  const socket = createSocket('udp4');
  socket.bind({ address, port, exclusive: true });
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    send: (datagram, toPort, to) => new Promise((resolve) => socket.send(datagram, toPort, to, () => resolve())),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
