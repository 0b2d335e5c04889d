import builders from 'ping/lib/builder/factory.js';
import parsers from 'ping/lib/parser/factory.js';
import { canonicalAddress } from '../inventory/address.ts';
import { defaultSearchPath, runProgram } from './icmp-child.ts';
import type { EchoAnswer, EchoPlan, IcmpEngine } from './icmp-engine.ts';

/**
 * The system's ping, a process per host, through the `ping` package: for single probes, and for small sites without
 * fping. At most 16 run at once; hosts whose turn did not come within the span are inconclusive.
 * The package's own `probe` is not used: it hides the exit code and throws out of an event handler on odd output.
 */
export function createPing(searchPath: string = defaultSearchPath()): IcmpEngine {
  return {
    name: 'ping',
    async round(targets, plan, signal) {
      const answers = new Map<string, EchoAnswer>();
      for (const { address } of targets) answers.set(address, { kind: 'failed', reason: 'engine-failed' });
      const queue = [...answers.keys()];
      const hostPlan = withPeriodFor(queue.length, plan);
      const latestStart = performance.now() + plan.spanMs - durationMs(hostPlan);
      const worker = async () => {
        for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
          if (signal?.aborted) answers.set(address, { kind: 'failed', reason: 'aborted' });
          else if (performance.now() <= latestStart) {
            answers.set(address, await pingHost(searchPath, address, hostPlan, signal));
          }
        }
      };
      await Promise.all(Array.from({ length: maxProcesses }, worker));
      return answers;
    },
  };
}

const maxProcesses = 16;

/** Below 200 ms only root may ping. */
const minPeriodMs = 200;

/** Time beyond the plan for the process to start and to print. */
const graceMs = 3_000;

/** The longest period at which all hosts get their turn within 80 % of the span, no longer than planned. */
function withPeriodFor(hosts: number, plan: EchoPlan): EchoPlan {
  const turns = Math.max(1, Math.ceil(hosts / maxProcesses));
  const turnMs = (plan.spanMs * 0.8) / turns - plan.timeoutMs;
  const periodMs = Math.floor(Math.min(plan.periodMs, turnMs / Math.max(1, plan.echoes - 1)));
  return { ...plan, periodMs: Math.max(minPeriodMs, periodMs) };
}

function durationMs(plan: EchoPlan): number {
  return (plan.echoes - 1) * plan.periodMs + plan.timeoutMs;
}

async function pingHost(
  searchPath: string,
  address: string,
  plan: EchoPlan,
  signal: AbortSignal | undefined,
): Promise<EchoAnswer> {
  const literal = canonicalAddress(address);
  if (literal === null) return { kind: 'failed', reason: 'engine-failed' };
  const lines: string[] = [];
  const end = await runProgram({
    program: 'ping',
    args: pingArguments(literal, plan),
    searchPath,
    read: 'stdout',
    deadlineMs: durationMs(plan) + graceMs,
    signal,
    onLine: (line) => lines.push(line),
  });
  if (end.kind === 'failed') return end;
  // 0: answered, 1: not; anything else is a fault on our side, such as no route or a refused socket.
  const read = end.code <= 1 ? readOutput(literal, lines, plan.echoes) : null;
  return read ?? { kind: 'failed', reason: 'engine-failed' };
}

function pingArguments(literal: string, plan: EchoPlan): string[] {
  return builders.createBuilder(process.platform).getCommandArguments(literal, {
    numeric: true,
    timeout: Math.max(1, Math.ceil(plan.timeoutMs / 1_000)),
    min_reply: plan.echoes,
    v6: literal.includes(':'),
    extra: ['-i', String(plan.periodMs / 1_000), '--'],
  });
}

/** Null unless ping itself counted: as many sent as asked for, as many received as there are times. */
function readOutput(literal: string, lines: readonly string[], echoes: number): EchoAnswer | null {
  const [, sent, received] = /^(\d+) packets transmitted, (\d+) (?:packets )?received/m.exec(lines.join('\n')) ?? [];
  const rttsMs = parseTimes(literal, lines);
  if (Number(sent) !== echoes || rttsMs === null || Number(received) !== rttsMs.length) return null;
  return { kind: 'echoes', sent: echoes, rttsMs, unreachable: lines.some((line) => /unreachable/i.test(line)) };
}

/** The package's parser throws on a first line of fewer than three words; such a program is not ping. */
function parseTimes(literal: string, lines: readonly string[]): number[] | null {
  try {
    const parser = parsers.createParser(literal, process.platform, {});
    for (const line of lines) if (!line.includes('DUP!')) parser.eat(line);
    return parser.getResult().times.filter((time) => typeof time === 'number');
  } catch {
    return null;
  }
}
