import { S3Error } from '../s3-error.ts';
import type { Store } from '../store/store.ts';
import type { StoredObject } from '../store/stored-object.ts';
import { preconditionFailed } from '../store/write-condition.ts';
import { findReadable } from '../objects/find-readable.ts';
import { weighReadConditions } from '../objects/read-conditions.ts';
import type { S3Request } from './s3-request.ts';

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/**
 * Reads `x-amz-copy-source`: `[/]bucket/key[?versionId=…]`, percent-encoded.
 * @throws S3Error InvalidArgument
 */
export const copySource = (request: S3Request): CopySource => {
  const header = request.header('x-amz-copy-source') ?? '';
  const [, path = '', versionId] = /^\/?(.*?)(?:\?versionId=(.*))?$/s.exec(header) ?? [];
  const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (bucket === undefined || key === undefined) throw invalidSource(header);
  return { bucket, key, versionId };
};

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw invalidSource(path, cause);
  }
};

const invalidSource = (header: string, cause?: unknown): S3Error =>
  new S3Error(
    'InvalidArgument',
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    {
      context: { ArgumentName: 'x-amz-copy-source', ArgumentValue: header },
      cause,
    },
  );

/**
 * The object to be copied, once its conditions hold.
 * @throws S3Error NoSuchBucket, NoSuchKey, PreconditionFailed, InvalidRequest
 */
export const findCopySource = (
  request: S3Request,
  store: Store,
  source: CopySource,
  maxBytes: number,
): StoredObject => {
  store.buckets.require(source.bucket);
  const object = findReadable(request, store, source);
  if (weighReadConditions(request, object, 'copy') !== 'proceed') {
    throw preconditionFailed('x-amz-copy-source-if-*');
  }
  if (object.size > maxBytes) {
    throw new S3Error(
      'InvalidRequest',
      `The specified copy source is larger than the maximum allowable size for a copy source: ${String(maxBytes)}`,
    );
  }
  return object;
};
