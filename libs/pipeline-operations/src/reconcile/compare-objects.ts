import { paginateListObjectsV2, type _Object as StoredObject } from '@aws-sdk/client-s3';
import { imageIdOf } from '@image-pipeline/image-records';
import { pMapIterable } from 'p-map';
import type { Stack } from '../stack/connect-stack.ts';
import { comparedAtOnce, isOlder, tellsOf, type Difference } from './difference.ts';

/**
 * Looks for objects of the raw bucket that the table does not know as they are. An object has the time to be processed
 * that `before` leaves it.
 */
export async function* compareObjects(stack: Stack, before: Date): AsyncGenerator<Difference> {
  const differences = pMapIterable(
    oldObjects(stack, before),
    async ({ Key: key = '', ETag = '' }) => {
      const source = { bucket: stack.outputs.rawBucket, key };
      const record = await stack.records.get(imageIdOf(source));
      const isKnown = tellsOf(record, ETag.replaceAll('"', ''));
      return isKnown ? undefined : ({ kind: 'object-without-record', source } as const);
    },
    { concurrency: comparedAtOnce },
  );
  for await (const difference of differences) if (difference) yield difference;
}

async function* oldObjects({ clients, outputs }: Stack, before: Date): AsyncGenerator<StoredObject> {
  const pages = paginateListObjectsV2({ client: clients.s3 }, { Bucket: outputs.rawBucket });
  for await (const { Contents = [] } of pages) {
    for (const object of Contents) if (isOlder(object.LastModified, before)) yield object;
  }
}
