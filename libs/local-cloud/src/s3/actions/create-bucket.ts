import { S3Error } from '../s3-error.ts';
import type { Action } from './action.ts';

/** Buckets come from the program: a call can only learn that one exists, or how to get it. */
export const createBucket: Action = {
  permissions: 's3:CreateBucket',
  run({ bucket }, _response, { buckets }) {
    if (buckets.has(bucket)) {
      throw new S3Error(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        { context: { BucketName: bucket } },
      );
    }
    throw new S3Error(
      'NotImplemented',
      `CreateBucket cannot create ${bucket}: buckets come from the program.`,
      {
        remedy: 'Declare the bucket in the Pulumi program and start the local cloud again.',
        context: { BucketName: bucket },
      },
    );
  },
};
