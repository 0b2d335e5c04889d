import { canonicalAddress } from '../inventory/address.ts';
import { defaultSearchPath, runProgram } from './icmp-child.ts';
import type { EchoAnswer, EchoPlan, IcmpEngine } from './icmp-engine.ts';
import { parseFpingLine } from './icmp-fping-line.ts';

/**
 * Many hosts at little cost through fping: one process per 1,000 hosts, IPv4 and IPv6 mixed, packets spread evenly over
 * the period; its times come from the kernel and stay true when we are busy.
 */
export function createFping(searchPath: string = defaultSearchPath()): IcmpEngine {
  return {
    name: 'fping',
    async round(targets, plan, signal) {
      const answers = new Map<string, EchoAnswer>();
      const literals = new Set<string>();
      for (const { address } of targets) {
        answers.set(address, { kind: 'failed', reason: 'engine-failed' });
        const literal = canonicalAddress(address);
        if (literal !== null) literals.add(literal);
      }
      const told = await Promise.all(shardsOf([...literals]).map((shard) => runShard(searchPath, shard, plan, signal)));
      const seen = new Map(told.flatMap((shard) => [...shard]));
      for (const address of answers.keys()) {
        const answer = seen.get(canonicalAddress(address) ?? '');
        if (answer !== undefined) answers.set(address, answer);
      }
      return answers;
    },
  };
}

const shardSize = 1_000;

/** Time beyond the plan for fping to start, to read its targets and to print. */
const graceMs = 5_000;

/** 0: all answered, 1: some did not, 2: some targets were not understood; from 3 on fping itself failed. */
const maxGoodCode = 2;

function shardsOf(literals: readonly string[]): string[][] {
  const shards: string[][] = [];
  for (let from = 0; from < literals.length; from += shardSize) shards.push(literals.slice(from, from + shardSize));
  return shards;
}

async function runShard(
  searchPath: string,
  literals: readonly string[],
  plan: EchoPlan,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, EchoAnswer>> {
  const series = new Map<string, readonly number[]>();
  const unreachable = new Set<string>();
  const end = await runProgram({
    program: 'fping',
    args: fpingArguments(literals.length, plan),
    searchPath,
    read: 'stderr',
    input: literals.map((literal) => `${literal}\n`).join(''),
    deadlineMs: plan.echoes * plan.periodMs + plan.timeoutMs + graceMs,
    signal,
    onLine(text) {
      const line = parseFpingLine(text, plan.echoes);
      if (line?.kind === 'series') series.set(line.address, line.rttsMs);
      if (line?.kind === 'unreachable') unreachable.add(line.address);
    },
  });
  const reason = end.kind === 'failed' ? end.reason : 'engine-failed';
  const good = end.kind === 'exited' && end.code <= maxGoodCode;
  return new Map(
    literals.map((literal): [string, EchoAnswer] => {
      const rttsMs = series.get(literal);
      if (!good || rttsMs === undefined) return [literal, { kind: 'failed', reason }];
      return [literal, { kind: 'echoes', sent: plan.echoes, rttsMs, unreachable: unreachable.has(literal) }];
    }),
  );
}

/**
 * Without -q, because quiet fping keeps "unreachable" to itself; what it then says on its standard output goes nowhere.
 * The gap between packets (-i) leaves a tenth of the period free, or the rounds of echoes would drift.
 */
function fpingArguments(hosts: number, plan: EchoPlan): string[] {
  const gapMs = Math.max(1, Math.floor((plan.periodMs * 0.9) / hosts));
  const timeoutMs = Math.min(plan.timeoutMs, plan.periodMs);
  const numbers: [string, number][] = [
    ['-C', plan.echoes],
    ['-p', plan.periodMs],
    ['-i', gapMs],
    ['-t', timeoutMs],
  ];
  return numbers.flatMap(([option, value]) => [option, String(Math.round(value))]);
}
