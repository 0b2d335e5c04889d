import { type AuditLine, encodeControls } from '../access/audit-line.ts';

/** Who sends; what does not fit the header's form is replaced. */
export type SyslogOrigin = {
  /** RFC 5424 table 1: 10 is security/authorization, 13 log audit. */
  readonly facility: 10 | 13;
  readonly hostname: string;
  readonly processId: string;
};

/** The least room a message needs: all of its header and structured data. */
export const LEAST_MESSAGE_BYTES = 1_400;

/**
 * An audit row as a message of RFC 5424, at most `maxBytes` long: severity notice, MSGID the action, the row's fields as
 * structured data, and as MSG a sentence with the detail. Control characters are encoded; what is too long ends with `…`.
 */
export function syslogMessage(row: AuditLine, origin: SyslogOrigin, maxBytes: number): Buffer {
  const header = [
    `<${origin.facility * 8 + NOTICE}>1`,
    timestamp(row.at),
    headerText(origin.hostname, 255),
    'hatang',
    headerText(origin.processId, 32),
    headerText(row.action, 32),
  ].join(' ');
  const fields: [string, string, number][] = [
    ['id', String(row.id), 24],
    ['actor', row.actor, 256],
    ['action', row.action, 64],
    ['subjectKind', row.subjectKind, 64],
    ['subjectId', row.subjectId, 256],
    ['seq', String(row.seq), 24],
    ['hash', row.hash, 64],
  ];
  const data = fields.map(([name, value, most]) => ` ${name}="${cut(value, most, parameterText)}"`).join('');
  const head = `${header} [audit@${ENTERPRISE}${data}] ${BOM}`;
  const message = `${row.actor} ${row.action} ${row.subjectKind}:${row.subjectId} ${row.detail}`;
  const room = Math.max(maxBytes, LEAST_MESSAGE_BYTES) - Buffer.byteLength(head);
  return Buffer.from(head + cut(message, room, encodeControls), 'utf8');
}

const NOTICE = 5;
/** The number that RFC 5612 sets aside for examples: we have none of our own. */
const ENTERPRISE = 32473;
const BOM = '\u{FEFF}';

function timestamp(at: number): string {
  return at >= 0 && at < Date.UTC(10_000, 0) ? new Date(at).toISOString() : '-';
}

/** Visible ASCII only (RFC 5424 section 6.2); nothing is `-`. */
function headerText(text: string, most: number): string {
  return text.replace(/[^\x21-\x7e]/gu, '?').slice(0, most) || '-';
}

/** Within quotes `"`, `\` and `]` are escaped once more (RFC 5424 section 6.3.3). */
function parameterText(text: string): string {
  return encodeControls(text).replace(/["\\\]]/g, '\\$&');
}

/** As many whole characters as fit into `most` bytes when encoded, never part of an escape; `…` stands for the rest. */
function cut(text: string, most: number, encode: (text: string) => string): string {
  const whole = text.length <= most ? encode(text) : null;
  if (whole !== null && Buffer.byteLength(whole) <= most) return whole;
  const room = most - Buffer.byteLength(ELLIPSIS);
  // Each character is encoded by itself, so the length grows with the text and can be searched by halves.
  let [fits, tooLong] = [0, Math.min(text.length, room) + 1];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (Buffer.byteLength(encode(prefixOf(text, middle))) <= room) fits = middle;
    else tooLong = middle;
  }
  return encode(prefixOf(text, fits)) + ELLIPSIS;
}

/** The first code units, without half a character at the end. */
function prefixOf(text: string, length: number): string {
  const between = (text.codePointAt(length - 1) ?? 0) > 0xffff;
  return text.slice(0, between ? length - 1 : length);
}

const ELLIPSIS = '…';
