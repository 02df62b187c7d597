import { InvalidArgumentError } from '../errors.ts';

/**
 * The key of an object as S3 holds it, from how S3's events carry it: as HTML forms do, so a space is `+` and a plus
 * is `%2B`. Decoded once: `%2541` is the key `%41`.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 *
 * @throws InvalidArgumentError when it is not form-encoded UTF-8
 */
export const decodeEventKey = (encoded: string): string => {
  try {
    // Plus first: after decoding, an encoded plus looks like an encoded space.
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    throw new InvalidArgumentError('key', 'a form-encoded key, as S3 events carry it', encoded);
  }
};
