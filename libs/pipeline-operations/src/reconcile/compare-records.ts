import { HeadObjectCommand, NotFound } from '@aws-sdk/client-s3';
import type { ListedRecord, ObjectAddress } from '@image-pipeline/image-records';
import { pMapIterable } from 'p-map';
import { listImages } from '../images/list-images.ts';
import type { Stack } from '../stack/connect-stack.ts';
import { comparedAtOnce, isOlder, type Difference } from './difference.ts';

/** Looks for records whose object is gone. */
export async function* compareRecords(stack: Stack, before: Date): AsyncGenerator<Difference> {
  const differences = pMapIterable(
    oldRecords(stack, before),
    async ({ source: { bucket, key } }) => {
      const source = { bucket, key };
      return (await isThere(stack, source))
        ? undefined
        : ({ kind: 'record-without-object', source } as const);
    },
    { concurrency: comparedAtOnce },
  );
  for await (const difference of differences) if (difference) yield difference;
}

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
