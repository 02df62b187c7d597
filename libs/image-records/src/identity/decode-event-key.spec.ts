import * as fc from 'fast-check';
import { InvalidArgumentError } from '../errors.ts';
import { decodeEventKey } from './decode-event-key.ts';

/** As S3 writes it: every byte that is not unreserved, slashes left alone. */
const encoded = (key: string) => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');

describe('decodeEventKey', () => {
  it.each([
    ['a space', 'my+photo.jpg', 'my photo.jpg'],
    ['a plus', 'a%2Bb.jpg', 'a+b.jpg'],
    ['a percent sign', '100%25.jpg', '100%.jpg'],
    ['an encoded percent sequence, decoded once only', '%2541.jpg', '%41.jpg'],
    ['unicode', '%E6%97%A5%E6%9C%AC/%C3%A9.jpg', '日本/é.jpg'],
    ['slashes', 'a//b/../c.jpg', 'a//b/../c.jpg'],
  ])('decodes %s', (_what, event, key) => {
    expect(decodeEventKey(event)).toBe(key);
  });

  it('gives back every key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => expect(decodeEventKey(encoded(key))).toBe(key)),
    );
  });

  it.each(['%', '%E0%A4', 'a%zz', '%FF.jpg'])('refuses %s, which is no form encoding', (event) => {
    expect(() => decodeEventKey(event)).toThrow(InvalidArgumentError);
  });
});
