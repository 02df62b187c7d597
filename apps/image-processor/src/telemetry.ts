import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ObjectEvent } from './object-events.ts';
import type { ObjectOutcome } from './process-object.ts';

/** What operators see of the function: structured logs and CloudWatch metrics in the embedded metric format. */
export interface Telemetry {
  ended(event: ObjectEvent, outcome: ObjectOutcome): void;
  failed(event: ObjectEvent | undefined, error: unknown): void;
  testEvent(): void;
  /** Writes the invocation's metrics out; the last thing an invocation does. */
  flush(): void;
}

/** Service name, namespace and log level come from the POWERTOOLS_* variables that the Pulumi program sets. */
export const createTelemetry = (logger = new Logger(), metrics = new Metrics()): Telemetry => {
  metrics.setThrowOnEmptyMetrics(false);
  return {
    ended(event, { record, outcome }) {
      const { imageId, durationMs, status } = record;
      const facts = { imageId, outcome, status, durationMs, ...factsOf(record) };
      logger.info(`Image ${outcome === 'superseded' ? 'superseded' : status}`, {
        event: { ...event },
        image: facts,
      });
      metrics.addMetric(
        outcome === 'superseded' ? 'ImagesSuperseded' : metricOf[status],
        MetricUnit.Count,
        1,
      );
      // Of a superseded event the record that stands is another's, and so is its time.
      if (outcome === 'committed') metrics.addMetric('ProcessingTime', MetricUnit.Milliseconds, durationMs);
    },
    failed(event, error) {
      logger.error('Object failed', { event: event && { ...event }, error: error as Error });
      metrics.addMetric('ObjectsFailed', MetricUnit.Count, 1);
    },
    testEvent() {
      logger.info('S3 test event: the notification is configured');
    },
    flush() {
      metrics.publishStoredMetrics();
    },
  };
};

const metricOf = { ready: 'ImagesReady', rejected: 'ImagesRejected', deleted: 'ImagesDeleted' } as const;

const factsOf = (record: ObjectOutcome['record']) => {
  switch (record.status) {
    case 'ready':
      return { revision: record.revision, width: record.width, height: record.height, format: record.format };
    case 'rejected':
      return { rejection: record.rejection };
    case 'deleted':
      return {};
  }
};
