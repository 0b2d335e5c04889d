import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AuditLine } from '../../src/access/audit-line.ts';
import { jsonSink, syslogSink } from '../../src/export/audit-sinks.ts';

const row = (id: number): AuditLine => ({
  ...{ id, at: 1_700_000_000_000, actor: 'cli:lan', action: 'create', subjectKind: 'agency', subjectId: 'X', seq: id },
  ...{ detail: '{"name":"Xã\\u0007 Thử"}', hash: 'a'.repeat(64) },
});

function place(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-sinks-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the JSON file is added to, one line a row, for its owner alone, without control characters', () => {
  const folder = place();
  const file = path.join(folder, 'audit.jsonl');
  const sink = jsonSink(file, path.join(folder, 'at'));
  sink.take([row(1), row(2)]);
  sink.take([row(3)]);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual([1, 2, 3]);
  expect(lines[0]).not.toMatch(/\p{Cc}/u);
  expect([statSync(file).mode & 0o077, sink.waiting()]).toEqual([0, 0]);
});

test('how far the rows came outlives the process; a file that says nonsense means from the beginning', () => {
  const folder = place();
  const at = path.join(folder, 'at');
  const open = () => jsonSink(path.join(folder, 'audit.jsonl'), at).position;
  expect(open().load()).toBe(0);
  open().save(41);
  expect(open().load()).toBe(41);
  for (const text of ['', 'x', '-3', '1.5', '1e400']) {
    writeFileSync(at, text);
    expect(open().load()).toBe(0);
  }
});

test('a syslog server gets each row as a message of its facility', async () => {
  const server = createSocket('udp4');
  onTestFinished(() => void server.close());
  server.bind(0, '127.79.0.1');
  await once(server, 'listening');
  const target = { protocol: 'udp', address: '127.79.0.1', port: server.address().port } as const;
  const sink = syslogSink(target, 10, path.join(place(), 'at'));
  const arrived = once(server, 'message');
  sink.take([row(7)]);
  const [message] = await arrived;
  expect(String(message)).toMatch(/^<85>1 2023-11-14T22:13:20\.000Z \S+ hatang \d+ create \[audit@\d+ id="7"/);
  await sink.close();
  expect([sink.waiting(), sink.room()]).toEqual([0, 1_000]);
});
