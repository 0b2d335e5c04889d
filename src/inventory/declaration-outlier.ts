import type { FactValue } from './fact.ts';
import type { FactCatalogue, FactDefinition, FactType } from './fact-definition.ts';
import { isWhole } from './fact-range.ts';
import { naming } from './fact-rules.ts';
import type { Form } from './form.ts';

/** Middle and spread of what the agencies of a block declared; `mad` is the median of the distances from the median. */
export type PeerStatistics = { readonly count: number; readonly median: number; readonly mad: number };

/** A figure far from those of its block. */
export type Outlier = {
  readonly fact: string;
  readonly code: 'declaration-outlier';
  readonly params: Readonly<Record<string, string | number>>;
};

/**
 * Whether a figure lies outside median ± k · MAD of its block. Where more than half of the block declared the same (MAD 0),
 * a tenth of the median stands for it, and at least 1 for whole numbers. With fewer peers than the rule asks for, nothing does.
 */
export function outlierOf(
  fact: FactDefinition,
  value: FactValue,
  peers: PeerStatistics | undefined,
  rule: Form['outlier'],
): Outlier[] {
  if (rule === null || peers === undefined || peers.count < rule.minPeers) return [];
  if (typeof value !== 'number' || !measured.includes(fact.type)) return [];
  const spread = peers.mad > 0 ? peers.mad : Math.max(Math.abs(peers.median) / 10, isWhole(fact.type) ? 1 : 0);
  const reach = spread * rule.mad;
  if (spread === 0 || Math.abs(value - peers.median) <= reach * (1 + HAIR)) return [];
  const least = typeof fact.range?.min === 'number' ? fact.range.min : -Infinity;
  const params = {
    ...naming('fact', fact),
    value,
    median: rounded(peers.median),
    low: rounded(Math.max(least, peers.median - reach)),
    high: rounded(peers.median + reach),
    count: peers.count,
  };
  return [{ fact: fact.key, code: 'declaration-outlier', params }];
}

/** The statistics of each figure of a form over what agencies of one block declared for one period. */
export function peerStatistics(
  catalogue: FactCatalogue,
  form: Form,
  declared: Iterable<ReadonlyMap<string, FactValue>>,
): ReadonlyMap<string, PeerStatistics> {
  const keys = [...form.facts.keys()].filter((key) => measured.includes(catalogue.facts.get(key)?.type ?? 'text'));
  const figures = new Map(keys.map((key): [string, number[]] => [key, []]));
  for (const values of declared) {
    for (const [key, list] of figures) {
      const value = values.get(key);
      if (typeof value === 'number' && Number.isFinite(value)) list.push(value);
    }
  }
  return new Map(
    [...figures].filter(([, list]) => list.length > 0).map(([key, list]) => [key, statisticsOf(list)] as const),
  );
}

/** Types that are compared within a block: not flags, ranks, dates and texts. */
const measured: readonly FactType[] = ['count', 'number', 'ratio', 'money'];
const HAIR = 1e-9;

function statisticsOf(values: readonly number[]): PeerStatistics {
  const median = medianOf(values);
  return { count: values.length, median, mad: medianOf(values.map((value) => Math.abs(value - median))) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/** Short enough for a message. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
