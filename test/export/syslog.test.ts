import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { AuditLine } from '../../src/access/audit-line.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { openSyslog, type Syslog, type SyslogLimits, type SyslogTarget } from '../../src/export/syslog.ts';
import { nextFrame, tcpSink, udpSink } from './syslog-sinks.ts';

const origin = { facility: 13, hostname: 'dc-1', processId: '1' } as const;
const limits: SyslogLimits = { mostWaiting: 1_000, firstRetryMs: 5, mostRetryMs: 40, stallMs: 300 };
const patient = { timeout: 15_000, interval: 5 };

const row = (id: number, detail = '{}'): AuditLine => ({
  id,
  at: Date.UTC(2026, 0, 5),
  actor: 'account:an',
  action: 'device.patch',
  subjectKind: 'device',
  subjectId: '12',
  seq: id,
  detail,
  hash: 'a'.repeat(64),
});

function open(target: SyslogTarget, more: Partial<SyslogLimits> = {}): Syslog {
  const syslog = openSyslog(target, origin, { ...limits, ...more });
  onTestFinished(() => syslog.close(0));
  return syslog;
}

const idsOf = (messages: readonly Buffer[]): number[] =>
  messages.map((message) => Number(/ id="(\d+)"/.exec(message.toString('utf8'))?.[1]));

test.each(['localhost', '127.1', '2130706433', '', '127.0.0.1\n'])('an address like %j is refused', (address) => {
  expect(() => openSyslog({ protocol: 'udp', address, port: 514 }, origin)).toThrow(ConfigurationError);
});

