import { createHash } from 'node:crypto';

/** What one audit row says; the chain covers all of it. */
export type AuditContent = {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly seq: number;
  /** The stored JSON text, byte for byte. */
  readonly detail: string;
};

/** What stands before the first row. */
export const CHAIN_START = '0'.repeat(64);

/** The hash of a row: SHA-256 over the hash before it and the row's content, hex. */
export function chainHash(previous: string, row: AuditContent): string {
  const { id, at, actor, action, subjectKind, subjectId, seq, detail } = row;
  const content = JSON.stringify([previous, id, at, actor, action, subjectKind, subjectId, seq, detail]);
  return createHash('sha256').update(content, 'utf8').digest('hex');
}

/** A head of the chain as it was written outside the database: the newest row and its hash at that time. */
export type ChainHead = { readonly at: number; readonly id: number; readonly hash: string };

/** Ways in which a chain can be wrong; `text/` words them as `audit-…`. */
export const chainFaultReasons = ['hash-differs', 'row-missing', 'row-extra', 'truncated', 'head-differs'] as const;

/**
 * What is wrong with a chain: the first bad row and why. `row-missing` and `truncated` name the first row that is not
 * there. `head-differs`: all hashes from the head before on were made anew, so the change lies between that one and this row.
 */
export type ChainFault = { readonly id: number; readonly reason: (typeof chainFaultReasons)[number] };

/**
 * Checks rows (in the order of their ids) against their own hashes and against the heads kept outside.
 * 1. Ids follow each other from 1 without a hole.
 * 2. Every hash follows from the one before and the row's content.
 * 3. Every head names a row that is still there with the same hash: a rolled-back or cut chain lacks it.
 */
export function verifyChain(
  rows: Iterable<AuditContent & { readonly hash: string }>,
  heads: readonly ChainHead[],
): ChainFault | null {
  const byId = Map.groupBy(heads, (head) => head.id);
  let previous = CHAIN_START;
  let last = 0;
  for (const row of rows) {
    if (row.id <= last) return { id: row.id, reason: 'row-extra' };
    if (row.id !== last + 1) return { id: last + 1, reason: 'row-missing' };
    if (chainHash(previous, row) !== row.hash) return { id: row.id, reason: 'hash-differs' };
    if (byId.get(row.id)?.some((head) => head.hash !== row.hash)) return { id: row.id, reason: 'head-differs' };
    previous = row.hash;
    last = row.id;
  }
  return heads.some((head) => head.id > last) ? { id: last + 1, reason: 'truncated' } : null;
}
