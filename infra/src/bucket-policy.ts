import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument, requireTls, type PolicyStatement } from './policy-document.ts';
import type { PrivateBucket } from './private-bucket.ts';

/** A bucket has one policy only, so what it allows is decided in one place; that TLS is required goes for every bucket. */
export const createBucketPolicy = (
  name: string,
  { bucket, publicAccessBlock }: PrivateBucket,
  allowed: readonly PolicyStatement[],
  opts: pulumi.CustomResourceOptions,
): aws.s3.BucketPolicy => {
  const everything = [bucket.arn, pulumi.interpolate`${bucket.arn}/*`];
  return new aws.s3.BucketPolicy(
    name,
    { bucket: bucket.id, policy: policyDocument([requireTls('s3:*', everything), ...allowed]) },
    // One after the other: S3 refuses two changes of one bucket's access at the same time.
    { ...opts, dependsOn: publicAccessBlock },
  );
};
