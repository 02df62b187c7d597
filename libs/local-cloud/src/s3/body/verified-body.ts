import type { S3Request } from '../http/s3-request.ts';
import { S3Error } from '../s3-error.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { incompleteBody } from './body-errors.ts';
import { checksumHeader, type ChecksumAlgorithm, type DigestAlgorithm } from '../checksums/checksums.ts';
import type { DeclaredPayload } from './declared-payload.ts';
import { createDigestStream, type Measured } from '../checksums/digest-stream.ts';

/**
 * Streams a request's body into `sink` and holds it to everything its headers and trailers declare. A broken promise
 * fails the stream before it ends, so that `sink` never mistakes a bad body for a complete one.
 * @param maxBytes a larger body is refused, before it is read when its declared length tells
 * @param alsoCompute digests wanted beside those that have to be verified
 * @throws S3Error BadDigest, EntityTooLarge, IncompleteBody, InvalidRequest, MalformedTrailerError,
 *   XAmzContentSHA256Mismatch
 */
export const readVerified = async <Result>(
  request: S3Request,
  payload: DeclaredPayload,
  sink: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
  { maxBytes, alsoCompute = [] }: { maxBytes: number; alsoCompute?: readonly DigestAlgorithm[] },
): Promise<{ result: Result; measured: Measured }> => {
  const limit = refuseOver(maxBytes);
  limit(payload.length);
  const digests = createDigestStream(new Set([...alsoCompute, ...declaredDigests(payload)]), limit);
  // The request itself must survive a failure below, or the client would never see the answer.
  const raw: AsyncIterable<Uint8Array> = request.body.iterator({ destroyOnReturn: false });
  const trailers = new Map<string, string>();
  const measurement = Promise.withResolvers<Measured>();
  const verified = async function* (): AsyncGenerator<Uint8Array, void> {
    yield* digests.pass(payload.awsChunked ? decodeAwsChunked(raw, trailers) : raw);
    const measured = await digests.measured();
    verify(payload, measured, trailers);
    measurement.resolve(measured);
  };
  const result = await sink(verified());
  return { result, measured: await measurement.promise };
};

/** Reads a small body, such as an XML document, into memory. */
export const readSmallBody = async (
  request: S3Request,
  payload: DeclaredPayload,
  maxBytes: number,
): Promise<Buffer> => {
  const collect = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  return (await readVerified(request, payload, collect, { maxBytes })).result;
};

const declaredDigests = ({ md5, sha256, checksum }: DeclaredPayload): DigestAlgorithm[] => [
  ...(md5 === undefined ? [] : (['MD5'] as const)),
  ...(sha256 === undefined ? [] : (['SHA256'] as const)),
  ...(checksum === undefined ? [] : [checksum.algorithm]),
];

const refuseOver =
  (maxBytes: number) =>
  (size: number): void => {
    if (size <= maxBytes) return;
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.', {
      context: { ProposedSize: size, MaxSizeAllowed: maxBytes },
    });
  };

const verify = (payload: DeclaredPayload, measured: Measured, trailers: Map<string, string>): void => {
  if (measured.size !== payload.length) throw incompleteBody();
  if (payload.sha256 !== undefined && measured.digest('SHA256', 'hex') !== payload.sha256) {
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      {
        context: {
          ClientComputedContentSHA256: payload.sha256,
          S3ComputedContentSHA256: measured.digest('SHA256', 'hex'),
        },
      },
    );
  }
  if (payload.md5 !== undefined && measured.digest('MD5', 'base64') !== payload.md5) {
    throw badDigest('Content-MD5');
  }
  if (payload.checksum === undefined) return;
  const { algorithm, value = trailerValue(algorithm, trailers) } = payload.checksum;
  if (measured.digest(algorithm, 'base64') !== value) throw badDigest(algorithm);
};

const trailerValue = (algorithm: ChecksumAlgorithm, trailers: Map<string, string>): string => {
  const value = trailers.get(checksumHeader(algorithm));
  if (value !== undefined) return value;
  throw new S3Error(
    'MalformedTrailerError',
    `The trailer ${checksumHeader(algorithm)} was announced but did not arrive.`,
  );
};

/** The refusal of a body, or an object of parts, whose digest is another than was declared. */
export const badDigest = (what: 'Content-MD5' | ChecksumAlgorithm): S3Error =>
  new S3Error('BadDigest', `The ${what} you specified did not match the calculated checksum.`);
