import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columns } from '../../src/probe/oid.ts';
import { speedBpsOf } from '../../src/probe/snmp-interfaces.ts';
import { pollSnmp } from '../../src/probe/snmp-poll.ts';
import { textOf } from '../../src/probe/snmp-value.ts';
import { freePort } from '../support/snmp-snmpd.ts';

/** Recordings of real devices that may lie beside the repository; HATANG_CORPUS_ALL=1 polls every one of them. */
const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus');

type Port = {
  ifIndex: number;
  ifName?: string;
  ifDescr?: string;
  ifAlias?: string;
  ifType?: number;
  ifOperStatus?: number;
  ifAdminStatus?: number;
  ifSpeed?: number;
  ifHighSpeed?: number;
};
type Expected = {
  recording: string;
  ip: string;
  vn: boolean;
  raw: { ports: Port[]; hrStorage: number; hrProcessorLoad: number };
};

const all = readExpectations();
const chosen =
  process.env.HATANG_CORPUS_ALL === '1'
    ? all
    : spread(
        all.filter((one) => one.vn && one.raw.ports.length > 0),
        24,
      );

describe.skipIf(chosen.length === 0)('a recorded device', () => {
  let replay: ChildProcess;
  let folder: string;
  let port: number;

  beforeAll(async () => {
    port = await freePort('0.0.0.0');
    folder = await mkdtemp(path.join(tmpdir(), 'hatang-corpus-'));
    const list = path.join(folder, 'list.txt');
    await writeFile(list, chosen.map((one) => one.recording).join('\n'));
    const program = path.join(corpus, 'replay/replay.mjs');
    const recordings = path.join(corpus, 'recordings');
    const addresses = path.join(corpus, 'addresses.tsv');
    const args = [program, '--dir', recordings, '--addresses', addresses, '--port', String(port), '--list', list];
    replay = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    if (replay.stdout) await once(replay.stdout, 'data');
  });

  afterAll(async () => {
    const ended = once(replay, 'exit');
    replay.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  it.each(chosen)('$recording is read as it was recorded', async ({ recording, ip, raw }) => {
    const credential = { version: 'v2c', community: 'public' } as const;
    const target = { deviceId: 1, address: ip, port, credential, timeoutMs: 2_000, retries: 1, anySource: false };
    const { observation, reading } = await pollSnmp(target, { hostResources: true, purpose: 'demand' }, Date.now);
    expect(observation).toMatchObject({ outcome: 'answer', reason: null });
    const told = reading?.interfaces.map((one) => ({
      ifIndex: one.ifIndex,
      ifName: one.ifName,
      ifDescr: one.ifDescr,
      ifAlias: one.ifAlias,
      ifType: one.ifType,
      ifOperStatus: one.ifOperStatus,
      ifAdminStatus: one.ifAdminStatus,
      speedBps: one.speedBps,
    }));
    expect(told).toEqual(raw.ports.toSorted((a, b) => a.ifIndex - b.ifIndex).map(expectedOf));
    expect(reading?.storage).toHaveLength(raw.hrStorage);
    expect(reading?.processors).toHaveLength(raw.hrProcessorLoad);
    const recorded = readCounters(recording);
    for (const { ifIndex, inOctets, outOctets } of reading?.interfaces ?? []) {
      expect({ ifIndex, inOctets, outOctets }).toEqual({ ifIndex, ...recorded(ifIndex) });
    }
  });
});

function expectedOf(one: Port) {
  const text = (value: string | undefined) => (value === undefined ? null : textOf(Buffer.from(value)));
  return {
    ifIndex: one.ifIndex,
    ifName: text(one.ifName),
    ifDescr: text(one.ifDescr),
    ifAlias: text(one.ifAlias),
    ifType: one.ifType ?? null,
    ifOperStatus: one.ifOperStatus ?? null,
    ifAdminStatus: one.ifAdminStatus ?? null,
    speedBps: speedBpsOf(one.ifSpeed ?? null, one.ifHighSpeed ?? null),
  };
}

/** The octet counters of a recording (`OID|type|value` lines): both 64-bit ones (type 70), else the 32-bit ones. */
function readCounters(recording: string) {
  const lines = readFileSync(path.join(corpus, 'recordings', `${recording}.snmprec`), 'latin1').split(/\r?\n/);
  const cells = new Map(lines.map((line) => line.split('|')).map(([oid = '', type, value]) => [oid, { type, value }]));
  const count = (column: string, ifIndex: number, wide: boolean) => {
    const cell = cells.get(`${column}.${ifIndex}`);
    return cell?.value && (cell.type === '70') === wide ? BigInt(cell.value) : null;
  };
  return (ifIndex: number) => {
    const inOctets = count(columns.ifHCInOctets, ifIndex, true);
    const outOctets = count(columns.ifHCOutOctets, ifIndex, true);
    if (inOctets !== null && outOctets !== null) return { inOctets, outOctets };
    return {
      inOctets: count(columns.ifInOctets, ifIndex, false),
      outOctets: count(columns.ifOutOctets, ifIndex, false),
    };
  };
}

function readExpectations(): Expected[] {
  const file = path.join(corpus, 'expectations.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** About `count` of them, evenly spread. */
function spread<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, position) => position % step === 0);
}
