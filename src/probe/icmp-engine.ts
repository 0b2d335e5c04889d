/** Who is to be sent echoes: a canonical IP literal; anything else never reaches a program. */
type EchoTarget = { readonly address: string };

/**
 * How one round runs: `echoes` per target, `periodMs` apart, each awaited for `timeoutMs`; everything must be told
 * within `spanMs`, what is not is inconclusive.
 */
export type EchoPlan = {
  readonly echoes: number;
  readonly periodMs: number;
  readonly timeoutMs: number;
  readonly spanMs: number;
};

/**
 * What an engine saw of one target: the times of the echoes that came back, in order of sending, and whether a router
 * said "unreachable" meanwhile. `failed` means that the engine cannot tell, which is never loss.
 */
export type EchoAnswer =
  | {
      readonly kind: 'echoes';
      readonly sent: number;
      readonly rttsMs: readonly number[];
      readonly unreachable: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: EngineFailure };

/** `no-engine`: not installed, or not fit for the address family; `engine-failed`: it broke; `aborted`: we ended it. */
export type EngineFailure = 'no-engine' | 'engine-failed' | 'aborted';

/** A way to send ICMP echoes. A round never rejects and answers every address it was given, keyed as it was written. */
export type IcmpEngine = {
  readonly name: 'fping' | 'ping';
  round(targets: readonly EchoTarget[], plan: EchoPlan, signal?: AbortSignal): Promise<ReadonlyMap<string, EchoAnswer>>;
};

/** The plan of a regular round: the echoes spread over 80 % of the poll interval. */
export function roundPlan(spanMs: number, echoes: number = 5): EchoPlan {
  const periodMs = Math.max(10, Math.floor((spanMs * 0.8) / echoes));
  return { echoes, periodMs, timeoutMs: Math.min(1_000, periodMs), spanMs };
}

/** The plan of a single probe (confirmation, probe-now, command line): five echoes within about three seconds. */
export const singlePlan: EchoPlan = { echoes: 5, periodMs: 500, timeoutMs: 1_000, spanMs: 5_000 };
