import { hostname } from 'node:os';
import type { AuditLine } from '../access/audit-line.ts';
import { appendAuditJson } from './audit-json.ts';
import { type AuditPosition, auditPosition } from './audit-position.ts';
import { openSyslog, type SyslogTarget } from './syslog.ts';
import type { SyslogOrigin } from './syslog-message.ts';

/** A way for audit rows out of the house, with the place where how far they got is kept. */
type Sink = {
  readonly name: string;
  readonly position: AuditPosition;
  room(): number;
  take(rows: readonly AuditLine[]): void;
  waiting(): number;
  close(): Promise<void>;
};

/** A file of JSON lines. */
export function jsonSink(file: string, positionFile: string): Sink {
  return {
    name: 'json',
    position: auditPosition(positionFile),
    room: () => MOST_QUEUED,
    take: (rows) => appendAuditJson(file, rows),
    waiting: () => 0,
    close: async () => {},
  };
}

/** A syslog server, in the name of this machine and process. */
export function syslogSink(target: SyslogTarget, facility: SyslogOrigin['facility'], positionFile: string): Sink {
  const syslog = openSyslog(target, { facility, hostname: hostname(), processId: String(process.pid) });
  const waiting = () => syslog.counts().waiting;
  return {
    name: 'syslog',
    position: auditPosition(positionFile),
    room: () => MOST_QUEUED - waiting(),
    take: (rows) => {
      for (const row of rows) syslog.send(row);
    },
    waiting,
    close: () => syslog.close(),
  };
}

// Far below what the sender's own queue holds, so that it never has to drop a row.
const MOST_QUEUED = 1_000;
