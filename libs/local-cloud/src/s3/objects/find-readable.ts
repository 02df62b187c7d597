import type { Store } from '../store/store.ts';
import type { StoredObject } from '../store/stored-object.ts';
import { noSuchKey } from '../store/write-condition.ts';
import { bucketArn, type S3Request } from '../http/s3-request.ts';

/**
 * The object a caller wants to read. That there is none is told only to callers who may list the bucket; the others
 * learn that they are not allowed to.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html (Permissions)
 * @throws S3Error NoSuchKey
 * @throws AccessError AccessDenied
 */
export const findReadable = (
  request: S3Request,
  { objects }: Pick<Store, 'objects'>,
  { bucket, key }: { bucket: string; key: string } = request,
): StoredObject => {
  const object = objects.find(bucket, key);
  if (object !== undefined) return object;
  request.authorize('s3:ListBucket', bucketArn(bucket));
  throw noSuchKey();
};
