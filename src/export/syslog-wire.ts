import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';

/** A way to a syslog server. After `lost` was called it is dead. */
export type Wire = {
  /** Sends one message; `taken` is called when the network has all of it, never after a failure. */
  write(message: Buffer, taken: () => void): void;
  /** Lets go at once. */
  destroy(): void;
  /** Lets go of it in order: what the network took still leaves. */
  end(): Promise<void>;
};

/** What the way tells: that messages can be written, or that it failed or was closed. */
export type WireEvents = { readonly ready: () => void; readonly lost: () => void };

/** One datagram a message. Connected, so that a port nobody listens on is noticed. */
export function openUdpWire(address: string, port: number, on: WireEvents): Wire {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  let open = true;
  const close = (): void => {
    if (open) socket.close();
    open = false;
  };
  const fail = (): void => {
    if (open) on.lost();
  };
  socket.on('error', fail);
  socket.once('connect', on.ready);
  socket.connect(port, address);
  return {
    write(message, taken) {
      socket.send(message, (error) => (error === null ? taken() : fail()));
    },
    destroy: close,
    async end() {
      close();
    },
  };
}

/** Octet counting over TCP (RFC 6587 section 3.4.1): the length in digits, a space, the message. */
export function openTcpWire(address: string, port: number, on: WireEvents): Wire {
  const socket = connect({ host: address, port, keepAlive: true, noDelay: true, autoSelectFamily: false });
  // Every error ends in a close.
  socket.on('error', () => undefined);
  socket.once('close', on.lost);
  socket.once('connect', on.ready);
  socket.resume();
  return {
    write(message, taken) {
      const frame = Buffer.concat([Buffer.from(`${message.length} `, 'ascii'), message]);
      socket.write(frame, (error) => {
        if (error === undefined || error === null) taken();
      });
    },
    destroy() {
      socket.destroy();
    },
    end() {
      return new Promise((resolve) => {
        if (socket.destroyed) return resolve();
        socket.once('close', () => resolve());
        socket.end(() => socket.destroy());
        socket.setTimeout(1_000, () => socket.destroy());
      });
    },
  };
}
