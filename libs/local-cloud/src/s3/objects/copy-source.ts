import { S3Error } from '../s3-error.ts';
import type { Store } from '../store/store.ts';
import type { StoredObject } from '../store/stored-object.ts';
import { preconditionFailed } from '../store/write-condition.ts';
import { findReadable, type Caller } from './find-readable.ts';
import { weighReadConditions, type ReadConditions } from './read-conditions.ts';

/** What a copy is made of. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/**
 * The object to be copied, once its conditions hold.
 * @param maxBytes the most that one copy may carry
 * @throws S3Error NoSuchBucket, NoSuchKey, PreconditionFailed, InvalidRequest, InvalidArgument
 * @throws AccessError AccessDenied
 */
export const findCopySource = (
  caller: Caller,
  store: Store,
  source: CopySource,
  conditions: ReadConditions,
  maxBytes: number,
): StoredObject => {
  store.buckets.require(source.bucket);
  const object = findReadable(caller, store, source);
  if (weighReadConditions(conditions, object) !== 'proceed') {
    throw preconditionFailed('x-amz-copy-source-if-*');
  }
  if (object.size > maxBytes) {
    throw new S3Error(
      'InvalidRequest',
      `The specified copy source is larger than the maximum allowable size for a copy source: ${maxBytes}.`,
    );
  }
  return object;
};
