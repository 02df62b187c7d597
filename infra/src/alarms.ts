import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface AlarmsArgs {
  readonly processor: aws.lambda.Function;
  readonly deadLetterQueue: aws.sqs.Queue;
  /** Every alarm's name starts with it. */
  readonly namePrefix: string;
  readonly timeoutSeconds: number;
  /** Told when an alarm goes off and when it is over; without one the alarms only show. */
  readonly topicArn: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** What to watch: it goes off when the metric is above `threshold` in `breaches` of the last `periods` of five minutes. */
interface Watch {
  readonly subject: string;
  readonly metric: string;
  readonly statistic: 'Sum' | 'Maximum';
  readonly threshold: number;
  readonly breaches: number;
  readonly periods: number;
  /** Tells the one who is woken up what happened and what to do. */
  readonly description: string;
}

const once = { breaches: 1, periods: 1 } as const;
/** Of what should not happen at all: one occurrence is a breach. */
const ever = { statistic: 'Sum', threshold: 0, ...once } as const;

const functionWatches = (timeoutSeconds: number): readonly Watch[] => [
  {
    subject: 'errors',
    metric: 'Errors',
    ...ever,
    // A single failure is retried; two periods out of three are no accident.
    breaches: 2,
    periods: 3,
    description: 'Invocations keep failing. Each event is tried three times; the log tells why.',
  },
  {
    subject: 'throttles',
    metric: 'Throttles',
    ...ever,
    breaches: 3,
    periods: 3,
    description:
      'More uploads than the function may process at once. Raise reservedConcurrency or the quota.',
  },
  {
    subject: 'slow',
    metric: 'Duration',
    statistic: 'Maximum',
    // Milliseconds. An image that takes four fifths of the time allowed is one step from never getting through.
    threshold: timeoutSeconds * 1000 * 0.8,
    ...once,
    description: 'An image came close to the time-out. Raise timeoutSeconds or lower maxSourcePixels.',
  },
  {
    subject: 'event-age',
    metric: 'AsyncEventAge',
    statistic: 'Maximum',
    // Milliseconds. Both retries are over after about three minutes: what is older waits for a free place.
    threshold: 10 * 60 * 1000,
    ...once,
    description: 'Uploads wait longer than ten minutes. After six hours they are given up.',
  },
  {
    subject: 'dropped-events',
    metric: 'AsyncEventsDropped',
    ...ever,
    description:
      'Lambda gave events up. They are in the dead-letter queue: imgpipe dead-letters tells why. Mend the cause, then imgpipe redrive.',
  },
  {
    subject: 'undelivered-dead-letters',
    metric: 'DestinationDeliveryFailures',
    ...ever,
    description: 'An event that failed did not reach the dead-letter queue and is lost. Reprocess its image.',
  },
];

const queueWatches: readonly Watch[] = [
  {
    subject: 'dead-letters',
    metric: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    threshold: 0,
    ...once,
    description:
      'Events wait in the dead-letter queue, for fourteen days at most: imgpipe dead-letters tells why. Mend the cause, then imgpipe redrive.',
  },
];

/** What an operator has to hear of. Rejected images are not among it: they are the uploader's business. */
export class Alarms extends pulumi.ComponentResource {
  readonly alarms: readonly aws.cloudwatch.MetricAlarm[];

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:Alarms', name, {}, opts);
    const onFunction = { namespace: 'AWS/Lambda', dimensions: { FunctionName: args.processor.name } };
    const onQueue = { namespace: 'AWS/SQS', dimensions: { QueueName: args.deadLetterQueue.name } };
    const child = { parent: this };
    this.alarms = [
      ...functionWatches(args.timeoutSeconds).map((watch) => createAlarm(watch, onFunction, args, child)),
      ...queueWatches.map((watch) => createAlarm(watch, onQueue, args, child)),
    ];
    this.registerOutputs({});
  }
}

const createAlarm = (
  watch: Watch,
  on: Pick<aws.cloudwatch.MetricAlarmArgs, 'namespace' | 'dimensions'>,
  { namePrefix, topicArn, tags }: AlarmsArgs,
  opts: pulumi.CustomResourceOptions,
) => {
  const actions = topicArn === undefined ? [] : [topicArn];
  return new aws.cloudwatch.MetricAlarm(
    watch.subject,
    {
      ...on,
      name: `${namePrefix}-${watch.subject}`,
      alarmDescription: watch.description,
      metricName: watch.metric,
      statistic: watch.statistic,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: watch.threshold,
      period: 300,
      evaluationPeriods: watch.periods,
      datapointsToAlarm: watch.breaches,
      // Nothing uploaded, nothing measured, nothing wrong.
      treatMissingData: 'notBreaching',
      alarmActions: actions,
      okActions: actions,
      tags,
    },
    opts,
  );
};
