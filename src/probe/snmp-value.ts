import { ObjectType, type Varbind } from 'net-snmp';

/**
 * A value as the agent gave it: number for Integer32, Counter32, Gauge32 and TimeTicks, bigint for Counter64, Buffer for
 * OCTET STRING and Opaque, string for OBJECT IDENTIFIER and (dotted) IpAddress. Device data, not to be trusted.
 */
export type SnmpValue = number | bigint | Buffer | string;

const exceptions: ReadonlySet<number | undefined> = new Set([
  ObjectType.NoSuchObject,
  ObjectType.NoSuchInstance,
  ObjectType.EndOfMibView,
]);

/** Whether a varbind says that there is nothing (noSuchObject, noSuchInstance, endOfMibView). */
export function isAbsent(varbind: Varbind): boolean {
  return exceptions.has(varbind.type);
}

/** The value of a varbind; null for what is absent, NULL, of another type, or longer than its type allows. */
export function readValue(varbind: Varbind): SnmpValue | null {
  const value: unknown = varbind.value;
  if (isAbsent(varbind)) return null;
  if (varbind.type === ObjectType.Counter64) return Buffer.isBuffer(value) ? unsigned64(value) : null;
  if (Buffer.isBuffer(value)) return Buffer.from(value);
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** A whole number, or null for every other type. */
export function numberOf(value: SnmpValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** A 32-bit count; an agent's negative Integer32 is read as the unsigned count it wrapped from. */
export function unsigned32Of(value: SnmpValue | undefined): number | null {
  if (typeof value !== 'number') return null;
  return value < 0 ? value + 2 ** 32 : value;
}

/** A counter as bigint, whichever width the agent gave. */
export function counterOf(value: SnmpValue | undefined): bigint | null {
  if (typeof value === 'bigint') return value;
  const count = unsigned32Of(value);
  return count === null ? null : BigInt(count);
}

/** An OBJECT IDENTIFIER in dotted form. */
export function oidOf(value: SnmpValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** ifPhysAddress as lower-case hex with colons; null when empty or longer than any hardware address. */
export function hardwareAddressOf(value: SnmpValue | undefined): string | null {
  if (!Buffer.isBuffer(value) || value.length === 0 || value.length > 32) return null;
  return value.toString('hex').match(/../g)?.join(':') ?? null;
}

/**
 * Device text made harmless to store and show: UTF-8, else Latin-1; control, format and line-separator characters become
 * blanks, surrounding quotes and blanks go, at most `longest` characters. Null when nothing is left.
 */
export function textOf(value: SnmpValue | undefined, longest = 255): string | null {
  if (!Buffer.isBuffer(value)) return null;
  const raw = decodeText(value).replaceAll('\0', '');
  const clean = raw.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const bare = clean.replace(/^(["'])(.*)\1$/u, '$2').trim();
  return [...bare].slice(0, longest).join('').trim() || null;
}

function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function unsigned64(bytes: Buffer): bigint | null {
  const significant = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  if (bytes.length === 0 || significant.length > 8) return null;
  return significant.length === 0 ? 0n : BigInt(`0x${significant.toString('hex')}`);
}
