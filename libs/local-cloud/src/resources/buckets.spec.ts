import { removeFolders } from '../../test-support/program-fixture.ts';
import { arn, setUp, types } from '../../test-support/resources-fixture.ts';
import { localAccountId } from '../iam/account.ts';

afterAll(removeFolders);

describe('notifications', () => {
  const functionArn = arn('lambda:eu-west-1:000000000000:function:f');
  const permission = {
    statementId: 'raw',
    action: 'lambda:InvokeFunction',
    function: 'f',
    principal: 's3.amazonaws.com',
    sourceArn: arn('s3:::photos'),
    sourceAccount: localAccountId,
  };
  const notification = {
    bucket: 'photos',
    lambdaFunctions: [
      { lambdaFunctionArn: functionArn, events: ['s3:ObjectCreated:*'], filterPrefix: 'in/' },
    ],
  };

  it('are set when the function lets the bucket invoke it', async () => {
    const { create, calls, policies } = setUp();
    await create(types.permission, permission);
    await create(types.notification, notification);
    expect(policies.statementsOf(functionArn)).toEqual([
      {
        Sid: 'raw',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: functionArn,
        Condition: {
          ArnLike: { 'AWS:SourceArn': arn('s3:::photos') },
          StringEquals: { 'AWS:SourceAccount': localAccountId },
        },
      },
    ]);
    expect(calls).toEqual([
      [
        'putNotifications',
        'photos',
        [{ id: 'notification-0', functionArn, events: ['s3:ObjectCreated:*'], prefix: 'in/' }],
      ],
    ]);
  });

  it.each([
    ['no permission', undefined],
    ['a permission for another service', { ...permission, principal: 'sns.amazonaws.com' }],
    ['a permission for another action', { ...permission, action: 'lambda:GetFunction' }],
    ['a permission for another bucket', { ...permission, sourceArn: arn('s3:::other') }],
    ['a permission for another account', { ...permission, sourceAccount: '111111111111' }],
    ['a permission of another function', { ...permission, function: 'g' }],
  ])('are refused with %s', async (_, granted) => {
    const { create, calls } = setUp();
    if (granted !== undefined) await create(types.permission, granted);
    await expect(create(types.notification, notification)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/S3 may not invoke .*function:f for arn:aws:s3:::photos/),
    });
    expect(calls).toEqual([]);
  });

  it('are set with a permission by a pattern or by the function’s ARN', async () => {
    const { create, calls } = setUp();
    await create(types.permission, { ...permission, function: functionArn, sourceArn: arn('s3:::ph*') });
    await create(types.notification, notification);
    expect(calls).toHaveLength(1);
  });
});

it('passes CORS rules on', async () => {
  const { create, calls } = setUp();
  const rule = { allowedOrigins: ['http://localhost:4200'], allowedMethods: ['PUT'] };
  await create(types.cors, { bucket: 'photos', corsRules: [{ id: 'console', ...rule }] });
  expect(calls).toEqual([['putCors', 'photos', [rule]]]);
});
