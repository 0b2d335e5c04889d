import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pduTags, readFrame } from '../../src/probe/snmp-frame.ts';
import { element, integer, message, octets, oid, pdu, tags, userMessage } from '../support/snmp-ber.ts';

const names = [{ oid: '1.3.6.1.2.1.1.3.0', value: integer(7, tags.timeTicks) }];
const response = message('public', pdu(tags.response, 99, names));
const engineId = Buffer.from('8000000001020304', 'hex');

describe('a datagram', () => {
  it('that is a v2c response gives its id, community and kind', () => {
    const frame = readFrame(response);
    expect(frame).toEqual({ version: 'v2c', id: 99, community: Buffer.from('public'), pduTag: pduTags.response });
  });

  it('that is a v3 Report in clear gives its header and its kind', () => {
    const header = { msgId: 5, flags: 0, engineId, user: 'u', boots: 3 };
    const frame = readFrame(userMessage(header, pdu(tags.report, 0, names)));
    expect(frame).toMatchObject({ version: 'v3', id: 5, auth: false, priv: false, engineBoots: 3 });
    expect(frame?.pduTag).toBe(pduTags.report);
  });

  it('that is encrypted keeps its kind to itself', () => {
    const frame = readFrame(userMessage({ msgId: 5, flags: 3, engineId, user: 'u' }, Buffer.alloc(20, 1)));
    expect(frame).toMatchObject({ auth: true, priv: true, pduTag: null });
  });

  it('that is cut anywhere is no message', () => {
    for (let length = 0; length < response.length; length += 1) {
      expect(readFrame(response.subarray(0, length))).toBeNull();
    }
  });

  const faults: [string, Buffer][] = [
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['of version 1', element(tags.sequence, integer(0), octets('public'), pdu(tags.response, 1, names))],
    ['of an unknown version', element(tags.sequence, integer(7), octets('public'), pdu(tags.response, 1, names))],
    [
      'with a varbind without a value',
      message('c', element(0xa2, integer(1), integer(0), integer(0), element(0x30, element(0x30, oid('1.3.6'))))),
    ],
    [
      'with more after the varbinds',
      message('c', element(0xa2, integer(1), integer(0), integer(0), element(0x30), integer(1))),
    ],
    ['with an indefinite length', Buffer.from([0x30, 0x80, 2, 1, 1, 0, 0])],
    ['with a length of five bytes', Buffer.from([0x30, 0x85, 0, 0, 0, 0, 3, 2, 1, 1])],
    ['with an integer without bytes', element(tags.sequence, element(2), octets('c'), pdu(tags.response, 1, names))],
  ];
  it.each(faults)('%s is no message', (_name, datagram) => {
    expect(readFrame(datagram)).toBeNull();
  });

  it('of any bytes is read without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(response.length - 1), fc.nat(255), (bytes, at, byte) => {
        readFrame(Buffer.from(bytes));
        const bent = Buffer.from(response);
        bent[at] = byte;
        readFrame(bent);
      }),
      { numRuns: 2_000 },
    );
  });
});
