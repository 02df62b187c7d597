import { bucketArn } from '../iam/account.ts';
import { letsServiceCall } from '../iam/service-access.ts';
import {
  parseBucket,
  parseBucketCors,
  parseBucketNotification,
  parseBucketPolicy,
} from '../s3/bucket-inputs.ts';
import { describedBy, physicalName } from './described-name.ts';
import type { LocalServices } from './local-services.ts';
import { ResourceError } from './resource-error.ts';
import { defineResource, type ResourceHandler } from './resource-handler.ts';
import { policiesRefuseNobody } from './roles.ts';

const bucket = defineResource({
  type: 'aws:s3/bucket:Bucket',
  describe(declaration, account) {
    const name = physicalName(declaration, 'bucket');
    return {
      id: name,
      outputs: {
        bucket: name,
        arn: bucketArn(account, name),
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.${account.region}.amazonaws.com`,
        bucketRegion: account.region,
        region: account.region,
        objectLockEnabled: false,
      },
    };
  },
  realise(given, { services, described }) {
    const { inert } = parseBucket(given);
    services.s3.createBucket(described.id);
    return { inert };
  },
});

const corsConfiguration = defineResource({
  type: 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration',
  describe: describedBy('bucket'),
  realise(given, { services }) {
    const { bucket: name, corsRules } = parseBucketCors(given);
    services.s3.putCors(name, corsRules);
    return { inert: [] };
  },
});

const notification = defineResource({
  type: 'aws:s3/bucketNotification:BucketNotification',
  describe: describedBy('bucket'),
  realise(given, { services }) {
    const { bucket: name, targets } = parseBucketNotification(given);
    for (const { functionArn } of targets) refuseWithoutPermission(services, name, functionArn);
    services.s3.putNotifications(name, targets);
    return { inert: [] };
  },
});

/** S3 tries out each function before it accepts a configuration, and fails where it may not invoke it. */
const refuseWithoutPermission = (
  { policies, account }: LocalServices,
  name: string,
  functionArn: string,
): void => {
  const sourceArn = bucketArn(account, name);
  const attempt = {
    service: 's3.amazonaws.com',
    action: 'lambda:InvokeFunction',
    sourceArn,
    sourceAccount: account.accountId,
  };
  if (letsServiceCall(policies.statementsOf(functionArn), attempt)) return;
  throw new ResourceError('refused', `S3 may not invoke ${functionArn} for ${sourceArn}.`, {
    remedy: `Declare an aws.lambda.Permission for s3.amazonaws.com with this sourceArn, and let the notification depend on it.`,
    context: { functionArn, sourceArn },
  });
};

const bucketPolicy = defineResource({
  type: 'aws:s3/bucketPolicy:BucketPolicy',
  describe: describedBy('bucket'),
  realise(given, { services: { policies, account } }) {
    const { bucket: name, policy } = parseBucketPolicy(given);
    policies.putResourcePolicy(bucketArn(account, name), policy);
    return policiesRefuseNobody;
  },
});

/** What can be declared of S3 and has an effect here. */
export const bucketResources: readonly ResourceHandler[] = [
  bucket,
  corsConfiguration,
  notification,
  bucketPolicy,
];
