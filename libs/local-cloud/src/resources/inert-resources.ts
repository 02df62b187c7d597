import type { CreatedResource, ResourceDeclaration } from '../engine/resource-provider.ts';
import { arnOf, globalArnOf, type Account } from '../iam/account.ts';
import { describedBy, physicalName } from './described-name.ts';
import type { ResourceHandler } from './resource-handler.ts';

/** A type that has no effect here: what AWS would answer, and the reason that is shown to the developer. */
const inertResource = (
  type: string,
  reason: string,
  describe: (declaration: ResourceDeclaration, account: Account) => CreatedResource,
): ResourceHandler => ({
  type,
  describe,
  realise: async (declaration, { account }) => ({
    created: describe(declaration, account),
    inert: [{ type, name: declaration.name, reason }],
  }),
});

/** Of what has a name and an ARN with it. */
const named =
  (service: string, resource: string) =>
  (declaration: ResourceDeclaration, account: Account): CreatedResource => {
    const name = physicalName(declaration);
    const arn = arnOf(account, service, `${resource}:${name}`);
    return { id: name, outputs: { name, arn, region: account.region } };
  };

/** What a program may declare and nothing here heeds, with the reason. */
export const inertResources: readonly ResourceHandler[] = [
  inertResource(
    'pulumi:providers:aws',
    'there is one account and one region here, whatever a provider is configured for',
    ({ name }) => ({ id: name, outputs: {} }),
  ),
  inertResource(
    'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    'nothing here is ever public: anonymous calls are refused everywhere',
    describedBy('bucket'),
  ),
  inertResource(
    'aws:s3/bucketOwnershipControls:BucketOwnershipControls',
    'there is one account and there are no access control lists',
    describedBy('bucket'),
  ),
  inertResource(
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    'objects are not encrypted in the data folder',
    describedBy('bucket'),
  ),
  inertResource(
    'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
    'objects and unfinished uploads are kept until they are deleted',
    describedBy('bucket'),
  ),
  inertResource(
    'aws:cloudwatch/logGroup:LogGroup',
    'log lines are kept in memory, the latest of them, whatever the retention',
    named('logs', 'log-group'),
  ),
  inertResource(
    'aws:cloudwatch/metricAlarm:MetricAlarm',
    'nobody watches metrics here',
    named('cloudwatch', 'alarm'),
  ),
  inertResource(
    'aws:cloudwatch/dashboard:Dashboard',
    'there is no CloudWatch console here',
    (declaration, account) => {
      const name = physicalName(declaration, 'dashboardName');
      return {
        id: name,
        outputs: {
          dashboardArn: globalArnOf(account, 'cloudwatch', `dashboard/${name}`),
          region: account.region,
        },
      };
    },
  ),
];
