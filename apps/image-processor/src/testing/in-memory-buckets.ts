import { createHash } from 'node:crypto';
import type { Source, SourceImages } from '../source-images.ts';
import type { StoredVariant, VariantStore } from '../variant-store.ts';

interface RawObject {
  readonly body: Uint8Array;
  readonly uploadedAt: Date;
}

/** The raw bucket, in memory: what a test puts there is what the pipeline reads. */
export interface InMemoryRawBucket extends SourceImages {
  put(key: string, body: Uint8Array): void;
  delete(key: string): void;
  keys(): readonly string[];
}

export const createInMemoryRawBucket = (bucket = 'raw-images', maxBytes = Infinity): InMemoryRawBucket => {
  const objects = new Map<string, RawObject>();
  return {
    put: (key, body) => void objects.set(key, { body, uploadedAt: new Date() }),
    delete: (key) => void objects.delete(key),
    keys: () => [...objects.keys()],
    read: ({ key }) => Promise.resolve(sourceOf(objects.get(key), bucket, key, maxBytes)),
  };
};

const sourceOf = (object: RawObject | undefined, bucket: string, key: string, maxBytes: number): Source => {
  if (!object) return { state: 'gone' };
  const { body, uploadedAt } = object;
  const eTag = createHash('md5').update(body).digest('hex');
  const facts = { bucket, key, eTag, bytes: body.byteLength, uploadedAt };
  if (body.byteLength > maxBytes) return { state: 'too-large', facts };
  return {
    state: 'present',
    facts,
    body: new Uint8Array(body),
    sha256: createHash('sha256').update(body).digest('hex'),
  };
};

/** The processed bucket, in memory. It refuses what must never happen: a key written again with other bytes. */
export interface InMemoryProcessedBucket extends VariantStore {
  readonly objects: ReadonlyMap<string, StoredVariant>;
}

export const createInMemoryProcessedBucket = (): InMemoryProcessedBucket => {
  const objects = new Map<string, StoredVariant>();
  return {
    objects,
    async put(variants) {
      for (const variant of variants) {
        const standing = objects.get(variant.key);
        if (standing && !Buffer.from(standing.data).equals(variant.data)) {
          throw new Error(`${variant.key} would be written again with other bytes`);
        }
        objects.set(variant.key, variant);
      }
    },
    async remove(keys) {
      for (const key of keys) objects.delete(key);
    },
  };
};
