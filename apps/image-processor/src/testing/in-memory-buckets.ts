import { variantPrefix } from '@image-pipeline/image-records';
import { createHash } from 'node:crypto';
import type { ObjectPlace, SourceFacts, SourceObjects } from '../source-objects.ts';
import type { StoredVariant, VariantStore } from '../variant-store.ts';

/** What both buckets in memory can do: fail, as S3 does now and then. */
interface Unreliable {
  /** Keys of which every request fails. */
  readonly failing: Set<string>;
}

/** The raw bucket, in memory: what a test puts there is what the pipeline reads. */
export interface InMemoryRawBucket extends SourceObjects, Unreliable {
  put(key: string, body: Uint8Array, versionId?: string): void;
  delete(key: string): void;
}

/** A raw bucket that stands in for S3: `buckets.contract.spec.ts` holds it to what two real ones do. */
export const createInMemoryRawBucket = (): InMemoryRawBucket => {
  const objects = new Map<string, StoredObject>();
  const failing = new Set<string>();
  return {
    failing,
    put: (key, body, versionId) =>
      void objects.set(key, { body, uploadedAt: new Date(), ...(versionId !== undefined && { versionId }) }),
    delete: (key) => void objects.delete(key),
    async open(place) {
      failIfAsked(failing, place.key);
      const object = objects.get(place.key);
      if (object === undefined) return undefined;
      return {
        facts: factsOf(place, object),
        take: async () => new Uint8Array(object.body),
        leave: async () => undefined,
      };
    },
    async look(place) {
      failIfAsked(failing, place.key);
      const object = objects.get(place.key);
      return object && factsOf(place, object);
    },
  };
};

interface StoredObject {
  readonly body: Uint8Array;
  readonly uploadedAt: Date;
  readonly versionId?: string;
}

const factsOf = ({ bucket, key }: ObjectPlace, { body, ...facts }: StoredObject): SourceFacts => {
  const eTag = createHash('md5').update(body).digest('hex');
  return { bucket, key, ...facts, eTag, bytes: body.byteLength };
};

/** The processed bucket, in memory. */
export interface InMemoryProcessedBucket extends VariantStore, Unreliable {
  readonly objects: ReadonlyMap<string, StoredVariant>;
}

/**
 * A processed bucket that stands in for S3: `buckets.contract.spec.ts` holds it to what two real ones do. Beyond that
 * it is a judge: it refuses what must never happen, a key written again with other bytes.
 */
export const createInMemoryProcessedBucket = (): InMemoryProcessedBucket => {
  const objects = new Map<string, StoredVariant>();
  const failing = new Set<string>();
  return {
    objects,
    failing,
    async put(variants) {
      for (const variant of variants) {
        failIfAsked(failing, variant.key);
        const standing = objects.get(variant.key);
        if (standing && !Buffer.from(standing.data).equals(variant.data)) {
          throw new Error(`${variant.key} would be written again with other bytes`);
        }
        objects.set(variant.key, variant);
      }
    },
    async keysOf(imageId) {
      return [...objects.keys()].filter((key) => key.startsWith(variantPrefix(imageId)));
    },
    async remove(keys) {
      for (const key of keys.filter((each) => !failing.has(each))) objects.delete(key);
      keys.forEach((key) => failIfAsked(failing, key));
    },
  };
};

const failIfAsked = (failing: ReadonlySet<string>, key: string): void => {
  if (failing.has(key)) throw new Error(`SlowDown: ${key}`);
};
