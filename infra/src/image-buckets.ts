import * as pulumi from '@pulumi/pulumi';
import { createBucketPolicy } from './bucket-policy.ts';
import { PrivateBucket } from './private-bucket.ts';

export interface ImageBucketsArgs {
  readonly rawBucketName: string;
  readonly processedBucketName: string;
  readonly deletionProtection: boolean;
  readonly forceDestroy: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Where photos are uploaded to, and where their variants are stored. Two buckets and not two prefixes of one:
 * what the function writes can never trigger it again, and the CDN has no path to an original.
 * The processed bucket's policy belongs to the distribution, its one reader.
 */
export class ImageBuckets extends pulumi.ComponentResource {
  readonly raw: PrivateBucket;
  readonly processed: PrivateBucket;

  constructor(name: string, args: ImageBucketsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:ImageBuckets', name, {}, opts);
    const { rawBucketName, processedBucketName, ...shared } = args;
    const child = { parent: this };
    this.raw = new PrivateBucket('raw', { bucketName: rawBucketName, ...shared }, child);
    this.processed = new PrivateBucket('processed', { bucketName: processedBucketName, ...shared }, child);
    createBucketPolicy('raw', this.raw, [], child);
    this.registerOutputs({});
  }
}
