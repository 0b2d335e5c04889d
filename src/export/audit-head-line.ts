import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { ChainHead } from '../access/audit-chain.ts';

/** Ways in which the heads file can be wrong; `text/` words them as `heads-…`. `torn` is a crash, the others are not. */
export const headsFaultReasons = [
  'malformed',
  'signature-differs',
  'key-unknown',
  'key-differs',
  'key-missing',
  'missing',
  'torn',
] as const;

/** The first bad line of the heads file (from 1) and why. */
export type HeadsFault = { readonly line: number; readonly reason: (typeof headsFaultReasons)[number] };

/** What the whole lines of a heads file prove. */
export type HeadsRead = {
  /** Those of the lines before the first bad one. */
  readonly heads: readonly ChainHead[];
  readonly fault: HeadsFault | null;
  /** Signature of the last good line; '' before the first. */
  readonly signature: string;
  /** The key that signs from here on, base64 SPKI; null in an empty file. */
  readonly publicKey: string | null;
  /** The line that named it. */
  readonly keyLine: number;
  /** How many lines end with a line break. */
  readonly lines: number;
  /** Bytes of the lines that end with a line break; what lies beyond is torn. */
  readonly bytes: number;
};

/** A line that says what the newest row of the audit chain was. Signed together with the signature of the line before. */
export function headLine(previous: string, head: ChainHead, key: KeyObject): string {
  const { at, id, hash } = head;
  const keyId = keyIdOf(publicText(key));
  const signature = signed(headContent(previous, { at, id, hash, keyId }), key);
  return `${JSON.stringify({ at, id, hash, keyId, signature })}\n`;
}

/**
 * A line that names the key that signs from here on: signed by the key until now (the first one by itself), countersigned
 * by the new one, so that whoever holds only the newest public key has the whole history vouched for.
 */
export function keyLine(previous: string, at: number, next: KeyObject, key: KeyObject): string {
  const publicKey = publicText(next);
  const keyId = keyIdOf(publicText(key));
  const content = keyContent(previous, { at, publicKey, keyId });
  const [countersignature, signature] = [signed(content, next), signed(content, key)];
  return `${JSON.stringify({ at, publicKey, keyId, countersignature, signature })}\n`;
}

/**
 * Checks the text of a heads file line by line: form, the key whose turn it is, signature over content and line before.
 * It does not know which key the last one ought to be.
 */
export function readHeadLines(text: string): HeadsRead {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').slice(0, -1);
  const heads: ChainHead[] = [];
  let [signature, publicKey, keyAt]: [string, string | null, number] = ['', null, 0];
  let fault: HeadsFault | null = text.length > whole.length ? { line: lines.length + 1, reason: 'torn' } : null;
  for (const [at, line] of lines.entries()) {
    const entry = parseEntry(line);
    const reason = entry === null ? 'malformed' : judgeEntry(entry, signature, publicKey);
    if (entry === null || reason !== null) {
      fault = { line: at + 1, reason: reason ?? 'malformed' };
      break;
    }
    signature = entry.signature;
    if ('publicKey' in entry) [publicKey, keyAt] = [entry.publicKey, at + 1];
    else heads.push({ at: entry.at, id: entry.id, hash: entry.hash });
  }
  const bytes = Buffer.byteLength(whole, 'utf8');
  return { heads, fault, signature, publicKey, keyLine: keyAt, lines: lines.length, bytes };
}

/** The public half of a key as it stands in the file: base64 of its SPKI form. */
export function publicText(key: KeyObject): string {
  const half = key.type === 'public' ? key : createPublicKey(key);
  return half.export({ format: 'der', type: 'spki' }).toString('base64');
}

// Only one spelling of the 64 bytes: the next line signs the text.
const signature = z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/);
const base = { at: z.int(), keyId: z.string().regex(/^[0-9a-f]{16}$/), signature };
const headEntry = z.strictObject({ ...base, id: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) });
const keyEntry = z.strictObject({ ...base, publicKey: z.base64(), countersignature: signature });

type HeadEntry = z.infer<typeof headEntry>;
type KeyEntry = z.infer<typeof keyEntry>;

/** Only the spelling we write ourselves: no second meaning hides in white space or doubled keys. */
function parseEntry(line: string): HeadEntry | KeyEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const head = headEntry.safeParse(value);
  if (head.success) {
    const { at, id, hash, keyId, signature } = head.data;
    return JSON.stringify({ at, id, hash, keyId, signature }) === line ? head.data : null;
  }
  const key = keyEntry.safeParse(value);
  if (!key.success || parsePublic(key.data.publicKey) === null) return null;
  const { at, publicKey, keyId, countersignature, signature } = key.data;
  return JSON.stringify({ at, publicKey, keyId, countersignature, signature }) === line ? key.data : null;
}

function judgeEntry(
  entry: HeadEntry | KeyEntry,
  previous: string,
  current: string | null,
): HeadsFault['reason'] | null {
  const naming = 'publicKey' in entry;
  const signer = current ?? (naming ? entry.publicKey : null);
  if (signer === null || keyIdOf(signer) !== entry.keyId) return 'key-unknown';
  const content = naming ? keyContent(previous, entry) : headContent(previous, entry);
  const fits =
    isSigned(content, entry.signature, signer) &&
    (!naming || isSigned(content, entry.countersignature, entry.publicKey));
  return fits ? null : 'signature-differs';
}

function headContent(previous: string, entry: Omit<HeadEntry, 'signature'>): Buffer {
  return content('hatang audit head', previous, entry.at, entry.id, entry.hash, entry.keyId);
}

function keyContent(previous: string, entry: Omit<KeyEntry, 'signature' | 'countersignature'>): Buffer {
  return content('hatang audit key', previous, entry.at, entry.publicKey, entry.keyId);
}

function content(...parts: (string | number)[]): Buffer {
  return Buffer.from(JSON.stringify(parts), 'utf8');
}

function signed(bytes: Buffer, key: KeyObject): string {
  return sign(null, bytes, key).toString('base64');
}

function isSigned(bytes: Buffer, given: string, publicKey: string): boolean {
  const key = parsePublic(publicKey);
  return key !== null && verify(null, bytes, key, Buffer.from(given, 'base64'));
}

function parsePublic(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && publicText(key) === text ? key : null;
  } catch {
    return null;
  }
}

/** First 16 hex digits of SHA-256 over the SPKI form. */
function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16);
}
