import { createHash } from 'node:crypto';
import type { SourceFacts, SourceObjects } from './source-objects.ts';

/** An uploaded image, as far as it is read. */
export type Source =
  | {
      readonly state: 'present';
      readonly facts: SourceFacts;
      readonly body: Uint8Array;
      /** Of the bytes, in hex. */
      readonly sha256: string;
    }
  | { readonly state: 'too-large'; readonly facts: SourceFacts }
  | { readonly state: 'gone' };

/**
 * Reads an uploaded image as it is now.
 *
 * @param maxBytes an object of more bytes is not downloaded: the function's memory is bounded
 * @throws what S3 answered, but for "no such key"
 */
export const readSource = async (
  objects: Pick<SourceObjects, 'open'>,
  place: { readonly bucket: string; readonly key: string },
  maxBytes: number,
): Promise<Source> => {
  const object = await objects.open(place);
  if (object === undefined) return { state: 'gone' };
  const { facts } = object;
  if (facts.bytes > maxBytes) {
    await object.leave();
    return { state: 'too-large', facts };
  }
  const body = await object.take();
  return { state: 'present', facts, body, sha256: createHash('sha256').update(body).digest('hex') };
};
