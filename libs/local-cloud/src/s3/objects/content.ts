import type { ChecksumAlgorithm } from '../checksums/checksums.ts';
import { createDigestStream, type Measured } from '../checksums/digest-stream.ts';
import type { BlobFiles, ByteRange } from '../store/blob-files.ts';
import type { StoredContent } from '../store/stored-object.ts';

/** The most that one PUT, one part or one copy may carry: 5 GiB. */
export const maxContentBytes = 5 * 1024 ** 3;

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
  return { content: storedContent(blob, measured), checksum: measured.digest(algorithm, 'base64') };
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

/** What is stored of content whose bytes have been measured on their way into a blob. */
export const storedContent = (blob: string, measured: Measured): StoredContent => ({
  blob,
  size: measured.size,
  etag: measured.digest('MD5', 'hex'),
});
