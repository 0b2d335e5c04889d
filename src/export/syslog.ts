import { isIP } from 'node:net';
import type { AuditLine } from '../access/audit-line.ts';
import { ConfigurationError } from '../errors.ts';
import { LEAST_MESSAGE_BYTES, type SyslogOrigin, syslogMessage } from './syslog-message.ts';
import { openTcpWire, openUdpWire, type Wire } from './syslog-wire.ts';

/** Where audit rows are sent: an IP literal, never a name, and a port from 1 to 65535. */
export type SyslogTarget = { readonly protocol: 'udp' | 'tcp'; readonly address: string; readonly port: number };

/** How much may wait and how patient the sender is; ms. A retry waits twice as long as the one before, up to the most. */
export type SyslogLimits = {
  readonly mostWaiting: number;
  readonly firstRetryMs: number;
  readonly mostRetryMs: number;
  readonly stallMs: number;
};

/** What became of the rows: `sent` were taken by the network (over UDP that proves nothing), `dropped` found no room. */
type SyslogCounts = {
  readonly sent: number;
  readonly dropped: number;
  readonly waiting: number;
  /** How often a connection was refused, lost, or given up because nothing moved. */
  readonly failures: number;
};

/** Sends audit rows to a syslog server; never throws and never waits on behalf of its caller. */
export type Syslog = {
  /** Queues a row; a full queue drops it (the row itself stays in the database) and counts it. */
  send(row: AuditLine): void;
  counts(): SyslogCounts;
  /** Takes no more rows, and gives those that wait a moment to leave. */
  close(graceMs?: number): Promise<void>;
};

/**
 * A sender to one server, connected when there is something to send. A row leaves the queue when the network has taken the
 * whole of it, so a lost connection sends it again: rows can come twice (their ids tell), never in part.
 * @throws ConfigurationError for an address that is no IP literal.
 */
export function openSyslog(target: SyslogTarget, origin: SyslogOrigin, limits: SyslogLimits = defaults): Syslog {
  if (isIP(target.address) === 0) {
    throw new ConfigurationError(`syslog: "${target.address}" không phải địa chỉ IP / is not an IP address`);
  }
  const [open, maxBytes] = target.protocol === 'udp' ? [openUdpWire, LEAST_MESSAGE_BYTES] : [openTcpWire, 8_192];
  const queue: Buffer[] = [];
  const count = { sent: 0, dropped: 0, failures: 0 };
  let wire: Wire | null = null;
  let retryMs = limits.firstRetryMs;
  let timer: NodeJS.Timeout | undefined;
  let onEmpty: (() => void) | null = null;
  let closed = false;

  /** Begins to send unless that is under way, or a retry is waited for. */
  const start = (): void => {
    if (wire !== null || timer !== undefined || queue.length === 0) return;
    const mine = open(target.address, target.port, { ready: () => pump(mine), lost: () => lose(mine) });
    wire = mine;
    watch(mine);
  };

  const pump = (mine: Wire): void => {
    if (mine !== wire) return;
    unwatch();
    const message = queue[0];
    if (message === undefined) {
      onEmpty?.();
      return;
    }
    watch(mine);
    mine.write(message, () => {
      if (mine !== wire) return;
      queue.shift();
      count.sent += 1;
      retryMs = limits.firstRetryMs;
      pump(mine);
    });
  };

  const lose = (mine: Wire): void => {
    if (mine !== wire) return;
    unwatch();
    mine.destroy();
    wire = null;
    // A server may close a connection that has nothing to do.
    if (queue.length === 0) return;
    count.failures += 1;
    timer = setTimeout(() => {
      timer = undefined;
      start();
    }, retryMs);
    retryMs = Math.min(retryMs * 2, limits.mostRetryMs);
  };

  const watch = (mine: Wire): void => {
    timer = setTimeout(() => lose(mine), limits.stallMs);
  };
  const unwatch = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };

  return {
    send(row) {
      if (closed || queue.length >= limits.mostWaiting) {
        count.dropped += 1;
        return;
      }
      queue.push(syslogMessage(row, origin, maxBytes));
      if (wire === null) start();
      else if (timer === undefined) pump(wire);
    },
    counts: () => ({ ...count, waiting: queue.length }),
    async close(graceMs = 2_000) {
      closed = true;
      if (queue.length > 0) {
        let grace: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          onEmpty = resolve;
          grace = setTimeout(resolve, graceMs);
        });
        clearTimeout(grace);
      }
      unwatch();
      const last = wire;
      wire = null;
      await last?.end();
    },
  };
}

const defaults: SyslogLimits = { mostWaiting: 5_000, firstRetryMs: 1_000, mostRetryMs: 60_000, stallMs: 30_000 };
