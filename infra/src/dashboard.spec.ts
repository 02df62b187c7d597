import { defaultProgram } from '../testing/default-program.ts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly region?: string;
    readonly alarms?: string[];
    readonly query?: string;
    readonly metrics?: (string | object)[][];
  };
}

const widgets = async (): Promise<readonly Widget[]> => {
  const { find } = await defaultProgram();
  return JSON.parse(find('aws:cloudwatch/dashboard:Dashboard', 'overview').inputs.dashboardBody).widgets;
};

const widget = async (title: string) =>
  (await widgets()).find(({ properties }) => properties.title === title)!;

const drawn = async (title: string) =>
  (await widget(title)).properties.metrics!.map((metric) =>
    metric.filter((part) => typeof part === 'string').join(' '),
  );

describe('Dashboard', () => {
  it('shows the state of every alarm', async () => {
    const { all } = await defaultProgram();
    const arns = all('aws:cloudwatch/metricAlarm:MetricAlarm').map(
      ({ inputs }) => `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${inputs.name}`,
    );
    expect([...(await widget('Alarms')).properties.alarms!].sort()).toEqual(arns.sort());
  });

  it('draws the metrics that the function writes, as its environment names them', async () => {
    const { find } = await defaultProgram();
    const { POWERTOOLS_METRICS_NAMESPACE, POWERTOOLS_SERVICE_NAME } = find(
      'aws:lambda/function:Function',
      'processor',
    ).inputs.environment.variables;
    expect(await drawn('Images')).toEqual(
      ['ImagesReady', 'ImagesRejected', 'ImagesDeleted', 'ImagesSuperseded', 'ObjectsFailed'].map(
        (metric) => `${POWERTOOLS_METRICS_NAMESPACE} ${metric} service ${POWERTOOLS_SERVICE_NAME}`,
      ),
    );
  });

  it('draws function, queue, table and distribution of this stack', async () => {
    expect(await drawn('Invocations')).toContain('AWS/Lambda Errors FunctionName image-processor-dev');
    expect(await drawn('Events given up')).toContain(
      'AWS/SQS ApproximateNumberOfMessagesVisible QueueName image-processor-dead-letters-dev',
    );
    expect(await drawn('Table: consumed capacity')).toContain(
      'AWS/DynamoDB ConsumedWriteCapacityUnits TableName ImageMetadata-dev',
    );
    expect(await drawn('CDN: requests')).toEqual([
      'AWS/CloudFront Requests DistributionId E2EXAMPLE Region Global',
    ]);
  });

  it("takes CloudFront's metrics from where CloudFront writes them, all others from the stack's region", async () => {
    for (const { type, properties } of await widgets()) {
      if (type === 'alarm') continue;
      expect([properties.title, properties.region]).toEqual([
        properties.title,
        properties.title.startsWith('CDN') ? 'us-east-1' : 'eu-central-1',
      ]);
    }
  });

  it('lists errors from the log of the function', async () => {
    expect((await widget('Latest errors')).properties.query).toContain(
      "SOURCE '/aws/lambda/image-processor-dev'",
    );
  });

  it('lays widgets out side by side within 24 columns', async () => {
    const places = (await widgets()).map(({ x, y, width, height }) => {
      expect(x + width).toBeLessThanOrEqual(24);
      return [x, y, width, height].join();
    });
    expect(new Set(places).size).toBe(places.length);
  });
});
