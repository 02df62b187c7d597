import type { ObjectAddress } from '@image-pipeline/image-records';
import { findImage, keyFrom } from '../images/image-reference.ts';
import { listImages } from '../images/list-images.ts';
import { listObjects } from '../stack/list-objects.ts';
import type { Stack } from '../stack/connect-stack.ts';

/** What is to be processed once more: exactly one of these. */
export type Selection =
  | {
      /** By key, id or the address of a variant. A key may be of an object that has no record yet. */
      readonly images: readonly string[];
    }
  | {
      /** Of keys in the raw bucket; the empty one is of all. Objects that have no record get one. */
      readonly prefix: string;
    }
  | {
      /** Ready images that were not rendered by what is deployed now. */
      readonly outdated: true;
    }
  | {
      /** The code of their rejection. */
      readonly rejected: string;
    };

/**
 * The objects that a selection means, one after the other: memory stays bounded, however many they are.
 * @throws NoImageError at an id or the address of a variant that is nobody's; what S3, the table or the function answers
 */
export async function* selectObjects(stack: Stack, selection: Selection): AsyncGenerator<ObjectAddress> {
  if ('images' in selection) yield* named(stack, selection.images);
  else if ('prefix' in selection) yield* below(stack, selection.prefix);
  else for await (const { source } of listImages(stack, selection)) yield addressOf(source);
}

async function* named(stack: Stack, references: readonly string[]): AsyncGenerator<ObjectAddress> {
  for (const reference of references) {
    const key = reference === '' ? undefined : keyFrom(stack, reference);
    yield key === undefined
      ? addressOf((await findImage(stack, reference)).source)
      : { bucket: stack.outputs.rawBucket, key };
  }
}

async function* below(stack: Stack, prefix: string): AsyncGenerator<ObjectAddress> {
  for await (const { key } of listObjects(stack, prefix)) yield { bucket: stack.outputs.rawBucket, key };
}

const addressOf = ({ bucket, key }: ObjectAddress): ObjectAddress => ({ bucket, key });
