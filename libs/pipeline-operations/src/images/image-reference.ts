import {
  imageIdOf,
  imageIdPattern,
  parseVariantKey,
  type ImageRecord,
  type VariantKeyParts,
} from '@image-pipeline/image-records';
import { NoImageError } from '../errors.ts';
import type { Stack } from '../stack/connect-stack.ts';

/**
 * The id of the image that somebody names: by its id, by the address or key of one of its variants, or by its key in
 * the raw bucket, with or without `s3://bucket/`.
 */
export const imageIdFrom = (stack: Pick<Stack, 'outputs'>, reference: string): string => {
  const key = keyFrom(stack, reference);
  if (key !== undefined) return imageIdOf({ bucket: stack.outputs.rawBucket, key });
  return imageIdPattern.test(reference) ? reference : (variantIn(stack, reference)?.imageId ?? '');
};

/** The key in the raw bucket that somebody names; `undefined` when it is an id, or the address or key of a variant. */
export const keyFrom = (stack: Pick<Stack, 'outputs'>, reference: string): string | undefined => {
  if (imageIdPattern.test(reference) || variantIn(stack, reference)) return undefined;
  const prefix = `s3://${stack.outputs.rawBucket}/`;
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : reference;
};

const variantIn = ({ outputs }: Pick<Stack, 'outputs'>, reference: string): VariantKeyParts | undefined => {
  const prefixes = [`${outputs.cdnBaseUrl}/`, `s3://${outputs.processedBucket}/`];
  const prefix = prefixes.find((each) => reference.startsWith(each)) ?? '';
  const parts = parseVariantKey(reference.slice(prefix.length));
  return parts && imageIdPattern.test(parts.imageId) ? parts : undefined;
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
