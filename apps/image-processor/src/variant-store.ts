import {
  DeleteObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { variantPrefix } from '@image-pipeline/image-records';
import { releaseBytes } from '@image-pipeline/image-transform';

/** One variant on its way to the processed bucket. */
export interface StoredVariant {
  readonly key: string;
  readonly contentType: string;
  readonly data: Uint8Array;
}

/** Where variants live. A key is never written again with other bytes. */
export interface VariantStore {
  /**
   * All or an error: resolves when every variant is readable. Their bytes are the store's from then on. After an error
   * nothing is under way any more, for what arrives after its attempt has ended would be left behind.
   */
  put(variants: readonly StoredVariant[]): Promise<void>;
  /** The keys of all variants that are stored of an image, of whatever revision. */
  keysOf(imageId: string): Promise<readonly string[]>;
  /**
   * Removing a key that is not there is no error. Where one cannot be removed, the others are.
   * @throws what was answered for one that could not
   */
  remove(keys: readonly string[]): Promise<void>;
}

/** A variant's key names its bytes (RFC 8246), so caches may keep it for good. */
const cacheControl = 'public, max-age=31536000, immutable';

/** Variants in a bucket of S3. What S3 answers comes through as the SDK throws it. */
export const createS3VariantStore = (client: S3Client, bucket: string): VariantStore => ({
  async put(variants) {
    await allSettled(
      variants.map(({ key, contentType, data }) =>
        client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: data,
            ContentType: contentType,
            CacheControl: cacheControl,
          }),
        ),
      ),
    );
    for (const { data } of variants) releaseBytes(data);
  },
  async keysOf(imageId) {
    const keys: string[] = [];
    const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: variantPrefix(imageId) });
    for await (const { Contents = [] } of pages) keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return keys;
  },
  // One call a key: the batch call needs no less permission and answers 200 with errors inside.
  async remove(keys) {
    await allSettled(keys.map((key) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))));
  },
});

/**
 * Waits for all calls, though one fails: Lambda freezes what an invocation leaves under way. None is broken off either:
 * what was sent may take effect all the same, and then after everybody has looked.
 * @throws what the first of those that failed did
 */
const allSettled = async (calls: readonly Promise<unknown>[]): Promise<void> => {
  await Promise.allSettled(calls);
  await Promise.all(calls);
};
