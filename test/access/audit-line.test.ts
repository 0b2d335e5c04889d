import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditJsonLine, encodeControls } from '../../src/access/audit-line.ts';

const row = {
  id: 7,
  at: Date.UTC(2026, 0, 5),
  actor: 'account:an',
  action: 'device.patch',
  subjectKind: 'device',
  subjectId: '12',
  seq: 9,
  detail: '{"name":"Bộ định tuyến đồi Vọng Cảnh"}',
  hash: 'a'.repeat(64),
};
const unsafe = /[\p{C}\p{Zl}\p{Zp}]/u;

describe('a row as JSON', () => {
  test('reads like this', () => {
    expect(auditJsonLine(row)).toBe(
      `{"id":7,"at":1767571200000,"actor":"account:an","action":"device.patch","subjectKind":"device","subjectId":"12",` +
        `"seq":9,"detail":{"name":"Bộ định tuyến đồi Vọng Cảnh"},"hash":"${row.hash}"}`,
    );
  });

  test('is one line that says what the row says, whatever the row says', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\n', '\u{1b}[2J', '\u{202e}', '\u{E0001}', '\\n'),
    );
    fc.assert(
      fc.property(text, text, (actor, name) => {
        const line = auditJsonLine({ ...row, actor, detail: JSON.stringify({ [name]: name }) });
        expect(line).not.toMatch(unsafe);
        const { actor: same, detail } = JSON.parse(line);
        expect([same, detail]).toEqual([actor, JSON.parse(JSON.stringify({ [name]: name }))]);
      }),
      { numRuns: 500 },
    );
  });

  test('of a detail that is no JSON has its text', () => {
    expect(JSON.parse(auditJsonLine({ ...row, detail: '{"name":' })).detail).toBe('{"name":');
  });
});

describe('text for a log', () => {
  test.each([
    ['Hạ Tầng, "đồi" [1] 🏞', 'Hạ Tầng, "đồi" [1] 🏞'],
    ['a\nb\rc\td\0e', 'a\\x0Ab\\x0Dc\\x09d\\x00e'],
    ['\u{1b}[31m', '\\x1B[31m'],
    ['\u{7f}\u{9b}', '\\x7F\\x9B'],
    ['a\u{2028}b\u{202e}c\u{200b}', 'a\\u2028b\\u202Ec\\u200B'],
    ['\u{e0041}', '\\u{E0041}'],
    ['\ud800', '\\uD800'],
    ['C:\\x0A', 'C:\\x5Cx0A'],
  ])('%j becomes %j', (text, encoded) => {
    expect(encodeControls(text)).toBe(encoded);
  });

  test('holds nothing that moves a terminal, and can be had back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = encodeControls(text);
        expect(encoded).not.toMatch(unsafe);
        const back = encoded.replace(
          /\\(?:x([0-9A-F]{2})|u([0-9A-F]{4})|u\{([0-9A-F]+)\})/g,
          (_, ...codes: (string | undefined)[]) =>
            String.fromCodePoint(Number.parseInt(codes.slice(0, 3).join(''), 16)),
        );
        expect(back).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
