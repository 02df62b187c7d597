import { account } from '../testing/cloud-answers.ts';
import { defaultProgram } from '../testing/default-program.ts';

const notification = async () =>
  (await defaultProgram()).find('aws:s3/bucketNotification:BucketNotification', 'uploads');

describe('UploadNotification', () => {
  it('tells the function of every object created, removed or expired, whatever its key', async () => {
    const { outputs } = await defaultProgram();
    expect((await notification()).inputs).toEqual({
      bucket: outputs['rawBucket'],
      lambdaFunctions: [
        {
          id: 'process-image',
          lambdaFunctionArn: outputs['functionArn'],
          events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:*'],
        },
      ],
    });
  });

  it('is the only one: a bucket has a single configuration and the last one written wins', async () => {
    const { all } = await defaultProgram();
    expect(all('aws:s3/bucketNotification:BucketNotification')).toHaveLength(1);
  });

  it('lets this bucket of this account invoke the function, and nobody else', async () => {
    const { all, outputs } = await defaultProgram();
    expect(all('aws:lambda/permission:Permission').map(({ inputs }) => inputs)).toEqual([
      {
        statementId: 'InvokedByRawBucket',
        action: 'lambda:InvokeFunction',
        function: outputs['functionName'],
        principal: 's3.amazonaws.com',
        sourceArn: `arn:aws:s3:::${outputs['rawBucket']}`,
        sourceAccount: account,
      },
    ]);
  });

  it('is set up after the permission that S3 checks, and after the retries', async () => {
    expect((await notification()).dependencies).toEqual(
      expect.arrayContaining([
        'aws:lambda/permission:Permission uploads',
        'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig processor',
      ]),
    );
  });
});
