import type { OutgoingHttpHeaders } from 'node:http';
import { checksumHeaders } from '../checksums/checksums.ts';
import { headerNotImplemented, S3Error } from '../s3-error.ts';
import type { StoredHeaders, StoredObject } from '../store/stored-object.ts';
import { quoted } from './etag.ts';
import type { S3Request } from './s3-request.ts';

const metadataPrefix = 'x-amz-meta-';

/** S3's limit for names and values together. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const maxMetadataBytes = 2048;

const kept = [
  'cache-control',
  'content-disposition',
  'content-language',
  'content-type',
  'expires',
  'x-amz-server-side-encryption',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
];

/**
 * The headers of an upload that are kept with the object.
 * @throws S3Error MetadataTooLarge, NotImplemented, AccessControlListNotSupported
 */
export const storedHeaders = (request: S3Request): StoredHeaders => {
  refuseUnsupportedHeaders(request);
  const metadata = [...request.headers].filter(([name]) => name.startsWith(metadataPrefix));
  const metadataBytes = metadata.reduce(
    (sum, [name, value]) => sum + name.length - metadataPrefix.length + value.length,
    0,
  );
  if (metadataBytes > maxMetadataBytes) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size.', {
      context: { Size: metadataBytes, MaxSizeAllowed: maxMetadataBytes },
    });
  }
  const plain = kept.map((name) => [name, request.header(name)] as const);
  const headers = [...plain, ['content-encoding', contentEncoding(request)] as const, ...metadata];
  return Object.fromEntries(headers.filter((entry): entry is [string, string] => entry[1] !== undefined));
};

/** `aws-chunked` tells how the request was sent and is no property of the object. */
const contentEncoding = (request: S3Request): string | undefined => {
  const encodings = (request.header('content-encoding') ?? '').split(',').map((name) => name.trim());
  return encodings.filter((name) => name !== '' && name !== 'aws-chunked').join(',') || undefined;
};

/** What would change the meaning of an upload is refused, not dropped. */
const refuseUnsupportedHeaders = (request: S3Request): void => {
  const unsupported = [...request.headers.keys()].find(
    (name) =>
      name.startsWith('x-amz-grant-') ||
      name.startsWith('x-amz-object-lock-') ||
      name.includes('server-side-encryption-customer-') ||
      name.startsWith('x-amz-server-side-encryption-') ||
      name === 'x-amz-write-offset-bytes',
  );
  const encryption = request.header('x-amz-server-side-encryption') ?? 'AES256';
  const header = unsupported ?? (encryption === 'AES256' ? undefined : 'x-amz-server-side-encryption');
  if (header !== undefined) {
    throw headerNotImplemented(header, `Leave out ${header}.`);
  }
  const acl = request.header('x-amz-acl') ?? 'private';
  if (acl !== 'private' && acl !== 'bucket-owner-full-control') {
    throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs.', {
      remedy: 'Buckets own their objects here, as new buckets do on AWS: grant access by policy.',
    });
  }
};

/** The headers of a `GET` or `HEAD` of a whole object, without its length. */
export const objectHeaders = (object: StoredObject): OutgoingHttpHeaders => ({
  'content-type': 'binary/octet-stream',
  ...object.headers,
  'accept-ranges': 'bytes',
  etag: quoted(object.etag),
  'last-modified': new Date(object.lastModified).toUTCString(),
  ...(object.tags.length > 0 && { 'x-amz-tagging-count': object.tags.length }),
});

/** Checksums are returned to callers who ask for them. */
export const requestedChecksum = (request: S3Request, object: StoredObject): OutgoingHttpHeaders =>
  request.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' ? checksumHeaders(object.checksum) : {};
