import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { deadVariantKeys, parseVariantKey } from '@image-pipeline/image-records';
import { pMapIterable } from 'p-map';
import type { Stack } from '../stack/connect-stack.ts';
import { comparedAtOnce, isOlder, type Difference } from './difference.ts';

interface StoredVariants {
  readonly imageId: string;
  /** Of those that are old enough. */
  readonly keys: readonly string[];
}

/** Looks for variants that no record points to nor ever will. */
export async function* compareVariants(stack: Stack, before: Date): AsyncGenerator<Difference> {
  const compare = async ({ imageId, keys }: StoredVariants): Promise<Difference | undefined> => {
    const record = await stack.records.get(imageId);
    if (record === undefined) return { kind: 'variants-of-nobody', imageId, keys };
    const dead = deadVariantKeys(keys, record);
    return dead.length > 0 ? { kind: 'dead-variants', imageId, keys: dead } : undefined;
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
      if (parts === undefined || !isImageId.test(parts.imageId) || !isOlder(LastModified, before)) continue;
      if (parts.imageId !== imageId) {
        if (keys.length > 0) yield { imageId, keys };
        [imageId, keys] = [parts.imageId, []];
      }
      keys.push(key);
    }
  }
  if (keys.length > 0) yield { imageId, keys };
}

const isImageId = /^[0-9a-f]{32}$/;
