import { runtime } from '../../test-support/lambda-fixture.ts';
import { removeFolders } from '../../test-support/program-fixture.ts';
import { arn, setUp, types } from '../../test-support/resources-fixture.ts';
import { LambdaError } from '../lambda/declared/lambda-error.ts';

afterAll(removeFolders);

it('takes the name that is given, or makes one up that stays the same', async () => {
  const { create, calls } = setUp();
  const given = await create(types.bucket, { bucket: 'photos' });
  const first = await create(types.bucket, {}, 'raw');
  const again = await create(types.bucket, {}, 'raw');
  expect(given).toMatchObject({
    id: 'photos',
    outputs: { arn: arn('s3:::photos'), bucketRegionalDomainName: 'photos.s3.eu-west-1.amazonaws.com' },
  });
  expect(first.id).toMatch(/^raw-[0-9a-f]{7}$/);
  expect(again).toEqual(first);
  expect(calls).toEqual([
    ['createBucket', 'photos'],
    ['createBucket', first.id],
    ['createBucket', first.id],
  ]);
});

it('refuses what it would have to ignore, by name', async () => {
  const { create } = setUp();
  await expect(
    create(types.bucket, { bucket: 'photos', acceleratedStatus: 'Enabled' }),
  ).rejects.toMatchObject({
    code: 'unsupported-input',
    message: expect.stringMatching(/aws:s3\/bucket:Bucket thing: acceleratedStatus is not supported/),
  });
  await expect(
    create(types.notification, { bucket: 'photos', queues: [{ queueArn: 'arn:x' }] }),
  ).rejects.toMatchObject({ message: expect.stringContaining('queues is not supported') });
});

it('refuses another region than its own', async () => {
  await expect(setUp().create(types.bucket, { region: 'us-east-1' })).rejects.toMatchObject({
    code: 'unsupported-input',
    message: expect.stringContaining('stands for one region, eu-west-1'),
  });
  await expect(setUp().create(types.bucket, { region: 'eu-west-1' })).resolves.toBeDefined();
});

it('lists what has no effect, with the reason', async () => {
  const { create, provider } = setUp();
  await create('aws:cloudwatch/metricAlarm:MetricAlarm', { name: 'errors', threshold: 0 }, 'errors');
  await create(types.table, {
    name: 't',
    hashKey: 'id',
    attributes: [{ name: 'id', type: 'S' }],
    billingMode: 'X',
  });
  expect(provider.inert()).toEqual([
    {
      type: 'aws:cloudwatch/metricAlarm:MetricAlarm',
      name: 'errors',
      reason: 'nobody watches metrics here',
    },
    { type: types.table, name: 'thing', input: 'billingMode', reason: expect.stringContaining('capacity') },
  ]);
});

it('says of which resource the error of a service is', async () => {
  const { services, create, policies, programDir } = setUp();
  policies.putRole('r', {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: '*' }],
  });
  services.lambda.createFunction = () => {
    throw new LambdaError('InvalidParameterValueException', 'timeout is 901.');
  };
  const inputs = {
    code: { archive: programDir },
    role: 'arn:aws:iam::000000000000:role/r',
    handler: 'index.handler',
    runtime,
  };
  await expect(create(types.function, inputs, 'f')).rejects.toMatchObject({
    code: 'refused',
    message: 'aws:lambda/function:Function f: timeout is 901.',
  });
});
