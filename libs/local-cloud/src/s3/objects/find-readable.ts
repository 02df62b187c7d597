import type { Store } from '../store/store.ts';
import type { StoredObject } from '../store/stored-object.ts';
import { noSuchKey } from '../store/write-condition.ts';

/** Who wants something, and what it may do. */
export interface Caller {
  /** ARN of an object or, for an empty key, of a bucket. */
  arnOf(bucket: string, key: string): string;
  /** @throws AccessError AccessDenied */
  authorize(action: string, resource: string): void;
}

/**
 * The object a caller wants to read. That there is none is told only to callers who may list the bucket; the others
 * learn that they are not allowed to.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html (Permissions)
 * @throws S3Error NoSuchKey
 * @throws AccessError AccessDenied
 */
export const findReadable = (
  caller: Caller,
  { objects }: Pick<Store, 'objects'>,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): StoredObject => {
  const object = objects.find(bucket, key);
  if (object !== undefined) return object;
  caller.authorize('s3:ListBucket', caller.arnOf(bucket, ''));
  throw noSuchKey();
};
