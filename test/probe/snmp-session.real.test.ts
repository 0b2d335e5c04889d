import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LagWatch } from '../../src/probe/lag-watch.ts';
import { columns, scalars } from '../../src/probe/oid.ts';
import { snmpCounters } from '../../src/probe/snmp-counters.ts';
import { openSnmp, type SnmpSession } from '../../src/probe/snmp-session.ts';
import type { SnmpTarget } from '../../src/probe/snmp-target.ts';
import { type HealthyAgent, startAgent } from '../support/snmp-agent.ts';
import { answer, exception, integer, octets, oid, pdu, type Request, tags, userMessage } from '../support/snmp-ber.ts';
import { type Liar, type Send, startLiar } from '../support/snmp-liar.ts';

const limits = { maxRows: 50, maxBytes: 100_000, maxRequests: 30, deadlineMs: 10_000 };
const credential = { version: 'v2c', community: 'canary-community-71' } as const;
const before = { ...snmpCounters };
const open: { close(): unknown }[] = [];

beforeEach(() => Object.assign(before, snmpCounters));
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function session(
  agent: { address: string; port: number },
  some: Partial<SnmpTarget> = {},
  lag?: LagWatch,
): SnmpSession {
  const target = { deviceId: 1, credential, timeoutMs: 250, retries: 1, anySource: false, ...agent, ...some };
  const opened = openSnmp({ ...target, address: agent.address, port: agent.port }, lag ?? null);
  open.push(opened);
  return opened;
}

async function liar(lie: (request: Request, send: Send) => void): Promise<Liar> {
  const started = await startLiar('127.31.1.1', lie);
  open.push(started);
  return started;
}

async function healthy(): Promise<HealthyAgent> {
  const started = await startAgent('127.31.1.2', [credential]);
  open.push(started);
  return started;
}

function seen(name: keyof typeof snmpCounters): number {
  return snmpCounters[name] - before[name];
}

const ticks = (value: number) => ({ oid: scalars.sysUpTime, value: integer(value, tags.timeTicks) });
const truth = (request: Request) => answer(request, [ticks(4_711)]);
const believed = { ok: true, reason: null, values: new Map([[scalars.sysUpTime, 4_711]]) };

describe('a forged datagram', () => {
  const forgeries: [string, (request: Request, send: Send) => void, 'forged' | 'malformed'][] = [
    ['from another port', (request, send) => send(answer(request, [ticks(666)]), 'other-port'), 'forged'],
    ['from another address', (request, send) => send(answer(request, [ticks(666)]), 'other-address'), 'forged'],
    [
      'with another request id',
      (request, send) => send(answer(request, [ticks(666)], { id: request.id ^ 1 })),
      'forged',
    ],
    [
      'with another community',
      (request, send) => send(answer(request, [ticks(666)], { community: 'public' })),
      'forged',
    ],
    [
      'of version 3',
      (request, send) => {
        const header = { msgId: request.id, flags: 0, engineId: Buffer.from('80001234', 'hex'), user: '' };
        send(userMessage(header, pdu(tags.response, request.id, [ticks(666)])));
      },
      'forged',
    ],
    [
      'of version 3 that claims to be signed',
      (request, send) => {
        const header = { msgId: request.id, flags: 3, engineId: Buffer.from('80001234', 'hex'), user: 'u' };
        send(userMessage(header, Buffer.alloc(40, 7)));
      },
      'forged',
    ],
    ['that is a Report', (request, send) => send(answer(request, [ticks(666)], { tag: tags.report })), 'malformed'],
    ['that is a request', (request, send) => send(answer(request, [ticks(666)], { tag: 0xa0 })), 'malformed'],
    ['of garbage', (_request, send) => send(Buffer.from('fa11babe00ff3081', 'hex')), 'malformed'],
    ['that is empty', (_request, send) => send(Buffer.alloc(0)), 'malformed'],
    ['cut short', (request, send) => send(truth(request).subarray(0, -3)), 'malformed'],
  ];

  it.each(forgeries)(
    '%s is dropped and counted, and the true answer behind it still counts',
    async (_name, forge, counter) => {
      const agent = await liar((request, send) => {
        forge(request, send);
        setTimeout(() => send(truth(request)), 30);
      });
      expect(await session(agent).get([scalars.sysUpTime])).toMatchObject(believed);
      expect(seen(counter)).toBe(1);
      expect(seen('answers')).toBe(1);
    },
  );

  it.each(forgeries)('%s alone is a miss that says what came', async (_name, forge, counter) => {
    const agent = await liar(forge);
    const result = await session(agent, { retries: 0 }).get([scalars.sysUpTime]);
    expect(result).toEqual({ ok: false, outcome: 'miss', reason: counter });
    expect(seen(counter)).toBe(1);
    expect(seen('answers')).toBe(0);
  });

  it('does not disturb the session with a healthy agent beside it', async () => {
    const agent = await liar((request, send) => {
      for (const [, forge] of forgeries) forge(request, send);
    });
    const lied = session(agent).get([scalars.sysUpTime]);
    const told = await session(await healthy()).get([scalars.sysUpTime]);
    expect(told).toMatchObject({ ok: true, values: new Map([[scalars.sysUpTime, 123_456]]) });
    expect(await lied).toMatchObject({ ok: false });
  });
});

