import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { CHAIN_START, chainHash } from '../../src/access/audit-chain.ts';
import type { AuditLine } from '../../src/access/audit-line.ts';
import { openHeads } from '../../src/export/audit-heads.ts';
import { auditHeadJob, noteAuditHead } from '../../src/jobs/audit-head.ts';

const going = new AbortController().signal;

/** A chain of so many rows. */
function chain(length: number, actor = 'job:test'): AuditLine[] {
  const rows: AuditLine[] = [];
  for (let id = 1; id <= length; id += 1) {
    const content = { id, at: id, actor, action: 'a', subjectKind: 'agency', subjectId: 'X', seq: id, detail: '{}' };
    rows.push({ ...content, hash: chainHash(rows.at(-1)?.hash ?? CHAIN_START, content) });
  }
  return rows;
}

function open(rows: AuditLine[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-heads-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'heads.jsonl');
  const heads = openHeads({ file, keyFile: path.join(folder, 'key.pem') });
  const lines: string[] = [];
  const row = (id: number | null) => (id === null ? rows.at(-1) : rows.find((one) => one.id === id)) ?? null;
  const doors = { heads, row, now: () => 77, log: pino({}, { write: (line) => lines.push(line) }) };
  return { doors, file, lines, rows, written: () => heads.read().heads.map(({ id, at }) => [id, at]) };
}

test('each day the head is written, on a day without changes too', async () => {
  const { doors, written } = open(chain(3));
  const job = auditHeadJob('0 1 * * *', doors);
  await job.run(1, null, going);
  await job.run(2, 1, going);
  expect(written()).toEqual([
    [3, 77],
    [3, 77],
  ]);
});

test('without any row there is no head', async () => {
  const { doors, written } = open([]);
  await auditHeadJob('0 1 * * *', doors).run(1, null, going);
  noteAuditHead(doors);
  expect(written()).toEqual([]);
});

test('at start and stop a head is written when there is news', () => {
  const { doors, rows, written, lines } = open(chain(2));
  noteAuditHead(doors);
  noteAuditHead(doors);
  rows.splice(0, 2, ...chain(5));
  noteAuditHead(doors);
  expect(written().map(([id]) => id)).toEqual([2, 5]);
  expect(lines).toEqual([]);
});

test.each([
  ['rolled back', chain(2)],
  ['made anew', chain(3, 'job:other')],
])('an audit that was %s while nobody looked is told at the next start', (_, after) => {
  const { doors, rows, lines } = open(chain(3));
  noteAuditHead(doors);
  rows.splice(0, 3, ...after);
  noteAuditHead(doors);
  expect(lines).toEqual([expect.stringMatching(/"level":50.*"auditRow":3.*hatang verify audit/)]);
});

test('a heads file that is bad stops no service: it is told', () => {
  const { doors, file, lines } = open(chain(3));
  noteAuditHead(doors);
  writeFileSync(file, 'nonsense\n');
  noteAuditHead(doors);
  expect(lines.join('')).toMatch(/"level":50.*not written outside/);
});
