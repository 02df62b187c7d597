import { HeadObjectCommand, NotFound, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { variantPrefix, type ListedRecord, type ObjectAddress } from '@image-pipeline/image-records';
import { pMapIterable } from 'p-map';
import { listImages } from '../images/list-images.ts';
import type { Stack } from '../stack/connect-stack.ts';
import { comparedAtOnce, isOlder, type Difference } from './difference.ts';

/** Looks for records whose object is gone, or some of whose variants are. */
export async function* compareRecords(stack: Stack, before: Date): AsyncGenerator<Difference> {
  const compare = async (record: ListedRecord): Promise<Difference | undefined> => {
    const { bucket, key } = record.source;
    const source = { bucket, key };
    if (!(await isThere(stack, source))) return { kind: 'record-without-object', source };
    return (await hasAllVariants(stack, record)) ? undefined : { kind: 'record-without-variants', source };
  };
  const differences = pMapIterable(oldRecords(stack, before), compare, { concurrency: comparedAtOnce });
  for await (const difference of differences) if (difference) yield difference;
}

const hasAllVariants = async ({ clients, outputs }: Stack, record: ListedRecord): Promise<boolean> => {
  if (record.status !== 'ready') return true;
  const stored = new Set<string | undefined>();
  const input = { Bucket: outputs.processedBucket, Prefix: variantPrefix(record.imageId) };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: clients.s3 }, input)) {
    for (const { Key } of Contents) stored.add(Key);
  }
  return record.variants.every(({ key }) => stored.has(key));
};

async function* oldRecords(stack: Stack, before: Date): AsyncGenerator<ListedRecord> {
  for await (const record of listImages(stack))
    if (isOlder(new Date(record.processedAt), before)) yield record;
}

const isThere = async ({ clients }: Stack, { bucket, key }: ObjectAddress): Promise<boolean> => {
  try {
    await clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
};
