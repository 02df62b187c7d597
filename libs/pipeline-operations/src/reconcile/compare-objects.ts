import { imageIdOf } from '@image-pipeline/image-records';
import { pMapIterable } from 'p-map';
import type { Stack } from '../stack/connect-stack.ts';
import { listObjects, type ListedObject } from '../stack/list-objects.ts';
import { comparedAtOnce, isOlder, tellsOf, type Difference } from './difference.ts';

/**
 * Looks for objects of the raw bucket that the table does not know as they are. An object has the time to be processed
 * that `before` leaves it.
 */
export async function* compareObjects(stack: Stack, before: Date): AsyncGenerator<Difference> {
  const compare = async ({ key, eTag }: ListedObject): Promise<Difference | undefined> => {
    const source = { bucket: stack.outputs.rawBucket, key };
    const record = await stack.records.get(imageIdOf(source));
    return tellsOf(record, eTag) ? undefined : { kind: 'object-without-record', source };
  };
  const differences = pMapIterable(oldObjects(stack, before), compare, { concurrency: comparedAtOnce });
  for await (const difference of differences) if (difference) yield difference;
}

async function* oldObjects(stack: Stack, before: Date): AsyncGenerator<ListedObject> {
  for await (const object of listObjects(stack)) if (isOlder(object.writtenAt, before)) yield object;
}
