import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import {
  imageIdPattern,
  parseRevision,
  parseVariantKey,
  type VariantKeyParts,
} from '@image-pipeline/image-records';
import { pMapIterable } from 'p-map';
import type { Stack } from '../stack/connect-stack.ts';
import { comparedAtOnce, isOlder, type Difference } from './difference.ts';

interface StoredVariants {
  readonly imageId: string;
  /** Of those that are old enough. */
  readonly keys: readonly string[];
}

/**
 * Looks for variants that the record of their image does not point to. That may be of a newer event than theirs, or of
 * an older one: then an attempt has left them that nobody tries any more.
 */
export async function* compareVariants(stack: Stack, before: Date): AsyncGenerator<Difference> {
  const compare = async ({ imageId, keys }: StoredVariants): Promise<Difference | undefined> => {
    const record = await stack.records.get(imageId);
    if (record === undefined) return { kind: 'variants-of-nobody', imageId, keys };
    const pointedTo = new Set(record.status === 'ready' ? record.variants.map(({ key }) => key) : []);
    const left = keys.filter((key) => !pointedTo.has(key));
    const { bucket, key } = record.source;
    return left.length > 0 ? { kind: 'variants-left-over', source: { bucket, key }, keys: left } : undefined;
  };
  const differences = pMapIterable(variantsByImage(stack, before), compare, { concurrency: comparedAtOnce });
  for await (const difference of differences) if (difference) yield difference;
}

/** S3 lists keys in their order, so those of one image come together. What is no variant's key is nobody's business. */
async function* variantsByImage({ clients, outputs }: Stack, before: Date): AsyncGenerator<StoredVariants> {
  const pages = paginateListObjectsV2({ client: clients.s3 }, { Bucket: outputs.processedBucket });
  let imageId = '';
  let keys: string[] = [];
  for await (const { Contents = [] } of pages) {
    for (const { Key: key = '', LastModified } of Contents) {
      const parts = parseVariantKey(key);
      if (parts === undefined || !isOurs(parts) || !isOlder(LastModified, before)) continue;
      if (parts.imageId !== imageId) {
        if (keys.length > 0) yield { imageId, keys };
        [imageId, keys] = [parts.imageId, []];
      }
      keys.push(key);
    }
  }
  if (keys.length > 0) yield { imageId, keys };
}

const isOurs = ({ imageId, revision }: VariantKeyParts): boolean =>
  imageIdPattern.test(imageId) && parseRevision(revision) !== undefined;
