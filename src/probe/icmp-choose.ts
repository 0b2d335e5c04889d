import { defaultSearchPath } from './icmp-child.ts';
import type { EchoAnswer, EchoPlan, IcmpEngine } from './icmp-engine.ts';
import { createFping } from './icmp-fping.ts';
import { createPing } from './icmp-ping.ts';

/**
 * What an engine's test on loopback came to. `loses-loopback`: it runs but hears no echo (fping 5.1 over unprivileged
 * sockets), so it would call everything down; `cannot-run`: it does not start or ends in error.
 */
export type EngineVerdict = 'works' | 'works-ipv4-only' | 'missing' | 'cannot-run' | 'loses-loopback';

/** Which engines run, as a code, and why: the verdict on each. */
export type IcmpSaid = {
  readonly code: 'fping-and-ping' | 'fping-only' | 'ping-only' | 'no-engine';
  readonly fping: EngineVerdict;
  readonly ping: EngineVerdict;
};

/** The engines in use: `engine` for rounds, `single` for a handful of hosts at once; both null when none works. */
export type IcmpChoice = {
  readonly engine: IcmpEngine | null;
  readonly single: IcmpEngine | null;
  readonly said: IcmpSaid;
};

/**
 * Tests each engine on loopback and picks: fping for rounds and ping for single probes, either one for both when the
 * other does not work. Remembers nothing: call it again every hour and compare `said`.
 */
export async function chooseIcmp(searchPath: string = defaultSearchPath()): Promise<IcmpChoice> {
  const [fping, ping] = await Promise.all([tested(createFping(searchPath)), tested(createPing(searchPath))]);
  const engine = fping.engine ?? ping.engine;
  const single = ping.engine ?? fping.engine;
  return { engine, single, said: { code: codeOf(fping, ping), fping: fping.verdict, ping: ping.verdict } };
}

type Tested = { readonly engine: IcmpEngine | null; readonly verdict: EngineVerdict };

const testPlan: EchoPlan = { echoes: 3, periodMs: 200, timeoutMs: 500, spanMs: 5_000 };

function codeOf(fping: Tested, ping: Tested): IcmpSaid['code'] {
  if (fping.engine !== null) return ping.engine === null ? 'fping-only' : 'fping-and-ping';
  return ping.engine === null ? 'no-engine' : 'ping-only';
}

/** Two tries, so that one bad moment of the machine does not cost an hour of rounds. */
async function tested(engine: IcmpEngine): Promise<Tested> {
  let verdict = await judge(engine);
  if (verdict === 'cannot-run' || verdict === 'loses-loopback') verdict = await judge(engine);
  if (verdict === 'works') return { engine, verdict };
  return { engine: verdict === 'works-ipv4-only' ? onlyIpv4(engine) : null, verdict };
}

async function judge(engine: IcmpEngine): Promise<EngineVerdict> {
  const [v4, v6] = await Promise.all(['127.0.0.1', '::1'].map((address) => echoLoopback(engine, address)));
  if (v4 === undefined || v4.kind === 'failed') {
    return v4?.reason === 'no-engine' ? 'missing' : 'cannot-run';
  }
  if (v4.rttsMs.length === 0) return 'loses-loopback';
  return v6?.kind === 'echoes' && v6.rttsMs.length > 0 ? 'works' : 'works-ipv4-only';
}

async function echoLoopback(engine: IcmpEngine, address: string): Promise<EchoAnswer | undefined> {
  const answers = await engine.round([{ address }], testPlan);
  return answers.get(address);
}

/** The same engine for machines without IPv6 loopback: it does not try IPv6, and says so instead of reporting loss. */
function onlyIpv4(engine: IcmpEngine): IcmpEngine {
  return {
    name: engine.name,
    async round(targets, plan, signal) {
      const isIpv6 = ({ address }: { readonly address: string }) => address.includes(':');
      const answers = new Map(
        await engine.round(
          targets.filter((target) => !isIpv6(target)),
          plan,
          signal,
        ),
      );
      for (const { address } of targets.filter(isIpv6)) answers.set(address, { kind: 'failed', reason: 'no-engine' });
      return answers;
    },
  };
}