describe('an answer from another address', () => {
  it('is accepted and counted where the device is allowed to have several', async () => {
    const agent = await liar((request, send) => send(truth(request), 'other-address'));
    expect(await session(agent, { anySource: true }).get([scalars.sysUpTime])).toMatchObject(believed);
    expect(seen('anySourceAccepted')).toBe(1);
  });

  it('is still dropped when its id or community is wrong', async () => {
    const agent = await liar((request, send) => {
      send(answer(request, [ticks(666)], { id: request.id ^ 1 }), 'other-address');
      send(answer(request, [ticks(666)], { community: 'x' }), 'other-address');
    });
    expect(await session(agent, { anySource: true }).get([scalars.sysUpTime])).toMatchObject({ ok: false });
    expect(seen('anySourceAccepted')).toBe(0);
  });
});

describe('an answer that does not fit what was asked', () => {
  it.each([
    ['names another OID', [{ oid: scalars.sysName, value: octets('evil') }]],
    ['has no varbind', []],
    ['has one more', [ticks(1), ticks(2)]],
  ])('because it %s is refused, and says nothing about the device', async (_name, varbinds) => {
    const agent = await liar((request, send) => send(answer(request, varbinds)));
    const result = await session(agent).get([scalars.sysUpTime]);
    expect(result).toEqual({ ok: false, outcome: 'inconclusive', reason: 'wrong-oid' });
  });

  it('because its values have a type nobody knows is refused', async () => {
    const strange = [{ oid: scalars.sysUpTime, value: Buffer.from([0x4f, 1, 1]) }];
    const agent = await liar((request, send) => send(answer(request, strange)));
    const result = await session(agent).get([scalars.sysUpTime]);
    expect(result).toEqual({ ok: false, outcome: 'inconclusive', reason: 'malformed' });
  });

  it('because its values have the wrong type is kept as what it is', async () => {
    const agent = await liar((request, send) =>
      send(answer(request, [{ oid: scalars.sysUpTime, value: octets('7') }])),
    );
    const result = await session(agent).get([scalars.sysUpTime]);
    expect(result).toMatchObject({ ok: true, values: new Map([[scalars.sysUpTime, Buffer.from('7')]]) });
  });
});