describe('over TCP', () => {
  const address = '127.41.0.1';

  test('rows arrive whole and in order, framed by their length', async () => {
    const sink = await tcpSink(address);
    const syslog = open({ protocol: 'tcp', address, port: sink.port });
    for (let id = 1; id <= 200; id += 1) syslog.send(row(id, 'ồ\n'.repeat(id)));
    await vi.waitFor(() => expect(sink.messages).toHaveLength(200), patient);
    expect(idsOf(sink.messages)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    expect(syslog.counts()).toEqual({ sent: 200, dropped: 0, waiting: 0, failures: 0 });
    expect(sink.accepted()).toBe(1);
  });

  test('a server that is not there yet gets everything once it is, up to what the queue holds', async () => {
    const gone = await tcpSink(address);
    await gone.close();
    const syslog = open({ protocol: 'tcp', address, port: gone.port }, { mostWaiting: 10 });
    for (let id = 1; id <= 15; id += 1) syslog.send(row(id));
    await vi.waitFor(() => expect(syslog.counts().failures).toBeGreaterThan(2), patient);
    expect(syslog.counts()).toMatchObject({ sent: 0, dropped: 5, waiting: 10 });
    const back = await tcpSink(address, gone.port);
    await vi.waitFor(() => expect(back.messages).toHaveLength(10), patient);
    expect(idsOf(back.messages)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    syslog.send(row(16));
    await vi.waitFor(() => expect(idsOf(back.messages).at(-1)).toBe(16), patient);
    expect(syslog.counts()).toMatchObject({ sent: 11, dropped: 5, waiting: 0 });
  });

  test('a server that hangs up is called again; frames stay whole', async () => {
    const sink = await tcpSink(address);
    const syslog = open({ protocol: 'tcp', address, port: sink.port }, { stallMs: 600_000 });
    let id = 0;
    for (let round = 1; round <= 5; round += 1) {
      id += 1;
      syslog.send(row(id));
      await vi.waitFor(() => expect(idsOf(sink.messages)).toContain(id), patient);
      sink.hangUp();
      // What is sent before the hang-up is noticed may be lost.
      await vi.waitFor(() => {
        id += 1;
        syslog.send(row(id));
        expect(sink.accepted()).toBeGreaterThan(round);
      }, patient);
    }
    const ids = idsOf(sink.messages);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  test('a server that stopped reading is given up for a new connection, nothing waits for it, and the rest arrives', async () => {
    const deaf = await tcpSink(address, 0, true);
    const syslog = open({ protocol: 'tcp', address, port: deaf.port }, { mostWaiting: 3_000 });
    for (let id = 1; id <= 2_990; id += 1) syslog.send(row(id, 'x'.repeat(8_000)));
    await vi.waitFor(() => expect(syslog.counts().failures).toBeGreaterThan(0), patient);
    for (let id = 2_991; id <= 8_000; id += 1) syslog.send(row(id));
    const { sent, waiting, dropped } = syslog.counts();
    expect(waiting).toBe(3_000);
    expect(dropped).toBe(8_000 - sent - waiting);
    await deaf.close();
    const back = await tcpSink(address, deaf.port);
    await vi.waitFor(() => expect(syslog.counts().waiting).toBe(0), patient);
    await vi.waitFor(() => expect(idsOf(back.messages).at(-1)).toBe(sent + 3_000), patient);
    expect(new Set(idsOf(back.messages)).size).toBe(back.messages.length);
  });

  test('closing lets what waits leave, and takes no more', async () => {
    const sink = await tcpSink(address);
    const syslog = open({ protocol: 'tcp', address, port: sink.port });
    for (let id = 1; id <= 50; id += 1) syslog.send(row(id));
    await syslog.close(15_000);
    syslog.send(row(51));
    await vi.waitFor(() => expect(sink.messages).toHaveLength(50), patient);
    expect(syslog.counts()).toMatchObject({ sent: 50, dropped: 1, waiting: 0 });
  });

  test('closing does not wait for ever for a server that is not there', async () => {
    const gone = await tcpSink(address);
    await gone.close();
    const syslog = open({ protocol: 'tcp', address, port: gone.port });
    syslog.send(row(1));
    await syslog.close(20);
    expect(syslog.counts()).toMatchObject({ sent: 0, waiting: 1 });
  });

  test('no row breaks the framing, whatever it holds', async () => {
    const sink = await tcpSink(address);
    const syslog = open({ protocol: 'tcp', address, port: sink.port });
    const text = fc.string({
      unit: fc.constantFrom('\n', '\r', '\0', '9', ' ', '"', ']', '\\', '\ud800', 'ệ', '<109>1 '),
    });
    const texts = fc.sample(fc.tuple(text, text), 300);
    for (const [at, [actor, detail]] of texts.entries()) syslog.send({ ...row(at + 1, detail), actor });
    await vi.waitFor(() => expect(sink.messages).toHaveLength(texts.length), patient);
    expect(idsOf(sink.messages)).toEqual(texts.map((_, at) => at + 1));
    for (const message of sink.messages) expect(message.toString('utf8')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  });
});

describe('over UDP', () => {
  const address = '127.41.0.2';

  test('each row is a datagram', async () => {
    const sink = await udpSink(address);
    const syslog = open({ protocol: 'udp', address, port: sink.port });
    for (let id = 1; id <= 50; id += 1) syslog.send(row(id, '\n'.repeat(5_000)));
    await vi.waitFor(() => expect(sink.messages).toHaveLength(50), patient);
    expect(idsOf(sink.messages)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    expect(sink.messages.every((message) => message.length <= 1_400)).toBe(true);
    expect(sink.messages.every((message) => message.toString('utf8').startsWith('<109>1 '))).toBe(true);
  });

  test('a server that refuses, and comes back, gets rows again', async () => {
    const gone = await udpSink(address);
    const { port } = gone;
    await gone.close();
    const syslog = open({ protocol: 'udp', address, port });
    for (let id = 1; id <= 20; id += 1) syslog.send(row(id));
    await vi.waitFor(() => expect(syslog.counts().waiting).toBe(0), patient);
    const back = await udpSink(address, port);
    let id = 20;
    await vi.waitFor(() => {
      id += 1;
      syslog.send(row(id));
      expect(back.messages.length).toBeGreaterThan(3);
    }, patient);
    const ids = idsOf(back.messages);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  test('an address that nothing can be sent to is a failure, told at once, and no exception', async () => {
    const syslog = open({ protocol: 'udp', address: '255.255.255.255', port: 514 }, { stallMs: 600_000 });
    syslog.send(row(1));
    await vi.waitFor(() => expect(syslog.counts().failures).toBeGreaterThan(1), patient);
    expect(syslog.counts()).toMatchObject({ sent: 0, waiting: 1 });
  });

  test('closing is quick, and nothing is sent after it', async () => {
    const sink = await udpSink(address);
    const syslog = open({ protocol: 'udp', address, port: sink.port });
    syslog.send(row(1));
    await syslog.close();
    syslog.send(row(2));
    await vi.waitFor(() => expect(sink.messages).toHaveLength(1), patient);
    expect(syslog.counts()).toEqual({ sent: 1, dropped: 1, waiting: 0, failures: 0 });
    await syslog.close();
  });
});

test('the sinks of these tests notice a broken frame', () => {
  expect(() => nextFrame(Buffer.from('<109>1 x'))).toThrow('no frame');
  expect(() => nextFrame(Buffer.from('x'))).toThrow('no frame');
  expect(nextFrame(Buffer.from('3 ab'))).toBeNull();
  expect(nextFrame(Buffer.from('2 ab3 '))).toEqual({ message: Buffer.from('ab'), rest: Buffer.from('3 ') });
});
