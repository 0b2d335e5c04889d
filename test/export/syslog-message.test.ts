import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditLine } from '../../src/access/audit-line.ts';
import { LEAST_MESSAGE_BYTES, type SyslogOrigin, syslogMessage } from '../../src/export/syslog-message.ts';

const origin: SyslogOrigin = { facility: 13, hostname: 'dc-1.example.vn', processId: '4711' };
const row: AuditLine = {
  id: 7,
  at: Date.UTC(2026, 0, 5, 1, 2, 3, 45),
  actor: 'account:an',
  action: 'device.patch',
  subjectKind: 'device',
  subjectId: '12',
  seq: 9,
  detail: '{"name":"Bộ định tuyến đồi Vọng Cảnh"}',
  hash: 'a'.repeat(64),
};

describe('a message', () => {
  test('reads like this', () => {
    expect(syslogMessage(row, origin, 8_192).toString('utf8')).toBe(
      '<109>1 2026-01-05T01:02:03.045Z dc-1.example.vn hatang 4711 device.patch ' +
        `[audit@32473 id="7" actor="account:an" action="device.patch" subjectKind="device" subjectId="12" seq="9" hash="${row.hash}"] ` +
        '\u{FEFF}account:an device.patch device:12 {"name":"Bộ định tuyến đồi Vọng Cảnh"}',
    );
  });

  test('comes under the facility asked for', () => {
    expect(
      syslogMessage(row, { ...origin, facility: 10 }, 8_192)
        .subarray(0, 5)
        .toString(),
    ).toBe('<85>1');
  });

  test('escapes what would end a parameter, and encodes what would end a line', () => {
    const text = syslogMessage({ ...row, actor: 'a"]\\\n' }, origin, 8_192).toString('utf8');
    expect(text).toContain(' actor="a\\"\\]\\\\x5C\\\\x0A" ');
    expect(text).toContain('\u{FEFF}a"]\\x5C\\x0A device.patch');
  });

  test.each([
    [{ ...origin, hostname: '' }, row, /^<109>1 \S+ - hatang 4711 device\.patch \[/],
    [{ ...origin, hostname: 'máy chủ 1' }, row, /^<109>1 \S+ m\?y\?ch\?\?1 hatang /],
    [{ ...origin, processId: '' }, row, / hatang - device\.patch \[/],
    [origin, { ...row, action: '' }, / hatang 4711 - \[/],
    [origin, { ...row, action: `${'x'.repeat(40)}` }, / hatang 4711 x{32} \[/],
    [origin, { ...row, at: Number.NaN }, /^<109>1 - dc-1/],
    [origin, { ...row, at: Date.UTC(10_000, 0) }, /^<109>1 - dc-1/],
  ])('has the nil value, or what is allowed of a text, in its header (%#)', (from, what, form) => {
    expect(syslogMessage(what, from, 8_192).toString('utf8')).toMatch(form);
  });

  test('ends with an ellipsis where it was cut, never inside an escape or a character', () => {
    for (const filler of ['ồ', '\n', '\u{1f3de}', '\u{e0041}', 'x']) {
      for (let shift = 0; shift < 12; shift += 1) {
        const bytes = syslogMessage({ ...row, detail: 'x'.repeat(shift) + filler.repeat(9_000) }, origin, 2_048);
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        expect(bytes.length).toBeLessThanOrEqual(2_048);
        expect(bytes.length).toBeGreaterThan(2_048 - 16);
        expect(text).toMatch(/(ồ|\\x0A|\u{1f3de}|\\u\{E0041\}|x)…$/u);
      }
    }
  });

  test('that just fits is whole', () => {
    const empty = syslogMessage({ ...row, detail: '' }, origin, 2_048).length;
    const whole = syslogMessage({ ...row, detail: 'x'.repeat(2_048 - empty) }, origin, 2_048);
    expect([whole.length, whole.at(-1)]).toEqual([2_048, 'x'.charCodeAt(0)]);
    expect(syslogMessage({ ...row, detail: 'x'.repeat(2_049 - empty) }, origin, 2_048).toString('utf8')).toMatch(/…$/);
  });
});

/** RFC 5424 section 6: header, one element of structured data, BOM and message, without a control character anywhere. */
const form =
  /^<(?:109|85)>1 (?:-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) [\x21-\x7e]{1,255} hatang [\x21-\x7e]{1,128} [\x21-\x7e]{1,32} \[audit@32473(?: [a-zA-Z]{1,32}="(?:[^"\\\]]|\\["\\\]])*"){7}\] \u{FEFF}[^\n]*$/u;

test('whatever a row holds, it is one well-formed line of UTF-8 that fits, with nothing in it that moves a terminal', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('"', '\\', ']', '\n', '\r', '\0', ' ', '<', '\u{1b}', '\u{2028}', '\ud800', 'ệ'),
    }),
    fc.string({ unit: 'binary', minLength: 300, maxLength: 3_000 }),
  );
  const at = fc.integer({ min: -1e13, max: 1e15 });
  const anyRow = fc.record({
    id: fc.maxSafeInteger(),
    at,
    actor: text,
    action: text,
    subjectKind: text,
    subjectId: text,
    seq: fc.maxSafeInteger(),
    detail: text,
    hash: text,
  });
  const anyOrigin = fc.record({ facility: fc.constantFrom(10, 13), hostname: text, processId: text });
  fc.assert(
    fc.property(anyRow, anyOrigin, fc.integer({ min: 0, max: 9_000 }), (one, from, maxBytes) => {
      const bytes = syslogMessage(one, from, maxBytes);
      expect(bytes.length).toBeLessThanOrEqual(Math.max(maxBytes, LEAST_MESSAGE_BYTES));
      const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      expect(decoded).toMatch(form);
      expect(decoded.replace('\u{FEFF}', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 500 },
  );
});
