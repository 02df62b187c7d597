import type { MetricDatum } from './metric-datum.ts';

/** What all data points of a metric come to. */
export interface MetricStatistics {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly sum: number;
  /** Data points. */
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
}

type Dimensions = Readonly<Record<string, string>>;

/** Every metric since the start, summed up; single data points are not kept. */
export interface MetricStore {
  add(datum: MetricDatum): void;
  /** The sum over a metric with exactly these dimensions, as in CloudWatch; 0 for one that has no data. */
  sum(namespace: string, name: string, dimensions?: Dimensions): number;
  statistics(namespace: string, name: string, dimensions?: Dimensions): MetricStatistics | undefined;
  list(): readonly MetricStatistics[];
}

/** A dimension with ever new values would make ever new metrics; those without data for longest are forgotten. */
const defaultMaxMetrics = 2000;

/** @param maxMetrics default 2000 */
export const createMetricStore = ({ maxMetrics = defaultMaxMetrics } = {}): MetricStore => {
  const metrics = new Map<string, MetricStatistics>();

  const statistics = (namespace: string, name: string, dimensions: Dimensions = {}) =>
    metrics.get(keyOf(namespace, name, dimensions));

  return {
    add({ namespace, name, unit, value, dimensions }) {
      const key = keyOf(namespace, name, dimensions);
      const before = metrics.get(key);
      metrics.delete(key);
      metrics.set(key, {
        namespace,
        name,
        unit,
        dimensions,
        sum: (before?.sum ?? 0) + value,
        count: (before?.count ?? 0) + 1,
        minimum: Math.min(before?.minimum ?? value, value),
        maximum: Math.max(before?.maximum ?? value, value),
      });
      const [oldest] = metrics.keys();
      if (metrics.size > maxMetrics && oldest !== undefined) metrics.delete(oldest);
    },
    sum: (namespace, name, dimensions) => statistics(namespace, name, dimensions)?.sum ?? 0,
    statistics,
    list: () => [...metrics.values()],
  };
};

const keyOf = (namespace: string, name: string, dimensions: Dimensions): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
