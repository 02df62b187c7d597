import { createDigest, type Checksum } from '../checksums/checksums.ts';
import type { Measured } from '../checksums/digest-stream.ts';
import type { Part, UploadChecksum } from '../store/upload-store.ts';

/** The ETag of an object of parts: the MD5 over the parts' MD5s, and their number. */
export const multipartEtag = async (parts: readonly Part[]): Promise<string> => {
  const md5 = createDigest('MD5');
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'));
  return `${(await md5.digest()).toString('hex')}-${parts.length}`;
};

/**
 * The checksum of an object of parts, over its bytes or, for COMPOSITE, over its parts' checksums.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export const multipartChecksum = async (
  { algorithm, type }: UploadChecksum,
  parts: readonly Part[],
  whole: Measured,
): Promise<Checksum> => {
  if (type === 'FULL_OBJECT') return { algorithm, type, value: whole.digest(algorithm, 'base64') };
  const digest = createDigest(algorithm);
  for (const { checksums } of parts) digest.update(Buffer.from(checksums[algorithm] ?? '', 'base64'));
  const value = (await digest.digest()).toString('base64');
  return { algorithm, type, value: `${value}-${parts.length}` };
};
