import { expect, test } from 'vitest';
import type { SentFile } from '../../src/http/import-file.ts';
import { Uploads } from '../../src/http/uploads.ts';

const HOUR = 3_600_000;
const MB = 1_024 * 1_024;

function file(name: string, bytes = 10): SentFile {
  return {
    bytes: new Uint8Array(bytes),
    form: 'csv',
    file: name,
    source: 'import:x',
    kind: null,
    encoding: null,
    sign: null,
    mappings: [],
    accept: { confidence: null, names: [] },
  };
}

test('a file is found by its owner alone, for an hour, until it is forgotten', () => {
  const uploads = new Uploads();
  const id = uploads.put('lan', file('a'), 0);
  expect(uploads.get(id, 'lan', HOUR - 1)?.sent.file).toBe('a');
  expect(uploads.get(id, 'hoa', 1)).toBeNull();
  expect(uploads.get('other', 'lan', 1)).toBeNull();
  expect(uploads.get(id, 'lan', HOUR)).toBeNull();
  uploads.forget(id);
  expect(uploads.get(id, 'lan', 1)).toBeNull();
});

test('one person keeps the newest three', () => {
  const uploads = new Uploads();
  const ids = ['a', 'b', 'c', 'd'].map((name) => uploads.put('lan', file(name), 0));
  const others = uploads.put('hoa', file('e'), 0);
  expect(ids.map((id) => uploads.get(id, 'lan', 1)?.sent.file ?? null)).toEqual([null, 'b', 'c', 'd']);
  expect(uploads.get(others, 'hoa', 1)).not.toBeNull();
});

test('all of them together keep within memory: the oldest go', () => {
  const uploads = new Uploads();
  const ids = Array.from({ length: 8 }, (_, at) => uploads.put(`p${at}`, file(`f${at}`, 16 * MB), at));
  const kept = ids.flatMap((id, at) => uploads.get(id, `p${at}`, 10)?.sent.file ?? []);
  expect(kept).toEqual(['f2', 'f3', 'f4', 'f5', 'f6', 'f7']);
});

test('what was said of a file is kept, but brings no forgotten one back', () => {
  const uploads = new Uploads();
  const id = uploads.put('lan', file('a'), 0);
  const upload = uploads.get(id, 'lan', 1);
  if (upload === null) throw new Error('lost');
  uploads.change(id, { ...upload, sent: { ...upload.sent, kind: 'sites' } });
  expect(uploads.get(id, 'lan', 2)?.sent.kind).toBe('sites');
  uploads.forget(id);
  uploads.change(id, upload);
  expect(uploads.get(id, 'lan', 2)).toBeNull();
});
