import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchInterfaces, type StoredInterface } from '../../src/monitor/interface-match.ts';
import type { InterfaceReading } from '../../src/monitor/reading.ts';

type Identity = { name?: string; descr?: string; mac?: string; alias?: string };

const identity = (ifIndex: number, { name, descr, mac, alias }: Identity) => ({
  ifIndex,
  ifName: name ?? null,
  ifDescr: descr ?? null,
  ifPhysAddress: mac ?? null,
  ifAlias: alias ?? null,
});
const stored = (interfaceId: number, ifIndex: number, one: Identity): StoredInterface => ({
  interfaceId,
  ...identity(ifIndex, one),
});
const read = (ifIndex: number, one: Identity): InterfaceReading => ({
  ...identity(ifIndex, one),
  ifType: 6,
  ifAdminStatus: 1,
  ifOperStatus: 1,
  speedBps: null,
  counterBits: null,
  inOctets: null,
  outOctets: null,
  inErrors: null,
  outErrors: null,
  inDiscards: null,
  outDiscards: null,
  discontinuityTicks: null,
});
const match = (old: StoredInterface[], now: InterfaceReading[], boot: 'same' | 'other' = 'other') => {
  const { decisions, gone } = matchInterfaces(old, now, boot === 'same');
  return { decisions: decisions.map(({ interfaceId, ifIndex, by }) => [ifIndex, interfaceId, by]), gone };
};

