import type { Varbind } from 'net-snmp';
import type { Reason } from '../monitor/observation.ts';
import { isTooBig } from './snmp-failure.ts';
import type { Reply } from './snmp-guard.ts';
import { varbindRoom } from './snmp-size.ts';
import { isAbsent, readValue, type SnmpValue } from './snmp-value.ts';

/** Where a walk stops whatever the agent says: rows per column, bytes of answers, requests, and time from its start. */
export type WalkLimits = {
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly maxRequests: number;
  readonly deadlineMs: number;
};

/** Values of one column by instance (the OID behind the column's, without a leading dot). */
export type Column = ReadonlyMap<string, SnmpValue>;

/** What a walk read. It is kept even when the walk stopped early: then `reason` says why, else it is null. */
export type WalkAnswer = {
  readonly columns: ReadonlyMap<string, Column>;
  readonly reason: Reason | null;
  /** Requests refused content-wise: not increasing, or backwards out of the column. */
  readonly wrongOids: number;
  readonly requests: number;
  readonly bytes: number;
};

/** One GETBULK without non-repeaters: the answer's varbinds per asked OID. */
export type Bulk = (oids: readonly string[], repetitions: number) => Promise<Reply>;

type Cursor = {
  readonly column: string;
  readonly values: Map<string, SnmpValue>;
  oid: string;
  rows: number;
  open: boolean;
};

/**
 * Reads columns side by side with GETBULK:
 * 1. ask every open column for its next rows, as many as fit one datagram;
 * 2. a column closes at its end, and with `wrong-oid` where its OIDs stop increasing;
 * 3. tooBig or an error halves first the rows, then the columns of a request, then gives the column up;
 * 4. silence or a limit ends the walk with what was read.
 */
export async function walkColumns(bulk: Bulk, columnOids: readonly string[], limits: WalkLimits): Promise<WalkAnswer> {
  const startedAt = performance.now();
  const cursors = columnOids.map((column): Cursor => ({ column, values: new Map(), oid: column, rows: 0, open: true }));
  let reason: Reason | null = null;
  let wrongOids = 0;
  const fullRoom = varbindRoom(columnOids);
  let room = fullRoom;
  let bytes = 0;
  let requests = 0;
  while (cursors.some((cursor) => cursor.open)) {
    const spent = requests >= limits.maxRequests || bytes >= limits.maxBytes;
    if (spent || performance.now() - startedAt >= limits.deadlineMs) {
      reason = 'partial';
      break;
    }
    const asked = cursors.filter((cursor) => cursor.open).slice(0, room);
    const reply = await bulk(
      asked.map((cursor) => cursor.oid),
      Math.max(1, Math.floor(room / asked.length)),
    );
    requests += 1;
    if (!reply.ok) {
      if (reply.outcome !== 'answer') {
        reason = reply.reason;
        break;
      }
      if (room > 1) {
        room = Math.floor(Math.min(room, asked.length * Math.floor(room / asked.length)) / 2);
        continue;
      }
      reason = isTooBig(reply) ? 'too-big' : 'agent-error';
      for (const cursor of asked) cursor.open = false;
      room = fullRoom;
      continue;
    }
    bytes += reply.bytes;
    if (reply.varbinds.length === 0) {
      reason = 'malformed';
      break;
    }
    for (const [position, cursor] of asked.entries()) {
      const fault = advance(cursor, [reply.varbinds[position] ?? []].flat(), limits.maxRows);
      if (fault === 'wrong-oid') wrongOids += 1;
      reason ??= fault;
    }
  }
  return {
    columns: new Map(cursors.map(({ column, values }) => [column, values])),
    reason,
    wrongOids,
    requests,
    bytes,
  };
}

/** Takes a column's varbinds in; says what is wrong with them, null when nothing is. */
function advance(cursor: Cursor, varbinds: readonly Varbind[], maxRows: number): 'wrong-oid' | 'partial' | null {
  for (const varbind of varbinds) {
    if (isAbsent(varbind)) {
      cursor.open = false;
      return null;
    }
    const follows = isAfter(varbind.oid, cursor.oid);
    if (!follows || !varbind.oid.startsWith(`${cursor.column}.`)) {
      cursor.open = false;
      return follows ? null : 'wrong-oid';
    }
    if (cursor.rows >= maxRows) {
      cursor.open = false;
      return 'partial';
    }
    cursor.oid = varbind.oid;
    cursor.rows += 1;
    const value = readValue(varbind);
    if (value !== null) cursor.values.set(varbind.oid.slice(cursor.column.length + 1), value);
  }
  return null;
}

/** Whether an OID stands after another in MIB order. */
function isAfter(oid: string, before: string): boolean {
  const [ours, theirs] = [oid.split('.').map(Number), before.split('.').map(Number)];
  for (const [position, part] of ours.entries()) {
    const other = theirs[position];
    if (other === undefined || part > other) return true;
    if (part < other) return false;
  }
  return false;
}
