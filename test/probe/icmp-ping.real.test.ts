import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EchoAnswer, type EchoPlan, singlePlan } from '../../src/probe/icmp-engine.ts';
import { createPing } from '../../src/probe/icmp-ping.ts';
import { hasIpv6, inOwnNetwork, mayMakeNamespace, programFolder } from '../support/program.ts';
import { missing } from '../support/real.ts';

const plan: EchoPlan = { echoes: 5, periodMs: 200, timeoutMs: 1_000, spanMs: 60_000 };
const quick: EchoPlan = { echoes: 2, periodMs: 200, timeoutMs: 100, spanMs: 20_000 };

async function ask(searchPath: string | undefined, addresses: readonly string[], how: EchoPlan, signal?: AbortSignal) {
  const engine = createPing(searchPath);
  return engine.round(
    addresses.map((address) => ({ address })),
    how,
    signal,
  );
}

const received = (answer: EchoAnswer | undefined) => (answer?.kind === 'echoes' ? answer.rttsMs.length : answer);

const said = (sent: number, back: number) => `
  echo "PING 127.95.0.1 (127.95.0.1) 56(84) bytes of data."
  echo
  echo "--- 127.95.0.1 ping statistics ---"
  echo "${sent} packets transmitted, ${back} received, 100% packet loss, time 200ms"`;

