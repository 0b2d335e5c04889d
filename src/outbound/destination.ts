import { isIP } from 'node:net';
import type { OutboundFault } from './outbound-error.ts';

/** Where a URL leads. `host` is a name or an IP literal without brackets; `port` is the scheme's where none is named. */
export type Destination = {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
};

/** Reads a URL, or says what is wrong with it. `host` of a fault is as far as it could be read, else empty. */
export function readDestination(given: string | URL): Destination | { fault: OutboundFault; host: string } {
  const url = URL.parse(given.toString());
  if (url === null) return { fault: 'url', host: '' };
  const host = url.hostname.replace(/^\[|\]$/g, '').slice(0, 253);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { fault: 'scheme', host };
  if (url.username !== '' || url.password !== '') return { fault: 'credentials', host };
  const isTls = url.protocol === 'https:';
  if (typeof given === 'string') {
    const written = writtenHost(given);
    if (written === null) return { fault: 'url', host };
    // 2130706433, 0x7f.1 and ①27.0.0.1 all become 127.0.0.1 on the way: somebody hides where they lead.
    if (isIP(host) === 4 && written !== host) return { fault: 'spelling', host };
  }
  return { url, host, port: Number(url.port || (isTls ? 443 : 80)), isTls };
}

/** The host as it was typed; null for what only a browser would still take for a URL (`http:/x`, `http:\\x`, tabs). */
function writtenHost(text: string): string | null {
  return /^https?:\/\/(\[[^\]]*\]|[^\s\p{C}/?#\\:]+)(?::\d*)?(?:[/?#]\P{C}*)?$/iu.exec(text)?.[1] ?? null;
}
