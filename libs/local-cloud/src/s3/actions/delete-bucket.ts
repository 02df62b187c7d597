import { S3Error } from '../s3-error.ts';
import type { Action } from './action.ts';

/** Buckets come from the program, and go with it. */
export const deleteBucket: Action = {
  permissions: 's3:DeleteBucket',
  run({ bucket }) {
    throw new S3Error(
      'NotImplemented',
      `DeleteBucket cannot delete ${bucket}: buckets come from the program.`,
      {
        remedy: 'Remove the bucket from the Pulumi program and start the local cloud again.',
        context: { BucketName: bucket },
      },
    );
  },
};