describe('a GET', () => {
  it('of what the agent lacks is an answer without values', async () => {
    const agent = await liar((request, send) => {
      send(answer(request, [{ oid: scalars.sysUpTime, value: exception(tags.noSuchObject) }]));
    });
    expect(await session(agent).get([scalars.sysUpTime])).toMatchObject({ ok: true, reason: null, values: new Map() });
  });

  it('that is too big for the agent is halved down to single OIDs', async () => {
    const agent = await liar((request, send) => {
      if (request.oids.length > 1) send(answer(request, [], { status: 1 }));
      else
        send(
          answer(
            request,
            request.oids.map((name) => ({ oid: name, value: octets(name) })),
          ),
        );
    });
    const result = await session(agent).get(Object.values(scalars));
    expect(result).toMatchObject({ ok: true, reason: null });
    expect(result.ok && [...result.values.keys()]).toEqual(Object.values(scalars));
    expect(agent.asked()).toBeLessThan(12);
  });

  it('of one OID that is too big says so and is an answer', async () => {
    const agent = await liar((request, send) => send(answer(request, [], { status: 1 })));
    expect(await session(agent).get([scalars.sysDescr])).toMatchObject({ ok: true, reason: 'too-big' });
  });

  it.each([
    ['noSuchName', 2, null],
    ['genErr', 5, 'agent-error'],
  ])('with one OID in error (%s) reads the others', async (_name, status, reason) => {
    const agent = await liar((request, send) => {
      if (request.oids.includes(scalars.sysUpTime)) send(answer(request, [], { status, index: 1 }));
      else
        send(
          answer(
            request,
            request.oids.map((name) => ({ oid: name, value: octets('x') })),
          ),
        );
    });
    const result = await session(agent).get(Object.values(scalars));
    expect(result).toMatchObject({ ok: true, reason });
    expect(result.ok && result.values.size).toBe(5);
  });

  it('unanswered after its retries is a miss', async () => {
    const agent = await liar(() => {});
    const result = await session(agent).get([scalars.sysUpTime]);
    expect(result).toEqual({ ok: false, outcome: 'miss', reason: 'timeout' });
    expect(agent.asked()).toBe(2);
  });

  it('answered only the second time is an answer, and the late one does no harm', async () => {
    const held: (() => void)[] = [];
    const agent = await liar((request, send) => {
      held.push(() => send(truth(request)));
      if (held.length === 2) for (const go of held) go();
    });
    const line = session(agent);
    expect(await line.get([scalars.sysUpTime])).toMatchObject(believed);
    await expect.poll(() => seen('late')).toBe(1);
    expect(seen('forged')).toBe(0);
  });

  it('has ids nobody can guess from the ones before', async () => {
    const ids: number[] = [];
    const agent = await liar((request, send) => {
      ids.push(request.id);
      send(truth(request));
    });
    const line = session(agent);
    for (let count = 0; count < 64; count += 1) await line.get([scalars.sysUpTime]);
    expect(new Set(ids).size).toBe(64);
    expect(Math.max(...ids)).toBeGreaterThan(2 ** 29);
  });

  it('waits its turn behind another one of the same session', async () => {
    const line = session(await healthy());
    const both = await Promise.all([line.get([scalars.sysUpTime]), line.get([scalars.sysName])]);
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('outstanding when the session is closed ends as aborted, and so does every later one', async () => {
    const agent = await liar(() => {});
    const line = session(agent, { timeoutMs: 60_000 });
    const outstanding = line.get([scalars.sysUpTime]);
    await wait(20);
    line.close();
    const aborted = { ok: false, outcome: 'inconclusive', reason: 'aborted' };
    expect(await outstanding).toEqual(aborted);
    expect(await line.get([scalars.sysUpTime])).toEqual(aborted);
  });

  it('whose time ran out while we stalled ourselves is not held against the device', async () => {
    const lag = new LagWatch();
    lag.start();
    open.push({ close: () => lag.stop() });
    const agent = await liar(() => {});
    const asked = session(agent, { retries: 0, timeoutMs: 300 }, lag).get([scalars.sysUpTime]);
    await wait(50);
    const until = performance.now() + 500;
    while (performance.now() < until);
    expect(await asked).toEqual({ ok: false, outcome: 'inconclusive', reason: 'own-lag' });
    expect(seen('ownLag')).toBe(1);
  });

  it('to a host name is refused before anything is sent', () => {
    expect(() => session({ address: 'localhost', port: 161 })).toThrow(/IP/);
  });
});

describe('a walk over the wire', () => {
  const column = columns.ifDescr;

  it.each([
    ['without end', (_request: Request, row: number) => row + 1, 'partial', 50],
    ['that loops', (_request: Request, row: number) => (row + 1) % 4, 'wrong-oid', 3],
    ['that repeats an OID', (_request: Request, row: number) => Math.min(row + 1, 5), 'wrong-oid', 5],
  ])('%s ends, keeps what it read, and is counted', async (_name, next, reason, rows) => {
    const agent = await liar((request, send) => {
      let row = Number(request.oids[0]?.slice(column.length + 1) || 0);
      const varbinds = Array.from({ length: request.maxRepetitions }, () => {
        row = next(request, row);
        return { oid: `${column}.${row}`, value: octets('x') };
      });
      send(answer(request, varbinds));
    });
    const result = await session(agent).walk([column], limits);
    expect(result.reason).toBe(reason);
    expect(result.columns.get(column)?.size).toBe(rows);
    expect(seen('partial')).toBe(1);
    expect(agent.asked()).toBeLessThan(10);
  });

  it('whose answers hold too few varbinds goes on with what is missing', async () => {
    const agent = await liar((request, send) => {
      const first = request.oids[0] ?? '';
      const base = [columns.ifDescr, columns.ifType].find((name) => first.startsWith(name)) ?? '';
      const row = Number(first.slice(base.length + 1) || 0) + 1;
      const value = row > 3 ? exception(tags.endOfMibView) : integer(row);
      send(answer(request, [{ oid: row > 3 ? first : `${base}.${row}`, value }]));
    });
    const result = await session(agent).walk([columns.ifDescr, columns.ifType], limits);
    expect(result.reason).toBeNull();
    expect(result.columns.get(columns.ifType)?.size).toBe(3);
  });

  it('whose answers are empty ends', async () => {
    const agent = await liar((request, send) => send(answer(request, [])));
    expect(await session(agent).walk([columns.ifDescr, columns.ifType], limits)).toMatchObject({ reason: 'malformed' });
  });

  it('stays inside the columns asked', async () => {
    const result = await session(await healthy()).walk([columns.ifDescr, columns.ifOutErrors], limits);
    expect(result.reason).toBeNull();
    expect([...(result.columns.get(columns.ifOutErrors)?.keys() ?? [])]).toEqual(['1', '2']);
    expect([...result.columns.keys()]).toEqual([columns.ifDescr, columns.ifOutErrors]);
  });

  it('of OIDs given as values reads them dotted', async () => {
    const agent = await liar((request, send) => {
      const done = request.oids[0] !== columns.hrStorageType;
      const value = done ? exception(tags.endOfMibView) : oid('1.3.6.1.2.1.25.2.1.4');
      send(answer(request, [{ oid: done ? `${columns.hrStorageType}.1` : `${columns.hrStorageType}.1`, value }]));
    });
    const result = await session(agent).walk([columns.hrStorageType], limits);
    expect(result.columns.get(columns.hrStorageType)?.get('1')).toBe('1.3.6.1.2.1.25.2.1.4');
  });
});
