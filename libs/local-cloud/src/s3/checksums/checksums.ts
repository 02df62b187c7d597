import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { S3Error } from '../s3-error.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** What S3 computes when the client names no algorithm. */
export const defaultChecksumAlgorithm: ChecksumAlgorithm = 'CRC64NVME';

/** COMPOSITE: a checksum over the parts' checksums, followed by `-<number of parts>`. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64. */
  readonly value: string;
}

/** The header that carries a checksum, such as `x-amz-checksum-crc32c`. */
export const checksumHeader = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

/** The element that carries a checksum in XML, such as `ChecksumCRC32C`. */
export const checksumElement = <Algorithm extends ChecksumAlgorithm>(
  algorithm: Algorithm,
): `Checksum${Algorithm}` => `Checksum${algorithm}`;

/** The headers by which a checksum is told. */
export const checksumHeaders = (checksum: Checksum): Record<string, string> => ({
  [checksumHeader(checksum.algorithm)]: checksum.value,
  'x-amz-checksum-type': checksum.type,
});

/** @throws S3Error InvalidRequest, NotImplemented */
export const parseChecksumAlgorithm = (text: string): ChecksumAlgorithm => {
  const algorithm = checksumAlgorithms.find((candidate) => candidate === text.toUpperCase());
  if (algorithm !== undefined) return algorithm;
  throw new S3Error(
    'InvalidRequest',
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`,
    { context: { ChecksumAlgorithm: text } },
  );
};

export type DigestAlgorithm = ChecksumAlgorithm | 'MD5';

export interface Digest {
  update(chunk: Uint8Array): void;
  /** Ends the computation. */
  digest(): Promise<Buffer>;
}

const viaCrypto = (algorithm: 'md5' | 'sha1' | 'sha256') => (): Digest => {
  const hash = createHash(algorithm);
  return { update: (chunk) => void hash.update(chunk), digest: () => Promise.resolve(hash.digest()) };
};

const viaChecksums = (Algorithm: typeof Crc32c | typeof Crc64Nvme) => (): Digest => {
  const crc = new Algorithm();
  return {
    update: (chunk) => {
      crc.update(chunk);
    },
    digest: async () => Buffer.from(await crc.digest()),
  };
};

const viaZlib = (): Digest => {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return Promise.resolve(bytes);
    },
  };
};

const digests: Record<DigestAlgorithm, () => Digest> = {
  MD5: viaCrypto('md5'),
  SHA1: viaCrypto('sha1'),
  SHA256: viaCrypto('sha256'),
  CRC32: viaZlib,
  CRC32C: viaChecksums(Crc32c),
  CRC64NVME: viaChecksums(Crc64Nvme),
};

/** Begins a computation; the result has as many bytes as the algorithm makes. */
export const createDigest = (algorithm: DigestAlgorithm): Digest => digests[algorithm]();

/** Length of a checksum in bytes; a declared value of another length cannot be one. */
export const checksumBytes: Record<ChecksumAlgorithm, number> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};
