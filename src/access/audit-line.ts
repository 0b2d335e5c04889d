import type { AuditContent } from './audit-chain.ts';

/** An audit row with its hash, as it leaves the house. */
export type AuditLine = AuditContent & { readonly hash: string };

/** A row as one line of JSON (without its end): `detail` as it was stored, nothing in it that moves a terminal or a log. */
export function auditJsonLine(row: AuditLine): string {
  const { id, at, actor, action, subjectKind, subjectId, seq, hash } = row;
  const content = { id, at, actor, action, subjectKind, subjectId, seq, detail: parsed(row.detail), hash };
  return JSON.stringify(content).replace(unsafe, (character) =>
    [...Array(character.length).keys()].map((at) => `\\u${hex(character.charCodeAt(at), 4)}`).join(''),
  );
}

/**
 * Text for a log or a terminal: control, invisible and direction-changing characters as `\xNN`, `\uNNNN` or `\u{N}`,
 * and a backslash as `\x5C`, so that the text can be had back.
 */
export function encodeControls(text: string): string {
  return text.replace(unsafeOrBackslash, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0xff) return `\\x${hex(code, 2)}`;
    return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 1)}}`;
  });
}

// C0, C1, DEL, format (bidi, zero-width), private, unassigned, lone surrogates; line and paragraph separators.
const unsafe = /[\p{C}\p{Zl}\p{Zp}]/gu;
const unsafeOrBackslash = /[\\\p{C}\p{Zl}\p{Zp}]/gu;

const hex = (code: number, digits: number): string => code.toString(16).toUpperCase().padStart(digits, '0');

function parsed(detail: string): unknown {
  try {
    return JSON.parse(detail);
  } catch {
    return detail;
  }
}