describe.skipIf(missing('ping'))('ping', () => {
  test('hears five of five echoes from one address within a single probe', async () => {
    const answers = await ask(undefined, ['127.95.0.1'], singlePlan);
    expect(received(answers.get('127.95.0.1'))).toBe(5);
  });

  test.skipIf(!hasIpv6)('takes IPv4 and IPv6, and answers each address as it was written', async () => {
    const addresses = ['127.95.0.1', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.95.0.1', '::1'];
    const answers = await ask(undefined, addresses, plan);
    expect([...answers].map(([address, answer]) => [address, received(answer)])).toEqual(
      [...new Set(addresses)].map((address) => [address, 5]),
    );
  });

  test('carries a round of 120 hosts where fping is absent', async () => {
    const addresses = Array.from({ length: 120 }, (_, at) => `127.95.1.${at + 1}`);
    const answers = await ask(undefined, addresses, plan);
    expect(addresses.map((address) => received(answers.get(address)))).toEqual(addresses.map(() => 5));
  });

  test.skipIf(!mayMakeNamespace || missing('unshare', 'ip'))('tells a dead host from a missing route', async () => {
    const silent = `ip route add local 198.51.100.0/24 dev lo; ip route add blackhole default`;
    const wire = `${silent}; ip link add wire type veth peer name end; ip addr add 10.99.0.1/24 dev wire`;
    const up = `ip link set lo up; ${wire}; ip link set wire up; ip link set end up`;
    const script = `PATH=/usr/sbin:/usr/bin:/sbin:/bin; exec unshare -n sh -c '${up}; exec ping "$@"' sh "$@"`;
    const alone = await ask(programFolder({ ping: `${inOwnNetwork} ping "$@"` }), ['198.51.100.7'], plan);
    expect(alone.get('198.51.100.7')).toEqual({ kind: 'failed', reason: 'engine-failed' });
    const wired = await ask(programFolder({ ping: script }), ['198.51.100.7', '10.99.0.7'], {
      ...plan,
      periodMs: 1_000,
    });
    expect([...wired.values()].map(received)).toEqual([5, 0]);
  });
});

describe('a ping that is broken is inconclusive, never loss', () => {
  test.each([
    ['it ends in error', 'echo "ping: connect: Network is unreachable"; exit 2'],
    ['it loses all and then ends in error', `${said(2, 0)}; exit 2`],
    ['it crashes', `${said(2, 0)}; kill -9 $$`],
    ['it says nothing', 'exit 1'],
    ['it says one word', 'echo oops; exit 1'],
    ['it says two words', 'echo "ping: oops"; exit 1'],
    ['it was interrupted and sent fewer', `${said(1, 0)}; exit 1`],
    ['it counts more than it shows', `${said(2, 1)}; exit 0`],
    ['it hangs', 'kill -STOP $$'],
    ['it talks without end', 'while :; do echo "PING 127.95.0.1 (127.95.0.1) 56(84) bytes of data."; done'],
  ])('%s', async (_, script) => {
    const answers = await ask(programFolder({ ping: script }), ['127.95.0.1'], quick);
    expect(answers.get('127.95.0.1')).toEqual({ kind: 'failed', reason: 'engine-failed' });
  });

  test('it is not there', async () => {
    const answers = await ask(programFolder({}), ['127.95.0.1'], quick);
    expect(answers.get('127.95.0.1')).toEqual({ kind: 'failed', reason: 'no-engine' });
  });

  test('the round is called off, running and waiting hosts alike', async () => {
    const folder = programFolder({ ping: 'kill -STOP $$' });
    const addresses = Array.from({ length: 40 }, (_, at) => `127.95.2.${at + 1}`);
    const answers = await ask(folder, addresses, plan, AbortSignal.timeout(200));
    expect([...answers.values()]).toEqual(addresses.map(() => ({ kind: 'failed', reason: 'aborted' })));
  });
});

test('loss, "unreachable" and doubled replies are told apart', async () => {
  const lost = await ask(programFolder({ ping: `${said(2, 0)}; exit 1` }), ['127.95.0.1'], quick);
  expect(lost.get('127.95.0.1')).toEqual({ kind: 'echoes', sent: 2, rttsMs: [], unreachable: false });
  const script = `
    echo "PING 127.95.0.1 (127.95.0.1) 56(84) bytes of data."
    echo "64 bytes from 127.95.0.1: icmp_seq=1 ttl=64 time=1.5 ms"
    echo "64 bytes from 127.95.0.1: icmp_seq=1 ttl=64 time=2.5 ms (DUP!)"
    echo "From 10.99.0.1 icmp_seq=2 Destination Host Unreachable"
    echo
    echo "--- 127.95.0.1 ping statistics ---"
    echo "2 packets transmitted, 1 received, +1 duplicates, +1 errors, 50% packet loss, time 200ms"`;
  const half = await ask(programFolder({ ping: script }), ['127.95.0.1'], quick);
  expect(half.get('127.95.0.1')).toEqual({ kind: 'echoes', sent: 2, rttsMs: [1.5], unreachable: true });
});

test('hostile host strings start no process, and options end before the host', async () => {
  const recording = `echo "$*" >> "\${0%/*}/runs"; ${said(2, 0)}; exit 1`;
  const folder = programFolder({ ping: recording });
  const hostile = ['-f', '127.0.0.1\n127.0.0.2', '$(id)', 'localhost', '2130706433', '::1%lo', '0177.0.0.1', ''];
  const answers = await ask(folder, hostile, quick);
  for (const one of hostile) expect(answers.get(one)).toEqual({ kind: 'failed', reason: 'engine-failed' });
  expect(existsSync(path.join(folder, 'runs'))).toBe(false);
  await ask(folder, ['127.95.0.1'], quick);
  expect(readFileSync(path.join(folder, 'runs'), 'utf8')).toMatch(/^-n .*-c 2 .*-- 127\.95\.0\.1\n$/);
});

test('hosts whose turn does not come within the span are inconclusive, and 16 at most run at once', async () => {
  const counting = `
    folder="\${0%/*}"
    : > "$folder/run.$$"; set -- "$folder"/run.*; echo $# >> "$folder/at-once"
    /bin/sleep 0.4; /bin/rm "$folder/run.$$"
    ${said(2, 0)}; exit 1`;
  const folder = programFolder({ ping: counting });
  const addresses = Array.from({ length: 60 }, (_, at) => `127.95.3.${at + 1}`);
  const answers = await ask(folder, addresses, { ...quick, spanMs: 900 });
  const outcomes = [...answers.values()].map(received);
  expect(outcomes.slice(0, 16)).toEqual(outcomes.slice(0, 16).map(() => 0));
  expect(outcomes.at(-1)).toEqual({ kind: 'failed', reason: 'engine-failed' });
  const atOnce = readFileSync(path.join(folder, 'at-once'), 'utf8').trim().split('\n').map(Number);
  expect(Math.max(...atOnce)).toBeLessThanOrEqual(16);
});
