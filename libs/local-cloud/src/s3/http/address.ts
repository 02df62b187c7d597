import type { IncomingMessage } from 'node:http';
import { S3Error } from '../s3-error.ts';

/** What a request's URL and Host header point at. `bucket` and `key` are empty when the request names none. */
export interface Address {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  /** The path as a client would write it, `/bucket/key`; appears in error documents. */
  readonly resource: string;
}

/** S3's limit, in bytes of UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maxKeyBytes = 1024;

/**
 * Reads the address of a request in path style (`/bucket/key`) or virtual-hosted style
 * (`bucket.localhost`, `bucket.s3.localhost`, `bucket.s3.amazonaws.com`, `bucket.s3.<region>.amazonaws.com`).
 * @throws S3Error InvalidURI, KeyTooLongError
 */
export const parseAddress = (request: Pick<IncomingMessage, 'url' | 'headers'>, region: string): Address => {
  const { path, query } = splitTarget(request.url ?? '/');
  const hostBucket = bucketOfHost(request.headers.host ?? '', region);
  const { bucket, key } =
    hostBucket === undefined ? splitPath(path) : { bucket: hostBucket, key: path.slice(1) };
  if (Buffer.byteLength(key) > maxKeyBytes) {
    throw new S3Error('KeyTooLongError', 'Your key is too long.', {
      context: { Size: Buffer.byteLength(key), MaxSizeAllowed: maxKeyBytes },
    });
  }
  return { bucket, key, query, resource: `/${bucket}${key === '' ? '' : `/${key}`}` };
};

// `new URL()` is no help here: it resolves `..` and `//`, which are ordinary characters of an object key.
const splitTarget = (target: string): { path: string; query: URLSearchParams } => {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = local.indexOf('?');
  const encodedPath = mark < 0 ? local : local.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : local.slice(mark + 1));
  return { path: decodePath(encodedPath), query };
};

const decodePath = (encoded: string): string => {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI: it is not percent-encoded UTF-8.", {
      context: { URI: encoded },
      cause,
    });
  }
};

const splitPath = (path: string): { bucket: string; key: string } => {
  const slash = path.indexOf('/', 1);
  return slash < 0
    ? { bucket: path.slice(1), key: '' }
    : { bucket: path.slice(1, slash), key: path.slice(slash + 1) };
};

const bucketOfHost = (host: string, region: string): string | undefined => {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const suffixes = [`.s3.${region}.amazonaws.com`, '.s3.amazonaws.com', '.s3.localhost', '.localhost'];
  const suffix = suffixes.find((candidate) => name.endsWith(candidate));
  const bucket = suffix === undefined ? '' : name.slice(0, -suffix.length);
  // `s3.localhost` is the service itself, not a bucket called "s3".
  return bucket === '' || bucket === 's3' ? undefined : bucket;
};
