import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** A bound UDP socket dressed up as the `dgram` module that net-snmp makes its socket with. */
export type MutedSocket = {
  readonly dgramModule: { readonly createSocket: () => object };
  /** While muted it drops what comes in but stays bound, so that nobody else can take the address meanwhile. */
  readonly mute: (on: boolean) => void;
  readonly close: () => Promise<void>;
};

/** Binds first and hands over a socket that is known to work; rejects with the error of the bind. */
export async function openMutedSocket(address: string, port: number): Promise<MutedSocket> {
  const socket = await bind(address, port);
  let muted = false;
  const face = {
    on: (event: string, listener: (...args: unknown[]) => void) => {
      if (event === 'message') {
        socket.on('message', (datagram: Buffer, sender: RemoteInfo) => {
          if (!muted) listener(datagram, sender);
        });
      } else {
        socket.on(event, listener);
      }
      return face;
    },
    bind: () => face,
    send: socket.send.bind(socket),
  };
  return {
    dgramModule: { createSocket: () => face },
    mute: (on) => {
      muted = on;
    },
    close: () => new Promise((resolve) => socket.close(resolve)),
  };
}

function bind(address: string, port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => socket.close(() => reject(error));
    socket.once('error', fail);
    socket.bind({ address, port }, () => {
      socket.off('error', fail);
      resolve(socket);
    });
  });
}
