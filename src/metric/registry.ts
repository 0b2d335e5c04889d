import type { MetricDefinitions } from './definition.ts';
import { inventoryMetrics } from './inventory-metrics.ts';
import { networkMetrics } from './network-metrics.ts';
import { selfMetrics } from './self-metrics.ts';

/** Every metric the service gives, by name. Names, types and labels are API: a golden file guards them. */
export const registry = { ...networkMetrics, ...inventoryMetrics, ...selfMetrics } satisfies MetricDefinitions;

/** The name of a metric of the {@link registry}. */
export type MetricName = keyof typeof registry;

/** Exactly the labels the registry gives a metric. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof registry)[Name]['labels'][number], string>>;

/** One value of one series. Bigints keep every digit of a 64-bit counter. */
export type Sample = {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | bigint;
};

/** A sample of a metric; a label too few or too many does not compile. */
export function sample<Name extends MetricName, Labels extends LabelsOf<Name>>(
  name: Name,
  labels: Labels & Readonly<Record<Exclude<keyof Labels, keyof LabelsOf<Name>>, never>>,
  value: number | bigint,
): Sample {
  return { name, labels, value };
}
