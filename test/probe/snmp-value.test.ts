import { ObjectType } from 'net-snmp';
import { describe, expect, it } from 'vitest';
import { counterOf, hardwareAddressOf, numberOf, readValue, textOf, unsigned32Of } from '../../src/probe/snmp-value.ts';

describe('device text', () => {
  const table: [string, Buffer, string | null][] = [
    ['UTF-8 stays', Buffer.from('Sở Nội vụ'), 'Sở Nội vụ'],
    ['what is no UTF-8 is Latin-1', Buffer.from('Caf\xe9', 'latin1'), 'Café'],
    ['NULs vanish', Buffer.from('eth0\0\0'), 'eth0'],
    ['line ends become one blank', Buffer.from('Cisco IOS\r\nVersion 15'), 'Cisco IOS Version 15'],
    ['quotes around it go', Buffer.from(' "Gi0/1" '), 'Gi0/1'],
    ['a single quote inside stays', Buffer.from("phòng 'A"), "phòng 'A"],
    ['escape sequences lose their teeth', Buffer.from('\x1b[31mred'), '[31mred'],
    ['marks that turn the writing direction go', Buffer.from('a\u202eb'), 'a b'],
    ['only blanks is nothing', Buffer.from(' \0 '), null],
    ['empty is nothing', Buffer.alloc(0), null],
  ];
  it.each(table)('%s', (_name, bytes, text) => {
    expect(textOf(bytes)).toBe(text);
  });

  it('is cut at 255 characters, sysDescr at 1,024, never inside one', () => {
    expect(textOf(Buffer.from('ộ'.repeat(300)))).toBe('ộ'.repeat(255));
    expect(textOf(Buffer.from('😀'.repeat(1_100)), 1_024)).toBe('😀'.repeat(1_024));
  });

  it('of another type is nothing', () => {
    expect(textOf(5)).toBeNull();
    expect(textOf(undefined)).toBeNull();
  });
});

describe('a value', () => {
  const table: [string, ObjectType, string | number | Buffer | null, unknown][] = [
    ['Counter64', ObjectType.Counter64, Buffer.from('ffffffffffffffff', 'hex'), 2n ** 64n - 1n],
    ['Counter64 with a leading zero', ObjectType.Counter64, Buffer.from('00ffffffffffffffff', 'hex'), 2n ** 64n - 1n],
    ['Counter64 of 0', ObjectType.Counter64, Buffer.from([0]), 0n],
    ['Counter64 too long', ObjectType.Counter64, Buffer.alloc(9, 1), null],
    ['Counter64 without bytes', ObjectType.Counter64, Buffer.alloc(0), null],
    ['Integer', ObjectType.Integer, -5, -5],
    ['OID', ObjectType.OID, '1.3.6', '1.3.6'],
    ['noSuchObject', ObjectType.NoSuchObject, null, null],
    ['noSuchInstance', ObjectType.NoSuchInstance, null, null],
    ['endOfMibView', ObjectType.EndOfMibView, null, null],
    ['NULL', ObjectType.Null, null, null],
  ];
  it.each(table)('of type %s is read', (_name, type, value, read) => {
    expect(readValue({ oid: '1.3', type, value })).toBe(read);
  });

  it('of the wrong type is nothing', () => {
    expect(numberOf(Buffer.from('5'))).toBeNull();
    expect(unsigned32Of('1.3.6')).toBeNull();
    expect(counterOf(Buffer.from([1]))).toBeNull();
    expect(hardwareAddressOf(7)).toBeNull();
  });

  it('that an agent wrapped into the negative is unwrapped', () => {
    expect(unsigned32Of(-1)).toBe(4_294_967_295);
    expect(counterOf(-2_147_483_648)).toBe(2_147_483_648n);
  });

  it('that is a hardware address is written in lower case with colons, empty ones and monsters are nothing', () => {
    expect(hardwareAddressOf(Buffer.from('0242AC110002', 'hex'))).toBe('02:42:ac:11:00:02');
    expect(hardwareAddressOf(Buffer.alloc(0))).toBeNull();
    expect(hardwareAddressOf(Buffer.alloc(64))).toBeNull();
  });
});
