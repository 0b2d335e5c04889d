import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { Command, DevicePatch } from '../../src/command/command.ts';
import { ConflictError, InvalidError, NotFoundError, StaleError } from '../../src/errors.ts';
import { agency, answer, credential, cut, device, INTERVAL_MS, importOf, NOON, openDesk } from './desk.ts';

function openWith(...devices: Parameters<typeof device>[]) {
  const desk = openDesk();
  desk.import({
    agencies: [agency('X1'), agency('X2')],
    credentials: [credential('c')],
    devices: devices.map((one) => device(...one)),
  });
  const idOf = (name: string, owner = 'X1') => desk.device(owner, name).id;
  const patch = (name: string, what: DevicePatch, ifMatch: number | null = null): Command => ({
    kind: 'device.patch',
    id: idOf(name),
    ifMatch,
    patch: what,
  });
  return { desk, idOf, patch };
}

const ref = (name: string, owner = 'X1') => ({ agency: owner, name });

describe('a patch', () => {
  test('sets what is given and leaves the rest; the same again changes nothing', () => {
    const { desk, patch } = openWith(['X1', 'r']);
    const before = desk.device('X1', 'r');
    const result = desk.run(patch('r', { address: '10.9.9.9', role: 'switch' }));
    const after = desk.device('X1', 'r');
    expect(after).toEqual({ ...before, address: '10.9.9.9', role: 'switch', changedSeq: result.seq });
    expect(desk.run(patch('r', { address: '10.9.9.9', role: 'switch' }))).toMatchObject({ seq: null, subjects: [] });
  });

  test('of the name keeps the device, its parents and whoever hangs on it', () => {
    const { desk, idOf, patch } = openWith(['X1', 'a'], ['X1', 'b', { parents: [ref('a')] }]);
    const id = idOf('a');
    desk.run(patch('a', { name: 'core' }));
    expect(idOf('core')).toBe(id);
    expect(desk.device('X1', 'b').parentIds).toEqual([id]);
  });

  test('to a name that another device of the agency has is a conflict, and changes neither', () => {
    const { desk, idOf, patch } = openWith(['X1', 'a'], ['X1', 'b'], ['X2', 'c']);
    expect(desk.refusal(patch('a', { name: 'b' }))).toBeInstanceOf(ConflictError);
    expect(desk.refusal(patch('a', { name: 'b' })).problems[0]?.path).toBe('/name');
    desk.run(patch('a', { name: 'c' }));
    expect([idOf('c'), idOf('c', 'X2')]).toEqual([1, 3]);
  });

  test('that closes a ring of parents is refused, also under a new name', () => {
    const { desk, patch } = openWith(['X1', 'a'], ['X1', 'b', { parents: [ref('a')] }]);
    for (const what of [{ parents: [ref('b')] }, { name: 'z', parents: [ref('b')] }, { parents: [ref('a')] }]) {
      const refusal = desk.refusal(patch('a', what));
      expect(refusal).toBeInstanceOf(InvalidError);
      expect(refusal.problems[0]?.message).toMatch(/ring|parent device/);
    }
  });

  test('is held to what a document is held to', () => {
    const { desk, patch } = openWith(['X1', 'a'], ['X1', 'b', { address: '10.1.1.1' }]);
    const faultOf = (what: DevicePatch) => desk.refusal(patch('a', what)).problems.map((one) => one.column);
    expect(faultOf({ reachability: 'snmp' })).toEqual(['credential']);
    expect(faultOf({ credential: 'nobody' })).toEqual(['credential']);
    expect(faultOf({ reachability: 'tcp' })).toEqual(['tcp_port']);
    expect(faultOf({ address: '10.1.1.1' })).toEqual(['address']);
    expect(faultOf({ parents: [ref('nowhere')] })).toEqual(['parents']);
    desk.run(patch('a', { credential: 'c', reachability: 'snmp' }));
    expect(desk.device('X1', 'a').credentialId).toBe(1);
  });

  test('of a version that is not the newest is refused; of the newest it is taken', () => {
    const { desk, patch } = openWith(['X1', 'a']);
    const seen = desk.device('X1', 'a').changedSeq;
    desk.run(patch('a', { role: 'switch' }, seen));
    expect(desk.refusal(patch('a', { role: 'server' }, seen))).toBeInstanceOf(StaleError);
    const close = { kind: 'device.close', id: 1, ifMatch: seen } as const;
    expect(desk.refusal(close)).toBeInstanceOf(StaleError);
    desk.run(patch('a', { role: 'server' }, desk.device('X1', 'a').changedSeq));
    expect(desk.refusal({ ...close, id: 99, ifMatch: null })).toBeInstanceOf(NotFoundError);
  });
});

describe('parents in a document', () => {
  test('may come later in it, from another agency, and are set anew when they change', () => {
    const { desk, idOf } = openWith();
    const devices = (parents: ReturnType<typeof ref>[]) => [
      device('X1', 'leaf', { parents }),
      device('X1', 'a'),
      device('X2', 'b'),
    ];
    desk.import({ devices: devices([ref('a'), ref('b', 'X2')]) });
    expect(desk.device('X1', 'leaf').parentIds).toEqual([idOf('a'), idOf('b', 'X2')]);
    expect(desk.import({ devices: devices([ref('b', 'X2'), ref('a')]) }).seq).toBeNull();
    const { tally } = desk.import({ devices: devices([ref('b', 'X2')]) });
    expect(tally.devices).toEqual({ added: 0, changed: 1, same: 2 });
    expect(desk.device('X1', 'leaf').parentIds).toEqual([idOf('b', 'X2')]);
  });

  test('that form a ring are refused with the row', () => {
    const { desk } = openWith(['X1', 'a']);
    const ring = [device('X1', 'b', { parents: [ref('a')] }), device('X1', 'a', { parents: [ref('b')] })];
    const refusal = desk.refusal(importOf({ devices: ring }));
    expect(refusal.problems).toEqual([{ row: ring[0]?.place.row, column: 'parents', message: expect.any(String) }]);
    expect(refusal.problems[0]?.message).toContain('X1/b → X1/a → X1/b');
  });
});

