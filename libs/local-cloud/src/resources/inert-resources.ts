import { arnOf, globalArnOf, type Account } from '../iam/account.ts';
import type { CreatedResource, ResourceDeclaration } from '../engine/resource-provider.ts';
import { physicalName } from './described-name.ts';
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

const ofBucket = ({ inputs }: ResourceDeclaration, { region }: Account): CreatedResource => ({
  id: String(inputs['bucket']),
  outputs: { region },
});

export const inertResources: readonly ResourceHandler[] = [
  inertResource(
    'pulumi:providers:aws',
    'there is one account and one region here, whatever a provider is configured for',
    ({ name }) => ({ id: name, outputs: {} }),
  ),
  inertResource(
    'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    'nothing here is ever public: anonymous calls are refused everywhere',
    ofBucket,
  ),
  inertResource(
    'aws:s3/bucketOwnershipControls:BucketOwnershipControls',
    'there is one account and there are no access control lists',
    ofBucket,
  ),
  inertResource(
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    'objects are not encrypted in the data folder',
    ofBucket,
  ),
  inertResource(
    'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
    'objects and unfinished uploads are kept until they are deleted',
    ofBucket,
  ),
  inertResource(
    'aws:cloudwatch/logGroup:LogGroup',
    'log lines are kept in memory, the latest of them, whatever the retention',
    (declaration, account) => {
      const name = physicalName(declaration);
      return {
        id: name,
        outputs: { name, arn: arnOf(account, 'logs', `log-group:${name}`), region: account.region },
      };
    },
  ),
  inertResource(
    'aws:cloudwatch/metricAlarm:MetricAlarm',
    'nobody watches metrics here',
    (declaration, account) => {
      const name = physicalName(declaration);
      return {
        id: name,
        outputs: { name, arn: arnOf(account, 'cloudwatch', `alarm:${name}`), region: account.region },
      };
    },
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
