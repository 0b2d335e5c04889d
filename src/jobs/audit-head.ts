import type { Logger } from 'pino';
import type { ChainHead } from '../access/audit-chain.ts';
import type { AuditLine } from '../access/audit-line.ts';
import type { Heads } from '../export/audit-heads.ts';
import type { CalendarJob } from './calendar.ts';

export type HeadDoors = {
  readonly heads: Heads;
  /** The audit row with an id, null when there is none; the newest one for null. */
  row(id: number | null): AuditLine | null;
  now(): number;
  readonly log: Logger;
};

/** Signs the head of the audit chain and writes it outside the database, once a day whether or not anything happened. */
export function auditHeadJob(schedule: string, doors: HeadDoors): CalendarJob {
  return {
    name: 'audit-head',
    schedule,
    async run() {
      const head = headNow(doors);
      if (head) doors.heads.append(head);
    },
  };
}

/**
 * The same at start and at the end of the service, where a head that stands already is not repeated. A head that the
 * database does not bear out, and a file that takes none, are told in the log: the service goes on, `verify audit` judges.
 */
export function noteAuditHead(doors: HeadDoors): void {
  const { heads, log } = doors;
  try {
    const newest = heads.read().heads.reduce<ChainHead | null>((a, b) => (a !== null && a.id > b.id ? a : b), null);
    if (newest !== null && doors.row(newest.id)?.hash !== newest.hash) {
      log.error({ auditRow: newest.id }, 'the audit does not fit the head kept outside; run "hatang verify audit"');
    }
    const head = headNow(doors);
    if (head && head.hash !== newest?.hash) heads.append(head);
  } catch (error) {
    log.error({ err: error }, 'the head of the audit was not written outside');
  }
}

function headNow({ row, now }: HeadDoors): ChainHead | null {
  const last = row(null);
  return last && { at: now(), id: last.id, hash: last.hash };
}
