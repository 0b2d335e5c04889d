import { createSocket } from 'node:dgram';

/**
 * Whether this machine itself would know where to send a packet for the address. Nothing is sent: connecting a UDP
 * socket only asks the routing table. False also when it cannot be asked: then silence proves nothing about the device.
 */
export function hasRoute(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    const settle = (known: boolean) => {
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
      resolve(known);
    };
    socket.once('error', () => settle(false));
    socket.once('connect', () => settle(true));
    socket.connect(discardPort, address);
  });
}

/** Any port does; 9 is "discard" (RFC 863). */
const discardPort = 9;
