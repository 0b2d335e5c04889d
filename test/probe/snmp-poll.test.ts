import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { Purpose } from '../../src/monitor/observation.ts';
import { columns, scalars } from '../../src/probe/oid.ts';
import { pollSnmp } from '../../src/probe/snmp-poll.ts';
import { startAgent, wanInOctets } from '../support/snmp-agent.ts';
import { answer, exception, integer, octets, type Request, tags, type Varbind } from '../support/snmp-ber.ts';
import { type Send, startLiar } from '../support/snmp-liar.ts';

const credential = { version: 'v2c', community: 'canary-community-72' } as const;
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function poll(
  agent: { address: string; port: number },
  purpose: Purpose = 'round',
  community: string = credential.community,
) {
  const { address, port } = agent;
  const known = { version: 'v2c', community } as const;
  const target = { deviceId: 9, address, port, credential: known, timeoutMs: 300, retries: 1, anySource: false };
  return pollSnmp(target, { hostResources: true, purpose }, () => 1_700_000_000_000);
}

async function healthy() {
  const agent = await startAgent('127.31.3.2', [credential]);
  open.push(agent);
  return agent;
}

/** An agent that holds just these values: answers GET and GETBULK truthfully, unless `spoil` says otherwise. */
async function holding(cells: readonly Varbind[], spoil: (request: Request, send: Send) => boolean = () => false) {
  const sorted = cells.toSorted((a, b) => compare(a.oid, b.oid));
  const agent = await startLiar('127.31.3.1', (request, send) => {
    if (spoil(request, send)) return;
    if (request.pduTag === 0xa0) {
      const missing = exception(tags.noSuchObject);
      const find = (name: string) => cells.find((cell) => cell.oid === name) ?? { oid: name, value: missing };
      send(answer(request, request.oids.map(find)));
      return;
    }
    let names = [...request.oids];
    const varbinds: Varbind[] = [];
    for (let row = 0; row < request.maxRepetitions; row += 1) {
      const next = names.map(
        (name) =>
          sorted.find((cell) => compare(cell.oid, name) > 0) ?? { oid: name, value: exception(tags.endOfMibView) },
      );
      varbinds.push(...next);
      names = next.map((varbind) => varbind.oid);
    }
    send(answer(request, varbinds));
  });
  open.push(agent);
  return agent;
}

function compare(a: string, b: string): number {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  const differs = x.findIndex((part, position) => part !== y[position]);
  return differs < 0 ? x.length - y.length : (x[differs] ?? 0) - (y[differs] ?? -1);
}

const cell = (name: keyof typeof columns, row: number, value: Buffer) => ({ oid: `${columns[name]}.${row}`, value });

