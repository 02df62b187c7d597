import * as v from 'valibot';
import { bucketArn } from '../iam/account.ts';
import { letsServiceCall } from '../iam/service-access.ts';
import { defineResource } from './resource-handler.ts';
import { ResourceError } from './resource-error.ts';
import type { LocalServices } from './local-services.ts';

const lambdaFunction = v.strictObject({
  id: v.optional(v.string()),
  lambdaFunctionArn: v.string(),
  events: v.array(v.string()),
  filterPrefix: v.optional(v.string()),
  filterSuffix: v.optional(v.string()),
});

export const bucketNotification = defineResource({
  type: 'aws:s3/bucketNotification:BucketNotification',
  inputs: { bucket: v.string(), lambdaFunctions: v.optional(v.array(lambdaFunction), []) },
  describe: ({ inputs }, { region }) => ({ id: String(inputs['bucket']), outputs: { region } }),
  realise({ bucket, lambdaFunctions }, { services }) {
    for (const { lambdaFunctionArn } of lambdaFunctions) {
      refuseWithoutPermission(services, bucket, lambdaFunctionArn);
    }
    services.s3.putNotifications(
      bucket,
      lambdaFunctions.map(({ id, lambdaFunctionArn, events, filterPrefix, filterSuffix }, index) => ({
        id: id ?? `notification-${index}`,
        functionArn: lambdaFunctionArn,
        events,
        ...(filterPrefix !== undefined && { prefix: filterPrefix }),
        ...(filterSuffix !== undefined && { suffix: filterSuffix }),
      })),
    );
  },
});

/** S3 tries out each function before it accepts a configuration, and fails where it may not invoke it. */
const refuseWithoutPermission = (
  { policies, account }: LocalServices,
  bucket: string,
  functionArn: string,
): void => {
  const sourceArn = bucketArn(account, bucket);
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
