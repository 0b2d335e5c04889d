import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pollSnmp } from '../../src/probe/snmp-poll.ts';
import { type HealthyAgent, startAgent } from '../support/snmp-agent.ts';

const credential = { version: 'v2c', community: 'public' } as const;
let agent: HealthyAgent;

beforeAll(async () => {
  agent = await startAgent('127.31.5.1', [credential]);
});
afterAll(() => agent.close());

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

it('a thousand polls, answered or not, leave no descriptor behind', async () => {
  const poll = (port: number) => {
    const target = {
      deviceId: 1,
      address: agent.address,
      port,
      credential,
      timeoutMs: port === agent.port ? 5_000 : 50,
    };
    return pollSnmp({ ...target, retries: 1, anySource: false }, { hostResources: false, purpose: 'round' }, Date.now);
  };
  await Promise.all([poll(agent.port), poll(9)]);
  const before = descriptors();
  const outcomes: string[] = [];
  for (let round = 0; round < 50; round += 1) {
    const polls = Array.from({ length: 20 }, (_, position) => poll(position % 4 === 0 ? 9 : agent.port));
    for (const { observation } of await Promise.all(polls)) outcomes.push(observation.outcome);
  }
  await expect.poll(descriptors).toBeLessThanOrEqual(before);
  expect(outcomes.filter((outcome) => outcome === 'answer')).toHaveLength(750);
  expect(outcomes.filter((outcome) => outcome === 'miss')).toHaveLength(250);
});

it('a process without descriptors left holds it against no device, lives on, and polls again when it has some', async () => {
  const script = fileURLToPath(new URL('../support/snmp-starved.ts', import.meta.url));
  const command = 'ulimit -n 64; exec "$@"';
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    command,
    'sh',
    process.execPath,
    script,
    agent.address,
    String(agent.port),
  ]);
  const { starved, fed }: { starved: string[]; fed: boolean } = JSON.parse(stdout);
  expect(new Set(starved)).toEqual(new Set(['ok', 'inconclusive bind-failed']));
  expect(fed).toBe(true);
});
