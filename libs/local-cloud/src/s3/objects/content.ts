import { defaultChecksumAlgorithm, type ChecksumAlgorithm } from '../checksums/checksums.ts';
import { declaredPayload } from '../body/declared-payload.ts';
import { createDigestStream, type Measured } from '../checksums/digest-stream.ts';
import { readBody } from '../body/read-body.ts';
import type { S3Request } from '../http/s3-request.ts';
import type { BlobFiles, ByteRange } from '../store/blob-files.ts';
import type { ObjectContent, StoredContent } from '../store/stored-object.ts';
import type { PartContent } from '../store/upload-store.ts';

/** The most that one PUT, one part or one copy may carry: 5 GiB. */
export const maxContentBytes = 5 * 1024 ** 3;

/**
 * Stores a request's body as the content of an object, with the checksum the client declared or S3's default.
 * @throws S3Error whatever {@link declaredPayload} and {@link readBody} throw
 */
export const receiveObject = async (request: S3Request, blobs: BlobFiles): Promise<ObjectContent> => {
  const payload = declaredPayload(request);
  const algorithm = payload.checksum?.algorithm ?? defaultChecksumAlgorithm;
  const options = { maxBytes: maxContentBytes, alsoCompute: ['MD5', algorithm] } as const;
  const { result, measured } = await readBody(request, payload, blobs.write, options);
  const checksum = { algorithm, type: 'FULL_OBJECT', value: measured.digest(algorithm, 'base64') } as const;
  return { ...describe(result, measured), checksum };
};

/** Stores a request's body as a part, with the upload's checksum and the one the client declared. */
export const receivePart = async (
  request: S3Request,
  blobs: BlobFiles,
  algorithm: ChecksumAlgorithm,
): Promise<PartContent> => {
  const payload = declaredPayload(request);
  const declared = payload.checksum?.algorithm ?? algorithm;
  const options = { maxBytes: maxContentBytes, alsoCompute: ['MD5', algorithm] } as const;
  const { result, measured } = await readBody(request, payload, blobs.write, options);
  const checksums = {
    [algorithm]: measured.digest(algorithm, 'base64'),
    [declared]: measured.digest(declared, 'base64'),
  };
  return { ...describe(result, measured), checksums };
};

/** Stores a copy of a blob, or of a range of it, under the ETag and the checksum of its bytes. */
export const copyContent = async (
  source: StoredContent,
  blobs: BlobFiles,
  algorithm: ChecksumAlgorithm,
  range?: ByteRange,
): Promise<{ content: StoredContent; checksum: string }> => {
  const digests = createDigestStream(['MD5', algorithm]);
  const blob = await blobs.write(digests.pass(blobs.read(source.blob, range)));
  const measured = await digests.measured();
  return { content: describe(blob, measured), checksum: measured.digest(algorithm, 'base64') };
};

/** Stores several blobs one after the other as one, with digests over the whole. */
export const joinContents = async (
  parts: readonly StoredContent[],
  blobs: BlobFiles,
  algorithms: readonly ChecksumAlgorithm[],
): Promise<{ blob: string; measured: Measured }> => {
  const digests = createDigestStream(algorithms);
  const release = blobs.hold(parts.map(({ blob }) => blob));
  const bytes = async function* (): AsyncGenerator<Uint8Array, void> {
    for (const { blob } of parts) yield* blobs.read(blob) as AsyncIterable<Uint8Array>;
  };
  try {
    return { blob: await blobs.write(digests.pass(bytes())), measured: await digests.measured() };
  } finally {
    release();
  }
};

const describe = (blob: string, measured: Measured): StoredContent => ({
  blob,
  size: measured.size,
  etag: measured.digest('MD5', 'hex'),
});
