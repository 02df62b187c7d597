import { imageIdOf, parseVariantKey, type ImageRecord } from '@image-pipeline/image-records';
import { NoImageError } from '../errors.ts';
import type { Stack } from '../stack/connect-stack.ts';

const imageId = /^[0-9a-f]{32}$/;

/**
 * The id of the image that somebody names: by its id, by the address or key of one of its variants, or by its key in
 * the raw bucket, with or without `s3://bucket/`.
 */
export const imageIdFrom = ({ outputs }: Pick<Stack, 'outputs'>, reference: string): string => {
  if (imageId.test(reference)) return reference;
  for (const prefix of [`${outputs.cdnBaseUrl}/`, `s3://${outputs.processedBucket}/`, '']) {
    const variant = reference.startsWith(prefix)
      ? parseVariantKey(reference.slice(prefix.length))
      : undefined;
    if (variant && imageId.test(variant.imageId)) return variant.imageId;
  }
  const bucket = outputs.rawBucket;
  const prefix = `s3://${bucket}/`;
  const key = reference.startsWith(prefix) ? reference.slice(prefix.length) : reference;
  return imageIdOf({ bucket, key });
};

/**
 * The record of the image that somebody names; see `imageIdFrom`.
 * @throws NoImageError
 */
export const findImage = async (
  stack: Pick<Stack, 'outputs' | 'records'>,
  reference: string,
): Promise<ImageRecord> => {
  const record = reference === '' ? undefined : await stack.records.get(imageIdFrom(stack, reference));
  if (record === undefined) throw new NoImageError(reference);
  return record;
};
