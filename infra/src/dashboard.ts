import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { metricsNamespace } from './processor-environment.ts';

export interface DashboardArgs {
  readonly dashboardName: string;
  readonly region: string;
  readonly processor: aws.lambda.Function;
  readonly table: aws.dynamodb.Table;
  readonly deadLetterQueue: aws.sqs.Queue;
  readonly distribution: aws.cloudfront.Distribution;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly alarms: readonly aws.cloudwatch.MetricAlarm[];
}

/** Namespace, metric, then dimension names and values by turns, then how to draw it. */
type Metric = (pulumi.Input<string> | { readonly stat?: string; readonly label?: string })[];

interface Widget {
  readonly type: 'alarm' | 'metric' | 'log';
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The pipeline on one page, in the order of the data: what came in, what became of it, who looked at it. */
export class Dashboard extends pulumi.ComponentResource {
  readonly dashboard: aws.cloudwatch.Dashboard;

  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:Dashboard', name, {}, opts);
    const widgets = [
      alarmStates(args),
      images(args),
      invocations(args),
      durations(args),
      waiting(args),
      deadLetters(args),
      records(args),
      requests(args),
      requestErrors(args),
      latestErrors(args),
    ];
    this.dashboard = new aws.cloudwatch.Dashboard(
      name,
      {
        dashboardName: args.dashboardName,
        dashboardBody: pulumi.jsonStringify({ widgets: placed(widgets) }),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

const alarmStates = ({ alarms }: DashboardArgs): Widget => ({
  type: 'alarm',
  properties: { title: 'Alarms', alarms: alarms.map((alarm) => alarm.arn) },
});

const images = ({ region, processor }: DashboardArgs) =>
  chart('Images', region, 'Sum', [
    [metricsNamespace, 'ImagesReady', 'service', processor.name, { label: 'ready' }],
    [metricsNamespace, 'ImagesRejected', 'service', processor.name, { label: 'rejected' }],
    [metricsNamespace, 'ImagesDeleted', 'service', processor.name, { label: 'deleted' }],
    [metricsNamespace, 'ImagesSuperseded', 'service', processor.name, { label: 'superseded' }],
    [metricsNamespace, 'ObjectsFailed', 'service', processor.name, { label: 'failed' }],
  ]);

const invocations = ({ region, processor }: DashboardArgs) =>
  chart('Invocations', region, 'Sum', [
    onFunction('Invocations', processor),
    onFunction('Errors', processor),
    onFunction('Throttles', processor),
    onFunction('ConcurrentExecutions', processor, { stat: 'Maximum' }),
  ]);

const durations = ({ region, processor }: DashboardArgs) =>
  chart('Duration (ms)', region, 'Average', [
    onFunction('Duration', processor, { stat: 'p50', label: 'p50' }),
    onFunction('Duration', processor, { stat: 'p99', label: 'p99' }),
    onFunction('Duration', processor, { stat: 'Maximum', label: 'longest' }),
  ]);

const waiting = ({ region, processor }: DashboardArgs) =>
  chart('Events waiting: age (ms)', region, 'Maximum', [onFunction('AsyncEventAge', processor)]);

const deadLetters = ({ region, processor, deadLetterQueue }: DashboardArgs) =>
  chart('Events given up', region, 'Sum', [
    onFunction('AsyncEventsDropped', processor),
    onFunction('DestinationDeliveryFailures', processor),
    [
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      'QueueName',
      deadLetterQueue.name,
      { stat: 'Maximum', label: 'dead letters' },
    ],
  ]);

const records = ({ region, table }: DashboardArgs) =>
  chart('Table: consumed capacity', region, 'Sum', [
    ['AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'TableName', table.name],
    ['AWS/DynamoDB', 'ConsumedReadCapacityUnits', 'TableName', table.name],
    ['AWS/DynamoDB', 'WriteThrottleEvents', 'TableName', table.name],
  ]);

const requests = ({ distribution }: DashboardArgs) =>
  chart('CDN: requests', cloudFrontMetricsRegion, 'Sum', [onDistribution('Requests', distribution)]);

const requestErrors = ({ distribution }: DashboardArgs) =>
  chart('CDN: errors (%)', cloudFrontMetricsRegion, 'Average', [
    onDistribution('4xxErrorRate', distribution),
    onDistribution('5xxErrorRate', distribution),
  ]);

const latestErrors = ({ region, logGroup }: DashboardArgs): Widget => ({
  type: 'log',
  properties: {
    title: 'Latest errors',
    region,
    view: 'table',
    query: pulumi.interpolate`SOURCE '${logGroup.name}' | fields @timestamp, message, error.name, error.message
| filter level = "ERROR" | sort @timestamp desc | limit 20`,
  },
});

/** CloudFront is everywhere and writes its metrics here, wherever the stack is. */
const cloudFrontMetricsRegion = 'us-east-1';

const chart = (title: string, region: string, stat: string, metrics: Metric[]): Widget => ({
  type: 'metric',
  properties: { title, region, stat, period: 300, view: 'timeSeries', stacked: false, metrics },
});

const onFunction = (metric: string, processor: aws.lambda.Function, ...drawn: object[]): Metric => [
  'AWS/Lambda',
  metric,
  'FunctionName',
  processor.name,
  ...drawn,
];

const onDistribution = (metric: string, distribution: aws.cloudfront.Distribution): Metric => [
  'AWS/CloudFront',
  metric,
  'DistributionId',
  distribution.id,
  'Region',
  'Global',
];

const width = 8;
const height = 6;

/** Three widgets to a row of the dashboard's 24 columns. */
const placed = (widgets: readonly Widget[]) =>
  widgets.map((widget, index) => ({
    ...widget,
    x: (index % 3) * width,
    y: Math.floor(index / 3) * height,
    width,
    height,
  }));
