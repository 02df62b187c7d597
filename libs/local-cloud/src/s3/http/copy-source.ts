import type { CopySource } from '../objects/copy-source.ts';
import type { S3Error } from '../s3-error.ts';
import { invalidArgument } from '../s3-error.ts';
import type { S3Request } from './s3-request.ts';

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
  } catch {
    throw invalidSource(path);
  }
};

const invalidSource = (header: string): S3Error =>
  invalidArgument(
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey.',
    'x-amz-copy-source',
    header,
  );
