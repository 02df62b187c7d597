import { defaultChecksumAlgorithm, type ChecksumAlgorithm } from '../checksums/checksums.ts';
import type { S3Request } from '../http/s3-request.ts';
import { maxContentBytes, storedContent } from '../objects/content.ts';
import type { BlobFiles } from '../store/blob-files.ts';
import type { ObjectContent } from '../store/stored-object.ts';
import type { PartContent } from '../store/upload-store.ts';
import { declaredPayload } from './declared-payload.ts';
import { readVerified } from './verified-body.ts';

/**
 * Stores a request's body as the content of an object, with the checksum the client declared or S3's default.
 * @throws S3Error whatever {@link declaredPayload} and {@link readVerified} throw
 */
export const receiveObject = async (request: S3Request, blobs: BlobFiles): Promise<ObjectContent> => {
  const payload = declaredPayload(request);
  const algorithm = payload.checksum?.algorithm ?? defaultChecksumAlgorithm;
  const options = { maxBytes: maxContentBytes, alsoCompute: ['MD5', algorithm] } as const;
  const { result, measured } = await readVerified(request, payload, blobs.write, options);
  const checksum = { algorithm, type: 'FULL_OBJECT', value: measured.digest(algorithm, 'base64') } as const;
  return { ...storedContent(result, measured), checksum };
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
  const { result, measured } = await readVerified(request, payload, blobs.write, options);
  const checksums = {
    [algorithm]: measured.digest(algorithm, 'base64'),
    [declared]: measured.digest(declared, 'base64'),
  };
  return { ...storedContent(result, measured), checksums };
};
