import { region } from './testing/cloud-answers.ts';
import { InvalidNameError } from './src/errors.ts';
import { evaluateProgram, refusalOf, type Evaluation } from './testing/evaluate-program.ts';
import { configurationOf, stacks, type StackName } from './testing/stack-configuration.ts';

const programs = {} as Record<StackName, Evaluation>;

beforeAll(async () => {
  for (const stack of stacks) programs[stack] = await evaluateProgram(stack, configurationOf(stack));
});

describe.each(stacks)('stack %s', (stack) => {
  it('puts out everything that other programs need to find it', () => {
    const suffix = { dev: '-dev', staging: '-staging', prod: '', local: '' }[stack];
    expect(programs[stack].outputs).toEqual({
      rawBucket: expect.stringMatching(`^raw-images-${stack}-[0-9a-f]{8}$`),
      processedBucket: expect.stringMatching(`^processed-images-${stack}-[0-9a-f]{8}$`),
      tableName: `ImageMetadata${suffix}`,
      tableIndexName: 'byUploadedAt',
      functionName: `image-processor${suffix}`,
      functionArn: `arn:aws:lambda:${region}:123456789012:function:image-processor${suffix}`,
      deadLetterQueueUrl: `https://sqs.${region}.amazonaws.com/123456789012/image-processor-dead-letters${suffix}`,
      cdnBaseUrl: 'https://d111111abcdef8.cloudfront.net',
      distributionId: 'E2EXAMPLE',
      distributionDomainName: 'd111111abcdef8.cloudfront.net',
      logGroupName: `/aws/lambda/image-processor${suffix}`,
      dashboardName: `image-pipeline-${stack}-${region}`,
      region,
    });
  });

  it('registers every resource of AWS under a component', () => {
    const types = programs[stack].resources.map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('image-pipeline:infra:')).length).toBeGreaterThanOrEqual(
      11,
    );
    expect(types.filter((type) => !/^(aws:|image-pipeline:infra:)/.test(type))).toEqual([]);
  });

  it('tags everything that is paid for with the stack it belongs to', () => {
    const paidFor = programs[stack].resources.filter(({ type }) =>
      [
        'aws:s3/bucket:Bucket',
        'aws:dynamodb/table:Table',
        'aws:lambda/function:Function',
        'aws:sqs/queue:Queue',
        'aws:cloudfront/distribution:Distribution',
        'aws:cloudwatch/logGroup:LogGroup',
        'aws:cloudwatch/metricAlarm:MetricAlarm',
        'aws:iam/role:Role',
      ].includes(type),
    );
    expect(paidFor).toHaveLength(15);
    for (const { inputs } of paidFor) {
      expect(inputs.tags).toEqual({
        project: 'image-pipeline',
        environment: stack,
        'managed-by': 'pulumi',
      });
    }
  });
});

it('registers nothing for a stack whose names AWS would refuse', async () => {
  const { error, resources } = await refusalOf('My_Stack', {});
  expect(error).toBeInstanceOf(InvalidNameError);
  expect(resources).toEqual([]);
});

describe('environments', () => {
  const dataOf = ({ find }: Evaluation) => [
    find('aws:s3/bucket:Bucket', 'raw'),
    find('aws:s3/bucket:Bucket', 'processed'),
    find('aws:dynamodb/table:Table', 'records'),
  ];

  it('protects the data of prod, against Pulumi and in AWS', () => {
    const [raw, processed, table] = dataOf(programs.prod);
    expect([raw, processed, table].map((resource) => resource!.protected)).toEqual([true, true, true]);
    expect([raw!.inputs.forceDestroy, processed!.inputs.forceDestroy]).toEqual([false, false]);
    expect(table!.inputs.deletionProtectionEnabled).toBe(true);
  });

  it('lets dev be destroyed with its data, and staging once it has been emptied', () => {
    for (const [stack, forceDestroy] of [
      ['dev', true],
      ['staging', false],
    ] as const) {
      const [raw, processed, table] = dataOf(programs[stack]);
      expect([raw, processed, table].map((resource) => resource!.protected)).toEqual([false, false, false]);
      expect([raw!.inputs.forceDestroy, processed!.inputs.forceDestroy]).toEqual([
        forceDestroy,
        forceDestroy,
      ]);
      expect(table!.inputs.deletionProtectionEnabled).toBe(false);
    }
  });

  it('keeps the logs of prod longest', () => {
    const days = (stack: StackName) =>
      programs[stack].find('aws:cloudwatch/logGroup:LogGroup', 'processor').inputs.retentionInDays;
    expect(stacks.map(days)).toEqual([7, 30, 365, 1]);
  });

  it('shares no physical name between stacks that may live in one account', () => {
    const namesOf = (stack: StackName) =>
      programs[stack].resources.flatMap(
        ({ inputs: { name, bucket, dashboardName }, type }) =>
          (type === 'aws:s3/bucket:Bucket' ? bucket : (name ?? dashboardName)) ?? [],
      );
    // The policy inside a role is named within the role.
    const shared = namesOf('dev').filter((name) =>
      [...namesOf('staging'), ...namesOf('prod')].includes(name),
    );
    expect(shared).toEqual(['image-processing']);
  });
});
