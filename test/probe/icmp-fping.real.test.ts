import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EchoAnswer, EchoPlan } from '../../src/probe/icmp-engine.ts';
import { createFping } from '../../src/probe/icmp-fping.ts';
import { hasIpv6, inOwnNetwork, mayMakeNamespace, programFolder } from '../support/program.ts';
import { missing } from '../support/real.ts';

const plan: EchoPlan = { echoes: 5, periodMs: 200, timeoutMs: 200, spanMs: 5_000 };
const quick: EchoPlan = { echoes: 2, periodMs: 20, timeoutMs: 20, spanMs: 100 };

function loopback(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `127.94.${Math.floor(at / 250)}.${(at % 250) + 1}`);
}

async function ask(searchPath: string | undefined, addresses: readonly string[], how: EchoPlan, signal?: AbortSignal) {
  const engine = createFping(searchPath);
  return engine.round(
    addresses.map((address) => ({ address })),
    how,
    signal,
  );
}

const received = (answer: EchoAnswer | undefined) => (answer?.kind === 'echoes' ? answer.rttsMs.length : answer);

describe.skipIf(missing('fping'))('fping', () => {
  test('hears five of five echoes from each of 150 live addresses in one round', async () => {
    const addresses = loopback(150);
    const answers = await ask(undefined, addresses, plan);
    expect([...answers.keys()]).toEqual(addresses);
    expect(addresses.map((address) => received(answers.get(address)))).toEqual(addresses.map(() => 5));
  });

  test.skipIf(!hasIpv6)('takes IPv4 and IPv6 in one round, and answers each address as it was written', async () => {
    const addresses = ['127.94.9.1', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.94.9.1', '127.94.9.1'];
    const answers = await ask(undefined, addresses, plan);
    expect([...answers].map(([address, answer]) => [address, received(answer)])).toEqual(
      [...new Set(addresses)].map((address) => [address, 5]),
    );
  });

  test.skipIf(!mayMakeNamespace || missing('unshare', 'ip'))('tells the dead from the living', async () => {
    const folder = programFolder({ fping: `${inOwnNetwork} fping "$@"` });
    const answers = await ask(folder, ['127.94.9.2', '198.51.100.7', '127.94.9.3'], plan);
    expect([...answers.values()].map(received)).toEqual([5, 0, 5]);
  });
});

describe('an fping that is broken is inconclusive, never loss', () => {
  test.each([
    ['it refuses its arguments', 'exit 3'],
    ['it may not open a socket', `echo "fping: can't create socket (must run as root?)" >&2; exit 4`],
    ['it fails after it has spoken', 'echo "127.94.9.4 : - -" >&2; exit 4'],
    ['it crashes', 'kill -11 $$'],
    ['it crashes after it has spoken', 'echo "127.94.9.4 : - -" >&2; kill -9 $$'],
    ['it says nothing', 'exit 0'],
    ['it says something else', 'echo oops >&2; exit 1'],
    ['it was interrupted and tells of fewer echoes', 'echo "127.94.9.4 : -" >&2; exit 1'],
    ['it tells of another host', 'echo "127.94.9.5 : - -" >&2; exit 1'],
    ['it hangs', 'read line; while :; do read line || kill -STOP $$; done'],
    ['it talks far too much', 'PATH=/usr/bin:/bin; yes | head -c 9000000 >&2; echo "127.94.9.4 : 1 1" >&2'],
  ])('%s', async (_, script) => {
    const answers = await ask(programFolder({ fping: script }), ['127.94.9.4'], quick);
    expect(answers.get('127.94.9.4')).toEqual({ kind: 'failed', reason: 'engine-failed' });
  });

  test('it may not be executed', async () => {
    const answers = await ask(programFolder({ fping: 'exit 0' }, 0o644), ['127.94.9.4'], quick);
    expect(answers.get('127.94.9.4')).toEqual({ kind: 'failed', reason: 'engine-failed' });
  });

  test('it is not there', async () => {
    const answers = await ask(programFolder({}), ['127.94.9.4'], quick);
    expect(answers.get('127.94.9.4')).toEqual({ kind: 'failed', reason: 'no-engine' });
  });

  test('the round is called off', async () => {
    const script = 'while :; do read line || kill -STOP $$; done';
    const folder = programFolder({ fping: script });
    const running = await ask(folder, ['127.94.9.4'], plan, AbortSignal.timeout(100));
    expect(running.get('127.94.9.4')).toEqual({ kind: 'failed', reason: 'aborted' });
    const notBegun = await ask(folder, ['127.94.9.4'], plan, AbortSignal.abort());
    expect(notBegun.get('127.94.9.4')).toEqual({ kind: 'failed', reason: 'aborted' });
  });
});

test('loss and "unreachable" are heard with the exit code that goes with them', async () => {
  const script = `
    echo "ICMP Host Unreachable from 10.99.0.1 for ICMP Echo sent to 10.99.0.8" >&2
    echo "10.99.0.7 : - -" >&2; echo "10.99.0.8 : - -" >&2; echo "10.99.0.9 : - 1.5" >&2; exit 1`;
  const answers = await ask(programFolder({ fping: script }), ['10.99.0.7', '10.99.0.8', '10.99.0.9'], quick);
  expect([...answers.values()]).toEqual([
    { kind: 'echoes', sent: 2, rttsMs: [], unreachable: false },
    { kind: 'echoes', sent: 2, rttsMs: [], unreachable: true },
    { kind: 'echoes', sent: 2, rttsMs: [1.5], unreachable: false },
  ]);
});

describe('what reaches the program', () => {
  const recording = `
    folder="\${0%/*}"
    count=0
    while read -r line; do count=$((count+1)); echo "$line" >> "$folder/hosts"; echo "$line : 1 1" >&2; done
    echo "$count $*" >> "$folder/runs"`;

  test('hostile host strings never do', async () => {
    const folder = programFolder({ fping: recording });
    const hostile = ['-f', '/etc/passwd', '127.0.0.1\n127.0.0.2', '$(id)', 'localhost', '2130706433', '::1%lo', ''];
    const answers = await ask(folder, [...hostile, '127.94.9.6'], quick);
    expect(readFileSync(path.join(folder, 'hosts'), 'utf8')).toBe('127.94.9.6\n');
    for (const one of hostile) expect(answers.get(one)).toEqual({ kind: 'failed', reason: 'engine-failed' });
    expect(received(answers.get('127.94.9.6'))).toBe(2);
    const nobody = programFolder({ fping: recording });
    await ask(nobody, hostile, quick);
    expect(existsSync(path.join(nobody, 'runs'))).toBe(false);
  });

  test('at most 1,000 hosts at once do, spread over the period', async () => {
    const folder = programFolder({ fping: recording });
    const answers = await ask(folder, loopback(2_500), { ...quick, periodMs: 10_000, timeoutMs: 1_000 });
    const runs = readFileSync(path.join(folder, 'runs'), 'utf8').trim().split('\n').toSorted();
    expect(runs).toEqual([
      '1000 -C 2 -p 10000 -i 9 -t 1000',
      '1000 -C 2 -p 10000 -i 9 -t 1000',
      '500 -C 2 -p 10000 -i 18 -t 1000',
    ]);
    expect([...answers.values()].every((answer) => received(answer) === 2)).toBe(true);
  });
});
