import { createDigest, type Digest, type DigestAlgorithm } from './checksums.ts';

/** What is known of a body once its last byte has passed. */
export interface Measured {
  readonly size: number;
  /** @throws Error when the digest was not asked for beforehand */
  digest(algorithm: DigestAlgorithm, encoding: 'hex' | 'base64'): string;
}

export interface DigestStream {
  /** Passes the chunks on as they are and takes their measure. */
  pass(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void>;
  /** Call once, after the last chunk. */
  measured(): Promise<Measured>;
}

/**
 * Computes size and digests of a body while it streams by.
 * @param onProgress called with the bytes so far; throws to end a body that grows too large
 */
export const createDigestStream = (
  algorithms: Iterable<DigestAlgorithm>,
  onProgress: (size: number) => void = () => undefined,
): DigestStream => {
  const running = new Map<DigestAlgorithm, Digest>();
  for (const algorithm of algorithms) running.set(algorithm, createDigest(algorithm));
  let size = 0;
  return {
    async *pass(source) {
      for await (const chunk of source) {
        size += chunk.byteLength;
        onProgress(size);
        for (const digest of running.values()) digest.update(chunk);
        yield chunk;
      }
    },
    async measured() {
      const digests = new Map<DigestAlgorithm, Buffer>();
      for (const [algorithm, digest] of running) digests.set(algorithm, await digest.digest());
      return {
        size,
        digest(algorithm, encoding) {
          const bytes = digests.get(algorithm);
          if (bytes === undefined) throw new Error(`${algorithm} was not computed.`);
          return bytes.toString(encoding);
        },
      };
    },
  };
};
