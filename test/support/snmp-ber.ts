/** Just enough BER to lie with: encodes what an honest library would refuse to send. */

export const tags = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
  response: 0xa2,
  report: 0xa8,
} as const;

export type Varbind = { readonly oid: string; readonly value: Buffer };

export type Request = {
  readonly community: Buffer;
  readonly pduTag: number;
  readonly id: number;
  readonly nonRepeaters: number;
  readonly maxRepetitions: number;
  readonly oids: readonly string[];
};

export function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 255]), body]);
}

export function integer(value: number, tag: number = tags.integer): Buffer {
  const body = Buffer.alloc(6);
  body.writeIntBE(value, 0, 6);
  let from = 0;
  while (
    from < 5 &&
    ((body[from] === 0 && Number(body[from + 1]) < 128) || (body[from] === 255 && Number(body[from + 1]) > 127))
  ) {
    from += 1;
  }
  return element(tag, body.subarray(from));
}

export function octets(value: string | Buffer): Buffer {
  return element(tags.octets, Buffer.from(value));
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(tags.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export function exception(tag: number): Buffer {
  return element(tag);
}

export function pdu(tag: number, id: number, varbinds: readonly Varbind[], status = 0, index = 0): Buffer {
  const list = varbinds.map((varbind) => element(tags.sequence, oid(varbind.oid), varbind.value));
  return element(tag, integer(id), integer(status), integer(index), element(tags.sequence, ...list));
}

/** A v2c message. */
export function message(community: string | Buffer, body: Buffer): Buffer {
  return element(tags.sequence, integer(1), octets(community), body);
}

/** The honest v2c answer to a request, with what a lie changes. */
export function answer(
  request: Request,
  varbinds: readonly Varbind[],
  lie: { id?: number; status?: number; index?: number; community?: string; tag?: number } = {},
): Buffer {
  const body = pdu(lie.tag ?? tags.response, lie.id ?? request.id, varbinds, lie.status, lie.index);
  return message(lie.community ?? request.community, body);
}

type UserHeader = {
  readonly msgId: number;
  readonly flags: number;
  readonly engineId: Buffer;
  readonly user: string;
  readonly digest?: Buffer;
  readonly privacy?: Buffer;
  readonly boots?: number;
  readonly time?: number;
};

/** A v3 message as its parts are given: `body` is a PDU, or with the privacy flag the encrypted scoped PDU. */
export function userMessage(header: UserHeader, body: Buffer): Buffer {
  const { digest = Buffer.alloc(0), privacy = Buffer.alloc(0), boots = 1, time = 100 } = header;
  const user = [octets(header.user), octets(digest), octets(privacy)];
  return element(
    tags.sequence,
    integer(3),
    element(tags.sequence, integer(header.msgId), integer(65_507), octets(Buffer.from([header.flags])), integer(3)),
    element(tags.octets, element(tags.sequence, octets(header.engineId), integer(boots), integer(time), ...user)),
    header.flags & 2 ? octets(body) : scopedPdu(header.engineId, body),
  );
}

/** A PDU in the default context of an engine. */
export function scopedPdu(engineId: Buffer, body: Buffer): Buffer {
  return element(tags.sequence, octets(engineId), octets(''), body);
}

/** What a v2c request asks; throws on anything else. */
export function parseRequest(datagram: Buffer): Request {
  const [, community, body] = children(children(datagram)[0]?.body);
  const [id, nonRepeaters, maxRepetitions, list] = children(body?.body);
  return {
    community: bodyOf(community),
    pduTag: body?.tag ?? 0,
    id: numberOf(id),
    nonRepeaters: numberOf(nonRepeaters),
    maxRepetitions: numberOf(maxRepetitions),
    oids: children(list?.body).map((varbind) => dottedOf(bodyOf(children(varbind.body)[0]))),
  };
}

/** msgID, flags, engine and user of a v3 message. */
export function parseUserHeader(datagram: Buffer): { msgId: number; flags: number; engineId: Buffer; user: string } {
  const [, header, wrapped] = children(children(datagram)[0]?.body);
  const [msgId, , flags] = children(header?.body);
  const [engineId, , , user] = children(children(wrapped?.body)[0]?.body);
  return {
    msgId: numberOf(msgId),
    flags: bodyOf(flags)[0] ?? 0,
    engineId: bodyOf(engineId),
    user: bodyOf(user).toString(),
  };
}

type Part = { readonly tag: number; readonly body: Buffer };

function children(buffer: Buffer | undefined): Part[] {
  const parts: Part[] = [];
  let rest = buffer ?? Buffer.alloc(0);
  while (rest.length >= 2) {
    const extra = rest.readUInt8(1) & 0x80 ? rest.readUInt8(1) & 0x7f : 0;
    const length = extra ? rest.readUIntBE(2, extra) : rest.readUInt8(1);
    parts.push({ tag: rest.readUInt8(0), body: rest.subarray(2 + extra, 2 + extra + length) });
    rest = rest.subarray(2 + extra + length);
  }
  return parts;
}

function bodyOf(part: Part | undefined): Buffer {
  if (!part) throw new Error('no such part');
  return part.body;
}

function numberOf(part: Part | undefined): number {
  const body = bodyOf(part);
  return body.readIntBE(0, body.length);
}

function dottedOf(body: Buffer): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of body) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 128) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  return [Math.floor(first / 40), first % 40, ...rest].join('.');
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) + 128);
  return bytes;
}
