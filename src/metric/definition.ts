/** The unit of a metric's values: Prometheus base units, and what networks count in. */
type MetricUnit = 'none' | 'seconds' | 'timestamp' | 'ratio' | 'bytes' | 'octets' | 'bits per second' | 'packets';

/**
 * One metric: what `/metrics` says of it (`type`, `help`, `labels` in the order they are written), where its value
 * comes from, and which endpoint serves it. `self` = /metrics, `network` = /metrics/network, `inventory` =
 * /metrics/inventory.
 */
export type MetricDefinition = {
  readonly type: 'gauge' | 'counter';
  readonly unit: MetricUnit;
  readonly labels: readonly string[];
  readonly endpoint: 'self' | 'network' | 'inventory';
  readonly help: string;
  readonly helpVi: string;
  readonly source: string;
};

/** A set of metrics by name; every name begins with `hatang_`. */
export type MetricDefinitions = Readonly<Record<`hatang_${string}`, MetricDefinition>>;
