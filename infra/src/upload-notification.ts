import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ProcessorFunction } from './processor-function.ts';

export interface UploadNotificationArgs {
  readonly bucket: aws.s3.Bucket;
  readonly processor: ProcessorFunction;
  /** The account the bucket must belong to: a bucket's ARN does not say whose it is. */
  readonly account: string;
}

/** Tells the function of every object that is created in the raw bucket or removed from it, be it by a lifecycle rule. */
export class UploadNotification extends pulumi.ComponentResource {
  constructor(name: string, args: UploadNotificationArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:UploadNotification', name, {}, opts);
    const child = { parent: this };
    const permission = allowBucketToInvoke(name, args, child);
    notify(name, args, permission, child);
    this.registerOutputs({});
  }
}

const allowBucketToInvoke = (
  name: string,
  args: UploadNotificationArgs,
  opts: pulumi.CustomResourceOptions,
) =>
  new aws.lambda.Permission(
    name,
    {
      statementId: 'InvokedByRawBucket',
      action: 'lambda:InvokeFunction',
      function: args.processor.function.name,
      principal: 's3.amazonaws.com',
      sourceArn: args.bucket.arn,
      sourceAccount: args.account,
    },
    opts,
  );

const notify = (
  name: string,
  { bucket, processor }: UploadNotificationArgs,
  permission: aws.lambda.Permission,
  opts: pulumi.CustomResourceOptions,
) => {
  new aws.s3.BucketNotification(
    name,
    {
      bucket: bucket.id,
      lambdaFunctions: [
        {
          id: 'process-image',
          lambdaFunctionArn: processor.function.arn,
          // What a lifecycle rule deletes is told under a name of its own.
          events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:*'],
        },
      ],
    },
    // S3 tries the invocation before it accepts the configuration, so it must be permitted by then. The retries too
    // must be in place before the first event: one that failed without them would be lost.
    { ...opts, dependsOn: [permission, processor.eventInvokeConfig] },
  );
};
