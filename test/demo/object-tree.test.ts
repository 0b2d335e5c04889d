import { ObjectType } from 'net-snmp';
import { describe, expect, test } from 'vitest';
import { counter64, plantTree } from '../../src/demo/object-tree.ts';

const { Integer, NoSuchInstance, NoSuchObject, EndOfMibView } = ObjectType;
const object = (oid: string, value: number) => ({ oid, type: Integer, read: () => value });
const tree = plantTree(
  [
    object('1.3.6.1.2.10.1', 101),
    object('1.3.6.1.2.2.1', 21),
    object('1.3.6.1.2.2.2', 22),
    object('1.3.6.1.2.10.2', 102),
  ],
  6,
);
const oids = (bindings: readonly { readonly oid: string }[]) => bindings.map(({ oid }) => oid.replace('1.3.6.1.', ''));

describe('an agent’s objects', () => {
  test.each([
    ['1.3.6.1.2.2.1', Integer, 21],
    ['1.3.6.1.2.2.3', NoSuchInstance, null],
    ['1.3.6.1.2.10.0', NoSuchInstance, null],
    ['1.3.6.1.2.3.1', NoSuchObject, null],
    ['1.3.6.1.4', NoSuchObject, null],
  ])('GET %s', (oid, type, value) => {
    expect(tree.get(oid)).toEqual({ oid, type, value });
  });

  test.each([
    ['0.0', '1.3.6.1.2.2.1'],
    ['1.3.6.1.2.2.1', '1.3.6.1.2.2.2'],
    ['1.3.6.1.2.2.1.5', '1.3.6.1.2.2.2'],
    ['1.3.6.1.2.2.2', '1.3.6.1.2.10.1'],
  ])('GETNEXT after %s is %s: by number, not by letter', (oid, next) => {
    expect(tree.next(oid).oid).toBe(next);
  });

  test.each(['1.3.6.1.2.10.2', '1.3.6.1.4.1'])('GETNEXT after %s is the end of the view', (oid) => {
    expect(tree.next(oid)).toEqual({ oid, type: EndOfMibView, value: null });
  });

  test('GETBULK repeats rows, not bindings, after those asked once', () => {
    expect(oids(tree.bulk(['1.3.6.1.2.2', '1.3.6.1.2.10'], 0, 2))).toEqual(['2.2.1', '2.10.1', '2.2.2', '2.10.2']);
    expect(oids(tree.bulk(['1.3.6.1.2.10', '1.3.6.1.2.2'], 1, 2))).toEqual(['2.10.1', '2.2.1', '2.2.2']);
    expect(oids(tree.bulk(['1.3.6.1.2.2'], 5, 2))).toEqual(['2.2.1']);
    expect(tree.bulk(['1.3.6.1.2.2'], 0, 0)).toEqual([]);
  });

  test('GETBULK gives whole rows as far as there is room, at least one, and stops where all has ended', () => {
    const column = '1.3.6.1.2.2';
    expect(tree.bulk([column, column, column, column], 0, 9).length).toBe(4);
    expect(tree.bulk(Array(9).fill(column), 0, 9).length).toBe(9);
    expect(tree.bulk(['1.3.6.1.2.10.1'], 0, 9).map(({ type }) => type)).toEqual([Integer, EndOfMibView]);
  });

  test.each([
    [0n, '00'],
    [127n, '7f'],
    [128n, '0080'],
    [2n ** 63n, '008000000000000000'],
    [2n ** 64n - 1n, '00ffffffffffffffff'],
  ])('Counter64 %d is encoded as %s', (value, hex) => {
    expect(counter64(value).toString('hex')).toBe(hex);
  });
});
