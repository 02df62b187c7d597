import type { S3Request } from '../http/s3-request.ts';
import { headerNotImplemented, invalidArgument, S3Error } from '../s3-error.ts';
import {
  checksumAlgorithms,
  checksumBytes,
  checksumHeader,
  type ChecksumAlgorithm,
} from '../checksums/checksums.ts';

/** What a request's headers promise about its body. */
export interface DeclaredPayload {
  /** Bytes of the content, after decoding. */
  readonly length: number;
  readonly awsChunked: boolean;
  /** Lower-case hex, when the caller signed the hash of the body. */
  readonly sha256?: string;
  /** Base64. */
  readonly md5?: string;
  /** `value` is absent when a trailer will carry it. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value?: string };
}

/**
 * Reads the promises and refuses those that cannot hold, before a byte of the body is read.
 * @throws S3Error InvalidArgument, InvalidDigest, InvalidRequest, MissingContentLength, NotImplemented
 */
export const declaredPayload = (request: S3Request): DeclaredPayload => {
  const checksum = declaredChecksum(request);
  return { ...declaredTransfer(request), ...(checksum !== undefined && { checksum }) };
};

/** The same for a request whose checksum headers are about something else than its body. */
export const declaredTransfer = (request: S3Request): DeclaredPayload => {
  const contentSha256 = request.header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const encodings = (request.header('content-encoding') ?? '').split(',').map((name) => name.trim());
  const awsChunked = contentSha256.startsWith('STREAMING-') || encodings.includes('aws-chunked');
  const sha256 = declaredSha256(contentSha256);
  const md5 = declaredMd5(request);
  return {
    length: declaredLength(request, awsChunked),
    awsChunked,
    ...(sha256 !== undefined && { sha256 }),
    ...(md5 !== undefined && { md5 }),
  };
};

const declaredLength = (request: S3Request, awsChunked: boolean): number => {
  const decoded = request.header('x-amz-decoded-content-length');
  if (awsChunked && decoded !== undefined) return parseLength(decoded);
  const length = request.header('content-length');
  if (!awsChunked && length !== undefined) return parseLength(length);
  if (request.header('transfer-encoding') !== undefined) {
    throw headerNotImplemented(
      'Transfer-Encoding',
      'S3 takes no body of unknown length: send Content-Length, or upload in parts.',
    );
  }
  throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
};

const parseLength = (text: string): number => {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new S3Error('InvalidArgument', 'The length of the content must be a whole number of bytes.', {
    context: { ArgumentValue: text },
  });
};

const declaredSha256 = (value: string): string | undefined => {
  if (value === 'UNSIGNED-PAYLOAD' || /^STREAMING-[A-Z0-9-]+$/.test(value)) return undefined;
  if (/^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  throw invalidArgument(
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING-… value, or a valid sha256 value.',
    'x-amz-content-sha256',
    value,
  );
};

const declaredMd5 = (request: S3Request): string | undefined => {
  const value = request.header('content-md5');
  if (value === undefined || isBase64(value, 16)) return value;
  throw new S3Error('InvalidDigest', 'The Content-MD5 you specified is not valid.', {
    context: { 'Content-MD5': value },
  });
};

const declaredChecksum = (request: S3Request): DeclaredPayload['checksum'] => {
  const inHeader = checksumAlgorithms.filter((name) => request.header(checksumHeader(name)) !== undefined);
  const trailer = (request.header('x-amz-trailer') ?? '').trim().toLowerCase();
  const inTrailer = checksumAlgorithms.filter((name) => checksumHeader(name) === trailer);
  const [algorithm, ...others] = [...inHeader, ...inTrailer];
  if (others.length > 0) {
    throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header.');
  }
  refuseOtherChecksums(request, trailer, algorithm);
  if (algorithm === undefined) return undefined;
  const value = request.header(checksumHeader(algorithm));
  if (value === undefined) return { algorithm };
  if (isBase64(value, checksumBytes[algorithm])) return { algorithm, value };
  throw invalidChecksum(algorithm);
};

/** A checksum of a kind that this service does not know must not pass as verified. */
const refuseOtherChecksums = (
  request: S3Request,
  trailer: string,
  known: ChecksumAlgorithm | undefined,
): void => {
  const prefix = 'x-amz-checksum-';
  const settings = ['mode', 'algorithm', 'type'].map((name) => prefix + name);
  const unknown = [...request.headers.keys(), trailer].find(
    (name) =>
      name.startsWith(prefix) &&
      !settings.includes(name) &&
      !checksumAlgorithms.some((algorithm) => checksumHeader(algorithm) === name),
  );
  if (unknown !== undefined) {
    throw new S3Error('NotImplemented', `The checksum ${unknown} is not available.`, {
      remedy: `Use one of ${checksumAlgorithms.join(', ')}.`,
      context: { Header: unknown },
    });
  }
  const named = request.header('x-amz-sdk-checksum-algorithm');
  if (named !== undefined && known === undefined) {
    throw new S3Error(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
};

const invalidChecksum = (algorithm: ChecksumAlgorithm): S3Error =>
  new S3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);

const isBase64 = (text: string, byteLength: number): boolean => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === byteLength && bytes.toString('base64') === text;
};
