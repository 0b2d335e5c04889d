/** PDU tags the guard tells apart (RFC 3416). */
export const pduTags = { response: 0xa2, report: 0xa8 } as const;

/** The outside of an SNMP message (RFC 1901, RFC 3412, RFC 3414): what can be judged before any decryption. */
export type Frame =
  | { readonly version: 'v2c'; readonly id: number; readonly community: Buffer; readonly pduTag: number }
  | {
      readonly version: 'v3';
      /** msgID. */
      readonly id: number;
      readonly auth: boolean;
      readonly priv: boolean;
      readonly engineId: Buffer;
      readonly engineBoots: number;
      readonly user: Buffer;
      /** msgAuthenticationParameters as a view into the datagram. */
      readonly digest: Buffer;
      /** Null when the PDU is encrypted. */
      readonly pduTag: number | null;
    };

const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;
const USER_SECURITY_MODEL = 3;

type Element = { readonly tag: number; readonly body: Buffer };

/** Reads a datagram as an SNMP message whose every length fits; null when it is none. Never throws. */
export function readFrame(datagram: Buffer): Frame | null {
  const outer = readElement(datagram);
  const parts = outer && partsOf(outer, SEQUENCE);
  const version = integerOf(parts?.[0]);
  if (!parts || version === null) return null;
  if (version === 1) return readCommunityFrame(parts);
  return version === 3 ? readUserFrame(parts) : null;
}

function readCommunityFrame(parts: readonly Element[]): Frame | null {
  const community = octetsOf(parts[1]);
  const pdu = parts[2] && readPdu(parts[2]);
  if (parts.length !== 3 || !community || !pdu) return null;
  return { version: 'v2c', id: pdu.id, community, pduTag: pdu.tag };
}

function readUserFrame(parts: readonly Element[]): Frame | null {
  const header = parts[1] && partsOf(parts[1], SEQUENCE);
  const wrapped = octetsOf(parts[2]);
  const security = wrapped && readElement(wrapped);
  const fields = security && partsOf(security, SEQUENCE);
  const payload = parts[3];
  if (parts.length !== 4 || header?.length !== 4 || fields?.length !== 6 || !payload) return null;
  const id = integerOf(header[0]);
  const flags = octetsOf(header[2])?.[0];
  const engineId = octetsOf(fields[0]);
  const engineBoots = integerOf(fields[1]);
  const user = octetsOf(fields[3]);
  const digest = octetsOf(fields[4]);
  if (id === null || flags === undefined || integerOf(header[3]) !== USER_SECURITY_MODEL) return null;
  if (!engineId || engineBoots === null || integerOf(fields[2]) === null || !user || !digest) return null;
  const priv = (flags & 2) !== 0;
  const pduTag = priv ? null : scopedPduTag(payload);
  if (priv ? payload.tag !== OCTET_STRING : pduTag === null) return null;
  return { version: 'v3', id, auth: (flags & 1) !== 0, priv, engineId, engineBoots, user, digest, pduTag };
}

function scopedPduTag(payload: Element): number | null {
  const scoped = partsOf(payload, SEQUENCE);
  const pdu = scoped?.[2];
  return scoped?.length === 3 && pdu && readPdu(pdu) ? pdu.tag : null;
}

function readPdu(element: Element): { readonly tag: number; readonly id: number } | null {
  const [id, status, index, list, ...more] = partsOf(element, element.tag) ?? [];
  const requestId = integerOf(id);
  const varbinds = list && partsOf(list, SEQUENCE);
  if (requestId === null || integerOf(status) === null || integerOf(index) === null || more.length > 0) return null;
  return varbinds?.every(isVarbind) ? { tag: element.tag, id: requestId } : null;
}

function isVarbind(element: Element): boolean {
  const parts = partsOf(element, SEQUENCE);
  return parts?.length === 2 && parts[0]?.tag === OBJECT_IDENTIFIER && parts[0].body.length > 0;
}

/** The elements inside a constructed one; null when the tag differs or a length does not fit. */
function partsOf(element: Element, tag: number): Element[] | null {
  if (element.tag !== tag) return null;
  const parts: Element[] = [];
  let offset = 0;
  while (offset < element.body.length) {
    const part = readElement(element.body, offset);
    if (!part) return null;
    parts.push(part);
    offset = part.endsAt;
  }
  return parts;
}

function readElement(buffer: Buffer, offset = 0): (Element & { readonly endsAt: number }) | null {
  const tag = buffer[offset];
  const short = buffer[offset + 1];
  if (tag === undefined || short === undefined) return null;
  const extra = short & 0x80 ? short & 0x7f : 0;
  const from = offset + 2 + extra;
  if ((short & 0x80 && (extra < 1 || extra > 4)) || from > buffer.length) return null;
  const endsAt = from + (extra ? buffer.readUIntBE(offset + 2, extra) : short);
  return endsAt > buffer.length ? null : { tag, body: buffer.subarray(from, endsAt), endsAt };
}

function integerOf(element: Element | undefined): number | null {
  if (element?.tag !== INTEGER || element.body.length < 1 || element.body.length > 5) return null;
  return element.body.readIntBE(0, element.body.length);
}

function octetsOf(element: Element | undefined): Buffer | null {
  return element?.tag === OCTET_STRING ? element.body : null;
}
