import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface PrivateBucketArgs {
  readonly bucketName: string;
  /** Keeps Pulumi from deleting or replacing the bucket. */
  readonly deletionProtection: boolean;
  /** Lets a destroy delete the bucket's objects with it. */
  readonly forceDestroy: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A bucket that nobody outside the account reads or writes unless a bucket policy says so.
 * Deliberately not versioned: a deleted photo has to be gone, with the place it was taken at.
 */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  readonly publicAccessBlock: aws.s3.BucketPublicAccessBlock;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:PrivateBucket', name, {}, opts);
    const child = { parent: this };
    this.bucket = createBucket(name, args, { ...child, protect: args.deletionProtection });
    this.publicAccessBlock = blockPublicAccess(name, this.bucket, child);
    disableAccessControlLists(name, this.bucket, child);
    encryptAtRest(name, this.bucket, child);
    dropUnfinishedUploads(name, this.bucket, child);
    this.registerOutputs({ bucketName: this.bucket.bucket });
  }
}

const createBucket = (name: string, args: PrivateBucketArgs, opts: pulumi.CustomResourceOptions) => {
  const { bucketName, forceDestroy, tags } = args;
  return new aws.s3.Bucket(name, { bucket: bucketName, forceDestroy, tags }, opts);
};

const blockPublicAccess = (name: string, bucket: aws.s3.Bucket, opts: pulumi.CustomResourceOptions) =>
  new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );

/** Every object belongs to the account, whoever uploads it, and policies alone decide on access. */
const disableAccessControlLists = (
  name: string,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
) => {
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: 'BucketOwnerEnforced' } },
    opts,
  );
};

/** With S3's own keys: a KMS key would cost a request per object and a statement for CloudFront in its key policy. */
const encryptAtRest = (name: string, bucket: aws.s3.Bucket, opts: pulumi.CustomResourceOptions) => {
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    opts,
  );
};

/** Parts of an upload that was never completed appear in no listing and are paid for all the same. */
const dropUnfinishedUploads = (name: string, bucket: aws.s3.Bucket, opts: pulumi.CustomResourceOptions) => {
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          id: 'abort-incomplete-multipart-uploads',
          status: 'Enabled',
          filter: { prefix: '' },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    opts,
  );
};
