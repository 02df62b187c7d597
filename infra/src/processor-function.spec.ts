import { defaultProgram, programWith } from '../testing/default-program.ts';

const functionType = 'aws:lambda/function:Function';

describe('ProcessorFunction', () => {
  it('runs the built package on Node 24 for arm64', async () => {
    const { find } = await defaultProgram();
    const { code, ...inputs } = find(functionType, 'processor').inputs;
    expect(inputs).toMatchObject({
      name: 'image-processor-dev',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'main.handler',
      memorySize: 1769,
      timeout: 60,
      role: find('aws:iam/role:Role', 'processor').inputs.name.replace(
        /^/,
        'arn:aws:iam::123456789012:role/',
      ),
    });
    expect(await code.path).toBe('../apps/image-processor/dist/package');
  });

  it('takes package, memory and time from the settings', async () => {
    const { find } = await programWith({
      functionPackage: '../elsewhere',
      memorySizeMb: '3008',
      timeoutSeconds: '120',
    });
    const { code, ...inputs } = find(functionType, 'processor').inputs;
    expect(inputs).toMatchObject({ memorySize: 3008, timeout: 120 });
    expect(await code.path).toBe('../elsewhere');
  });

  it.each([
    ['-1', undefined],
    ['0', 0],
    ['25', 25],
  ])('with reservedConcurrency %s reserves %s', async (reservedConcurrency, expected) => {
    const { find } = await programWith({ reservedConcurrency });
    expect(find(functionType, 'processor').inputs.reservedConcurrentExecutions).toBe(expected);
  });

  it('writes to a log group that is there before it and forgets in time', async () => {
    const { find } = await programWith({ logRetentionDays: '90' });
    const { dependencies, inputs } = find(functionType, 'processor');
    expect(dependencies).toContain('aws:cloudwatch/logGroup:LogGroup processor');
    expect(find('aws:cloudwatch/logGroup:LogGroup', 'processor').inputs).toMatchObject({
      name: `/aws/lambda/${inputs.name}`,
      retentionInDays: 90,
    });
  });

  it('is created once its role may do what it needs', async () => {
    const { find } = await defaultProgram();
    expect(find(functionType, 'processor').dependencies).toContain('aws:iam/rolePolicy:RolePolicy processor');
  });

  it('is tried three times per event, then the event goes to the dead-letter queue', async () => {
    const { find } = await defaultProgram();
    expect(
      find('aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig', 'processor').inputs,
    ).toEqual({
      functionName: 'image-processor-dev',
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 21_600,
      destinationConfig: {
        onFailure: {
          destination: 'arn:aws:sqs:eu-central-1:123456789012:image-processor-dead-letters-dev',
        },
      },
    });
  });
});
