import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { releaseBytes } from '@image-pipeline/image-transform';

/** One variant on its way to the processed bucket. */
export interface StoredVariant {
  readonly key: string;
  readonly contentType: string;
  readonly data: Uint8Array;
}

/** Where variants live. A key is never written again with other bytes. */
export interface VariantStore {
  /** All or an error: resolves when every variant is readable. Their bytes are the store's from then on. */
  put(variants: readonly StoredVariant[]): Promise<void>;
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
    await Promise.all(
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
  // One call a key: the batch call needs no less permission and answers 200 with errors inside.
  async remove(keys) {
    const removals = keys.map((key) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })));
    // All are waited for, though one fails: Lambda freezes what a failed invocation leaves under way.
    await Promise.allSettled(removals);
    await Promise.all(removals);
  },
});