describe('which interface is which', () => {
  it('goes by name when a reload deals out the indexes anew', () => {
    const old = [stored(71, 1, { name: 'Gi0/1' }), stored(72, 2, { name: 'Gi0/2' })];
    const now = [read(1, { name: 'Gi0/2' }), read(2, { name: 'Gi0/3' }), read(3, { name: 'Gi0/1' })];
    expect(match(old, now)).toEqual({
      decisions: [
        [1, 72, 'name'],
        [2, 'new', null],
        [3, 71, 'name'],
      ],
      gone: [],
    });
  });

  it.each([
    ['descr', { descr: 'port 1', mac: 'aa' }, { descr: 'port 1', mac: 'bb' }],
    ['mac', { descr: 'port 1', mac: 'aa' }, { descr: 'uplink', mac: 'aa' }],
    ['alias', { name: 'eth0', alias: 'to HN' }, { name: 'lan0', alias: 'to HN' }],
  ] as const)('goes by %s where nothing stronger agrees', (by, before, now) => {
    expect(match([stored(7, 1, before)], [read(5, now)]).decisions).toEqual([[5, 7, by]]);
  });

  it('follows the name even where a description or MAC now says otherwise', () => {
    const old = [stored(1, 1, { name: 'a', mac: 'aa' }), stored(2, 2, { name: 'b', mac: 'bb' })];
    const now = [read(1, { name: 'a', mac: 'bb' }), read(2, { name: 'b', mac: 'aa' })];
    expect(match(old, now).decisions).toEqual([
      [1, 1, 'name'],
      [2, 2, 'name'],
    ]);
  });

  it('tells several of one name apart by MAC', () => {
    const old = [stored(1, 1, { name: 'eth', mac: 'aa' }), stored(2, 2, { name: 'eth', mac: 'bb' })];
    const now = [read(1, { name: 'eth', mac: 'bb' }), read(2, { name: 'eth', mac: 'aa' })];
    expect(match(old, now).decisions).toEqual([
      [1, 2, 'mac'],
      [2, 1, 'mac'],
    ]);
  });

  it('does not call two interfaces the same by a MAC that several share', () => {
    const old = [stored(1, 1, { name: 'vlan1', mac: 'aa' }), stored(2, 2, { name: 'vlan2', mac: 'aa' })];
    const now = [read(1, { name: 'vlan1', mac: 'aa' }), read(9, { name: 'vlan9', mac: 'aa' })];
    expect(match(old, now)).toEqual({
      decisions: [
        [1, 1, 'name'],
        [9, 'new', null],
      ],
      gone: [2],
    });
  });

  it('goes by index for ambiguous ones within one boot, and calls them new after a reboot', () => {
    const old = [stored(1, 1, { descr: 'port' }), stored(2, 2, { descr: 'port' })];
    const now = [read(2, { descr: 'port' }), read(1, { descr: 'port' })];
    expect(match(old, now, 'same')).toEqual({
      decisions: [
        [2, 2, 'index'],
        [1, 1, 'index'],
      ],
      gone: [],
    });
    expect(match(old, now)).toEqual({
      decisions: [
        [2, 'new', null],
        [1, 'new', null],
      ],
      gone: [1, 2],
    });
  });

  it('keeps an interface renamed in every way within one boot', () => {
    expect(match([stored(1, 4, { name: 'a' })], [read(4, { name: 'b' })], 'same').decisions).toEqual([[4, 1, 'index']]);
  });

  it('takes empty text for no name', () => {
    expect(match([stored(1, 1, { name: ' ' })], [read(2, { name: '' })])).toMatchObject({ gone: [1] });
  });

  const port = fc.record({
    group: fc.nat(4),
    named: fc.boolean(),
    keepsName: fc.boolean(),
    keepsMac: fc.boolean(),
    sharesMac: fc.boolean(),
    vanishes: fc.boolean(),
  });
  const network = fc.array(port, { maxLength: 12 }).chain((ports) =>
    fc.record({
      ports: fc.constant(ports),
      order: fc.shuffledSubarray([...ports.keys()], { minLength: ports.length }),
      added: fc.nat(3),
    }),
  );

  it('never takes one interface for another over random renumbering and renaming, and keeps all that can be told', () => {
    fc.assert(
      fc.property(network, ({ ports, order, added }) => {
        const macOf = (one: (typeof ports)[number], id: number) =>
          one.sharesMac ? `shared-${one.group}` : `mac-${id}`;
        const old = ports.map((one, id) =>
          stored(id, id + 1, {
            ...(one.named ? { name: `if-${id}` } : {}),
            descr: `group ${one.group}`,
            mac: macOf(one, id),
          }),
        );
        const truth = new Map<number, number>();
        const now = order
          .filter((id) => !ports[id]?.vanishes)
          .flatMap((id, position) => {
            const one = ports[id];
            if (!one) return [];
            truth.set(position + 1, id);
            const name = one.named ? { name: one.keepsName ? `if-${id}` : `renamed-${id}` } : {};
            // A description that changes with each reading, so that only name and MAC can tell.
            return [read(position + 1, { ...name, mac: one.keepsMac ? macOf(one, id) : `swapped-${id}` })];
          });
        for (let extra = 0; extra < added; extra += 1) now.push(read(900 + extra, { name: `extra-${extra}` }));
        const { decisions, gone } = matchInterfaces(old, now, false);
        const taken = decisions.flatMap((one) => (one.interfaceId === 'new' ? [] : [one.interfaceId]));
        expect(new Set(taken).size).toBe(taken.length);
        expect([...taken, ...gone].toSorted((a, b) => a - b)).toEqual([...ports.keys()]);
        expect(decisions.map((one) => one.ifIndex)).toEqual(now.map((one) => one.ifIndex));
        for (const one of decisions) {
          const id = truth.get(one.ifIndex);
          const was = id === undefined ? undefined : ports[id];
          const certain = was && ((was.named && was.keepsName) || (was.keepsMac && !was.sharesMac));
          if (certain) expect(one.interfaceId).toBe(id);
          else expect(was?.sharesMac ? [id, 'new'] : ['new']).toContain(one.interfaceId);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('decides the same in whatever order stored and read ones come', () => {
    const some = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      descr: fc.constantFrom('p', 'q'),
      mac: fc.constantFrom('1', '2', '3'),
      alias: fc.constantFrom('', 'x', 'y'),
    });
    fc.assert(
      fc.property(
        fc.array(some, { maxLength: 6 }),
        fc.array(some, { maxLength: 6 }),
        fc.boolean(),
        (one, two, boot) => {
          const old = one.map((each, index) => stored(index, index, each));
          const now = two.map((each, index) => read(index, each));
          const forward = matchInterfaces(old, now, boot);
          const backward = matchInterfaces(old.toReversed(), now.toReversed(), boot);
          expect(backward.decisions.toReversed()).toEqual(forward.decisions);
          expect(backward.gone).toEqual(forward.gone);
        },
      ),
    );
  });
});
