import { ObjectType } from 'net-snmp';

/** A value as net-snmp encodes it: Counter64 as a buffer, see {@link counter64}. */
export type ObjectValue = number | string | Buffer | null;

/** One object instance of a simulated agent and how to read it now. */
export type MibObject = { readonly oid: string; readonly type: ObjectType; readonly read: () => ObjectValue };

/** An OID with its value or, with `value` null, the exception of RFC 3416 that stands for it. */
export type Binding = { readonly oid: string; readonly type: ObjectType; readonly value: ObjectValue };

/** The answers of an agent to the three kinds of reading, as RFC 3416 section 4.2 has them. */
export type ObjectTree = {
  readonly get: (oid: string) => Binding;
  readonly next: (oid: string) => Binding;
  /** Whole rows only, as many as `maxBindings` has room for, but at least one. */
  readonly bulk: (oids: readonly string[], nonRepeaters: number, maxRepetitions: number) => Binding[];
};

/** Puts objects in the order of their OIDs. `maxBindings` bounds what one GETBULK gives, as a datagram's size would. */
export function plantTree(objects: readonly MibObject[], maxBindings = 48): ObjectTree {
  const sorted = objects
    .map((object) => ({ ...object, arcs: arcsOf(object.oid) }))
    .toSorted((a, b) => compareArcs(a.arcs, b.arcs));
  const place = new Map(sorted.map((object, index) => [object.oid, index]));
  const columns = new Set(sorted.map(({ oid }) => ancestorsOf(oid)[0]));

  /** Index of the first object behind the OID. */
  const indexAfter = (oid: string): number => {
    const exact = place.get(oid);
    if (exact !== undefined) return exact + 1;
    const arcs = arcsOf(oid);
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareArcs(sorted[middle]?.arcs ?? [], arcs) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const get = (oid: string): Binding => {
    const found = sorted[place.get(oid) ?? -1];
    if (found) return { oid, type: found.type, value: found.read() };
    const known = ancestorsOf(oid).some((ancestor) => columns.has(ancestor));
    return { oid, type: known ? ObjectType.NoSuchInstance : ObjectType.NoSuchObject, value: null };
  };
  const next = (oid: string): Binding => {
    const found = sorted[indexAfter(oid)];
    return found
      ? { oid: found.oid, type: found.type, value: found.read() }
      : { oid, type: ObjectType.EndOfMibView, value: null };
  };
  const bulk = (oids: readonly string[], nonRepeaters: number, maxRepetitions: number): Binding[] => {
    const once = Math.min(Math.max(nonRepeaters, 0), oids.length);
    const answered = oids.slice(0, once).map(next);
    let row = oids.slice(once);
    if (row.length === 0) return answered;
    const room = Math.max(1, Math.floor((maxBindings - once) / row.length));
    for (let left = Math.min(Math.max(maxRepetitions, 0), room); left > 0; left--) {
      const bindings = row.map(next);
      answered.push(...bindings);
      if (bindings.every(({ type }) => type === ObjectType.EndOfMibView)) break;
      row = bindings.map(({ oid }) => oid);
    }
    return answered;
  };
  return { get, next, bulk };
}

/** A whole number from 0 to 2^64-1 as BER wants its content octets: as few as possible, the sign bit clear. */
export function counter64(value: bigint): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}

/** Every OID above this one, the nearest first. */
function ancestorsOf(oid: string): string[] {
  const arcs = oid.split('.');
  return arcs.slice(1).map((_, index) => arcs.slice(0, arcs.length - 1 - index).join('.'));
}

function arcsOf(oid: string): number[] {
  return oid.split('.').map(Number);
}

function compareArcs(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
