import { readEmbeddedMetrics } from './embedded-metrics.ts';
import type { LogLine } from './log-line.ts';
import { createLogStore, type LogStore } from './log-store.ts';
import type { MetricDatum } from './metric-datum.ts';
import { createMetricStore, type MetricStore } from './metric-store.ts';

/** Logs and metrics of a running local cloud, in memory and bounded. */
export interface CloudWatch {
  /** Keeps a line, and the metrics that it carries in the embedded metric format. */
  putLog(line: LogLine): void;
  putMetric(datum: MetricDatum): void;
  readonly logs: Pick<LogStore, 'lines' | 'groups'>;
  readonly metrics: Pick<MetricStore, 'sum' | 'statistics' | 'list'>;
}

/** Logs and metrics without a line or a value yet. */
export const createCloudWatch = ({
  logs = createLogStore(),
  metrics = createMetricStore(),
}: { readonly logs?: LogStore; readonly metrics?: MetricStore } = {}): CloudWatch => ({
  putLog(line) {
    logs.add(line);
    const embedded = readEmbeddedMetrics(line.message);
    if (embedded.kind === 'metrics') embedded.metrics.forEach(metrics.add);
    if (embedded.kind === 'invalid') metrics.add(validationError(line));
  },
  putMetric: metrics.add,
  logs,
  metrics,
});

/** How CloudWatch tells of a line that it could not read: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
const validationError = ({ logGroup, timestamp }: LogLine): MetricDatum => ({
  namespace: 'AWS/Logs',
  name: 'EMFValidationErrors',
  unit: 'Count',
  value: 1,
  timestamp,
  dimensions: { LogGroupName: logGroup },
});
