import { deadVariantKeys, type ImageRecord } from '@image-pipeline/image-records';
import type { VariantStore } from './variant-store.ts';

/**
 * Removes the variants of an image that no record points to nor ever will: the revision that was replaced, our own if a
 * newer event was faster, and whatever attempts left behind that were cut off, failed, or ran under another deployment.
 *
 * What is there is asked of the bucket and not of anybody's memory, so nothing has to be noted down before it is
 * begun, and every event of a key that is handled to its end leaves exactly what its record points to. It takes one
 * listing an image: as much as storing one variant does.
 *
 * @param standing the record that the table holds: removing comes after the commit, so that readers never follow a
 *   record to a variant that is gone
 * @throws what the bucket answered; the event is tried again, and finds what is left
 */
export const removeDeadVariants = async (variants: VariantStore, standing: ImageRecord): Promise<void> => {
  const stored = await variants.keysOf(standing.imageId);
  await variants.remove(deadVariantKeys(stored, standing));
};