describe('a round', () => {
  it('reads the system group and every interface of a healthy agent', async () => {
    const { observation, reading } = await poll(await healthy());
    expect(observation).toMatchObject({
      deviceId: 9,
      probe: 'snmp',
      at: 1_700_000_000_000,
      outcome: 'answer',
      reason: null,
    });
    expect(observation.rttMs).toBeGreaterThan(0);
    expect(reading?.system).toEqual({
      sysDescr: 'Bộ định tuyến thử nghiệm',
      sysObjectId: '1.3.6.1.4.1.8072.3.2.10',
      uptimeTicks: 123_456,
      sysContact: 'noc@example.test',
      sysName: 'rt-thu-nghiem',
      sysLocation: 'Tủ 1',
      engineBoots: null,
    });
    expect(reading?.partial).toBe(false);
    expect(reading?.interfaces.map((one) => one.ifName)).toEqual(['lo', 'wan0']);
    expect(reading?.interfaces[1]).toEqual({
      ifIndex: 2,
      ifName: 'wan0',
      ifDescr: 'wan0',
      ifAlias: 'Tới tỉnh',
      ifType: 6,
      ifPhysAddress: '02:42:ac:11:00:02',
      ifAdminStatus: 1,
      ifOperStatus: 2,
      speedBps: 10_000_000_000,
      counterBits: 64,
      inOctets: wanInOctets,
      outOctets: 8n,
      inErrors: 2n,
      outErrors: 4n,
      inDiscards: 1n,
      outDiscards: 3n,
      discontinuityTicks: 42,
    });
  });

  it('over IPv6 reads the same', async () => {
    const agent = await startAgent('::1', [credential]);
    open.push(agent);
    const { reading } = await poll(agent);
    expect(reading?.interfaces).toHaveLength(2);
  });

  it('of an agent without sysUpTime and ifXTable falls back to ifDescr, ifSpeed and 32 bits', async () => {
    const agent = await holding([
      { oid: scalars.sysName, value: octets('cũ') },
      cell('ifDescr', 3, octets('Ethernet0')),
      cell('ifSpeed', 3, integer(10_000_000, tags.gauge32)),
      cell('ifOperStatus', 3, integer(0)),
      cell('ifInOctets', 3, integer(77, tags.counter32)),
      cell('ifOutOctets', 3, integer(78, tags.counter32)),
    ]);
    const { observation, reading } = await poll(agent);
    expect(observation).toMatchObject({ outcome: 'answer', reason: null });
    expect(reading?.system).toMatchObject({ sysName: 'cũ', uptimeTicks: null });
    expect(reading?.interfaces).toMatchObject([
      {
        ifName: null,
        ifDescr: 'Ethernet0',
        speedBps: 10_000_000,
        ifOperStatus: 0,
        counterBits: 32,
        inOctets: 77n,
        outOctets: 78n,
      },
    ]);
  });

  it('of a server reads storage in bytes and processors', async () => {
    const agent = await holding([
      cell('hrStorageDescr', 31, octets('/')),
      cell('hrStorageAllocationUnits', 31, integer(4_096)),
      cell('hrStorageSize', 31, integer(-1)),
      cell('hrStorageUsed', 31, integer(10)),
      cell('hrProcessorLoad', 196_608, integer(12)),
    ]);
    const { reading } = await poll(agent);
    expect(reading?.storage).toMatchObject([
      { hrStorageDescr: '/', sizeBytes: 4_294_967_295 * 4_096, usedBytes: 40_960 },
    ]);
    expect(reading?.processors).toEqual([{ hrDeviceIndex: 196_608, loadPercent: 12 }]);
  });

  it('that loses the agent on the way keeps what it read, marked partial', async () => {
    const cells = Array.from({ length: 30 }, (_, row) => cell('ifOperStatus', row + 1, integer(1)));
    let bulks = 0;
    const agent = await holding(cells, ({ pduTag }) => pduTag === 0xa5 && ++bulks > 2);
    const { observation, reading } = await poll(agent);
    expect(observation).toMatchObject({ outcome: 'answer', reason: 'partial' });
    expect(reading?.partial).toBe(true);
    expect(reading?.interfaces.length).toBeGreaterThan(0);
    expect(bulks).toBeLessThan(6);
  });

  it('of an agent that answers the system group with an error is an answer', async () => {
    const agent = await holding([cell('ifDescr', 1, octets('a'))], (request, send) => {
      if (request.pduTag === 0xa0) send(answer(request, [], { status: 2, index: 1 }));
      return request.pduTag === 0xa0;
    });
    const { observation, reading } = await poll(agent);
    expect(observation).toMatchObject({ outcome: 'answer', reason: null });
    expect(reading?.interfaces).toHaveLength(1);
  });

  it('of values that have the wrong types leaves them out', async () => {
    const agent = await holding([
      { oid: scalars.sysUpTime, value: octets('soon') },
      { oid: scalars.sysName, value: integer(5) },
      { oid: scalars.sysObjectID, value: integer(5) },
      cell('ifDescr', 1, integer(5)),
      cell('ifSpeed', 1, octets('fast')),
      cell('ifHCInOctets', 1, octets('many')),
    ]);
    const { observation, reading } = await poll(agent);
    expect(observation.outcome).toBe('answer');
    expect(reading?.system).toMatchObject({ uptimeTicks: null, sysName: null, sysObjectId: null });
    expect(reading?.interfaces).toMatchObject([{ ifDescr: null, speedBps: null, inOctets: null, counterBits: null }]);
  });
});

describe('a confirmation', () => {
  it('asks one sysUpTime and reads nothing', async () => {
    const asked: Request[] = [];
    const agent = await holding([{ oid: scalars.sysUpTime, value: integer(1, tags.timeTicks) }], (request) => {
      asked.push(request);
      return false;
    });
    expect(await poll(agent, 'confirm')).toMatchObject({
      observation: { outcome: 'answer', purpose: 'confirm' },
      reading: null,
    });
    expect(asked.map((request) => request.oids)).toEqual([[scalars.sysUpTime]]);
  });

  it('is an answer even where sysUpTime is missing', async () => {
    expect((await poll(await holding([]), 'confirm')).observation).toMatchObject({ outcome: 'answer', reason: null });
  });
});

describe('silence', () => {
  it('is a miss without a reading', async () => {
    const agent = await startLiar('127.31.3.4', () => {});
    open.push(agent);
    const result = await poll(agent);
    expect(result).toEqual({
      observation: {
        deviceId: 9,
        probe: 'snmp',
        at: 1_700_000_000_000,
        outcome: 'miss',
        reason: 'timeout',
        purpose: 'round',
        rttMs: null,
        echo: null,
      },
      reading: null,
    });
  });

  it('to a wrong community is a miss, and the community is in nothing that comes back', async () => {
    const result = await poll(await healthy(), 'demand', 'canary-community-wrong');
    expect(result.observation).toMatchObject({ outcome: 'miss', reason: 'timeout' });
    expect(inspect(result, { depth: null })).not.toContain('canary');
  });
});
