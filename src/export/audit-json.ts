import { appendFileSync } from 'node:fs';
import { type AuditLine, auditJsonLine } from '../access/audit-line.ts';

/** Adds audit rows to a file of JSON lines, mode 0600; they are with the operating system when this returns. Throws as node:fs does. */
export function appendAuditJson(file: string, rows: readonly AuditLine[]): void {
  appendFileSync(file, rows.map((row) => `${auditJsonLine(row)}\n`).join(''), { mode: 0o600 });
}