describe('creating', () => {
  test('a device that stands already is a conflict', () => {
    const { desk } = openWith(['X1', 'a']);
    const entry = device('X1', 'a', { role: 'switch' });
    expect(desk.refusal({ kind: 'device.create', entry })).toBeInstanceOf(ConflictError);
    expect(desk.device('X1', 'a').role).toBe('router');
    expect(desk.run({ kind: 'device.create', entry: device('X1', 'b') }).subjects).toEqual([
      { kind: 'devices', id: '2', what: 'added' },
    ]);
  });
});

describe('retiring', () => {
  test('ends state and outage now, and from then on nobody knows', () => {
    const { desk, idOf } = openWith(['X1', 'a']);
    const id = idOf('a');
    desk.take([answer(id, NOON), ...cut(id, NOON + 60_000)]);
    desk.clock.now = NOON + 70_000;
    desk.run({ kind: 'device.close', id, ifMatch: null });
    const { targets } = desk.store.read;
    expect(targets.list(wholeTree)).toEqual([]);
    const [outage] = targets.outages(wholeTree, { limit: 9 });
    expect([outage?.startedAt, outage?.endedAt]).toEqual([NOON + 60_000, NOON + 70_000]);
    const changes = targets.changes(wholeTree, id, 'icmp', Number.MAX_SAFE_INTEGER);
    expect(changes.at(-1)).toEqual({ at: NOON + 70_000, decidedAt: NOON + 70_000, state: 'unknown' });
    const window = { from: NOON, to: NOON + 500_000 };
    expect(targets.gaps(wholeTree, id, 'icmp', window)).toEqual([{ from: NOON + 70_000, to: NOON + 500_000 }]);
    expect(desk.run({ kind: 'device.close', id, ifMatch: null }).seq).toBeNull();
    expect(desk.take([answer(id, NOON + 80_000)]).changed).toEqual([]);
    expect(desk.rows('observation')).toHaveLength(4);
  });

  test('long after the last observation counts the time since that ceased to hold as unknown', () => {
    const { desk, idOf } = openWith(['X1', 'a']);
    const id = idOf('a');
    desk.take([answer(id, NOON)]);
    desk.clock.now = NOON + 10 * INTERVAL_MS;
    desk.run({ kind: 'device.close', id, ifMatch: null });
    const { targets } = desk.store.read;
    const silent = NOON + 2 * INTERVAL_MS;
    expect(targets.changes(wholeTree, id, 'icmp', 1e15).at(-1)).toMatchObject({ at: silent, state: 'unknown' });
    expect(targets.gaps(wholeTree, id, 'icmp', { from: NOON, to: 1e15 })).toEqual([{ from: silent, to: 1e15 }]);
  });

  test('and taking into use again leaves one gap from then until the first observation', () => {
    const { desk, idOf, patch } = openWith(['X1', 'a']);
    const id = idOf('a');
    desk.take([answer(id, NOON)]);
    desk.clock.now = NOON + 30_000;
    desk.run({ kind: 'device.close', id, ifMatch: null });
    desk.clock.now = NOON + 90_000;
    desk.run(patch('a', { lifecycle: 'active' }));
    desk.run(patch('a', { lifecycle: 'retired' }));
    desk.run(patch('a', { lifecycle: 'active' }));
    desk.take([{ ...answer(id, NOON + 95_000), outcome: 'inconclusive', reason: 'own-lag', rttMs: null }]);
    desk.take([answer(id, NOON + 100_000), answer(id, NOON + 110_000)]);
    const { targets } = desk.store.read;
    expect(targets.gaps(wholeTree, id, 'icmp', { from: 0, to: 1e15 })).toEqual([
      { from: NOON + 30_000, to: NOON + 100_000 },
    ]);
    expect(targets.changes(wholeTree, id, 'icmp', 1e15).map((one) => [one.state, one.at - NOON])).toEqual([
      ['up', 0],
      ['unknown', 30_000],
      ['up', 100_000],
    ]);
  });

  test('one of its probes by taking the credential away ends only that probe’s state', () => {
    const { desk, idOf, patch } = openWith(['X1', 'a', { credential: 'c' }]);
    const id = idOf('a');
    desk.take([answer(id, NOON), answer(id, NOON, 'snmp')]);
    desk.run(patch('a', { credential: null }));
    expect(desk.store.read.targets.ofDevice(wholeTree, id).map((one) => one.probe)).toEqual(['icmp']);
  });

  test('a device behind which others stood in shadow lets them be down themselves', () => {
    const { desk, idOf } = openWith(['X1', 'a'], ['X1', 'b', { parents: [ref('a')] }]);
    desk.take([...cut(idOf('a'), NOON), ...cut(idOf('b'), NOON + 100)]);
    const stateOfB = () => desk.store.read.targets.ofDevice(wholeTree, idOf('b'))[0]?.state;
    expect(stateOfB()).toBe('shadowed');
    desk.clock.now = NOON + 5_000;
    desk.run({ kind: 'device.close', id: idOf('a'), ifMatch: null });
    expect(stateOfB()).toBe('down');
    expect(desk.store.read.targets.outages(wholeTree, { open: true, limit: 9 })).toMatchObject([
      { rootOutageId: null },
    ]);
  });
});
