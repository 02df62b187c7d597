import { createHash } from 'node:crypto';
import { InvalidArgumentError } from '../errors.ts';

/** What an image id looks like: 32 lower-case hexadecimal digits. */
export const imageIdPattern = /^[0-9a-f]{32}$/;

/** 128 bits: among a billion images two share an id with a probability below 10⁻²⁰. */
const hexDigits = 32;

/**
 * The id of the image stored under `key` in `bucket`: the first 128 bits of SHA-256 of `bucket/key` in UTF-8, as 32
 * lower-case hexadecimal digits. The same object is always the same image, whatever its bytes, so clients can compute it:
 * `printf %s "$BUCKET/$KEY" | sha256sum | cut -c 1-32`.
 *
 * @param object `key` as S3 holds it, not as an event encodes it
 * @throws InvalidArgumentError when a name is empty, or the bucket's has a slash: two objects would share an id
 */
export const imageIdOf = ({ bucket, key }: { readonly bucket: string; readonly key: string }): string => {
  if (bucket === '' || bucket.includes('/')) {
    throw new InvalidArgumentError('bucket', 'the name of a bucket', bucket);
  }
  if (key === '') throw new InvalidArgumentError('key', 'the key of an object', key);
  return createHash('sha256').update(`${bucket}/${key}`).digest('hex').slice(0, hexDigits);
};

/** @throws InvalidArgumentError when it is none */
export const checkImageId = (imageId: string): string => {
  if (typeof imageId === 'string' && imageIdPattern.test(imageId)) return imageId;
  throw new InvalidArgumentError('imageId', '32 lower-case hexadecimal digits, as imageIdOf gives', imageId);
};
