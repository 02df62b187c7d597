import { removeFolders } from '../../test-support/program-fixture.ts';
import { arn, policyText, setUp, trustFor, types } from '../../test-support/resources-fixture.ts';

afterAll(removeFolders);

it('keeps what is said of roles, buckets and queues, and says that it refuses nobody', async () => {
  const { create, policies, provider } = setUp();
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  await create(types.role, { name: 'reader', assumeRolePolicy: trustFor('lambda.amazonaws.com') });
  await create(types.rolePolicy, { name: 'read', role: 'reader', policy: policyText(statement) });
  await create(types.bucketPolicy, {
    bucket: 'photos',
    policy: policyText(statement, { ...statement, Sid: '2' }),
  });
  await create(types.queuePolicy, {
    queueUrl: 'http://x/000000000000/jobs',
    policy: policyText(statement),
  });
  expect(policies.role('reader')?.policies.get('read')?.Statement).toEqual([statement]);
  expect(policies.statementsOf(arn('s3:::photos'))).toHaveLength(2);
  expect(policies.statementsOf(arn('sqs:eu-west-1:000000000000:jobs'))).toEqual([statement]);
  expect(
    provider
      .inert()
      .map(({ type }) => type)
      .sort(),
  ).toEqual([types.rolePolicy, types.bucketPolicy, types.queuePolicy].sort());
});

it.each([
  ['no JSON', '{', /policy as JSON text/],
  ['a misspelt element', policyText({ Effect: 'Allow', Actions: '*', Resource: '*' }), /Actions/],
  ['an effect that there is not', policyText({ Effect: 'Permit', Action: '*', Resource: '*' }), /Effect/],
])('refuses a policy that is %s', async (_, policy, message) => {
  await expect(setUp().create(types.bucketPolicy, { bucket: 'photos', policy })).rejects.toMatchObject({
    code: 'unsupported-input',
    message: expect.stringMatching(message),
  });
});

it('refuses the policy of a role that there is not', async () => {
  await expect(
    setUp().create(types.rolePolicy, { role: 'nobody', policy: policyText() }),
  ).rejects.toMatchObject({
    code: 'refused',
  });
});
