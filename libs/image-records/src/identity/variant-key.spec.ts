import { InvalidArgumentError } from '../errors.ts';
import { parseVariantKey, variantKey, variantPrefix } from './variant-key.ts';

const parts = { imageId: 'a'.repeat(32), revision: 'r1', name: 'thumb', extension: 'jpg' };

describe('variantKey', () => {
  it('is image, revision, name and extension', () => {
    expect(variantKey(parts)).toBe(`${'a'.repeat(32)}/r1/thumb.jpg`);
    expect(variantKey({ ...parts, name: 'hero_2x-wide.v2' })).toBe(
      `${'a'.repeat(32)}/r1/hero_2x-wide.v2.jpg`,
    );
  });

  it.each([
    ['name', '../thumb'],
    ['name', '..'],
    ['name', '-rf'],
    ['name', 'a b'],
    ['name', 'größe'],
    ['revision', ''],
    ['revision', 'r1/r2'],
    ['imageId', 'a\n'],
    ['extension', 'jpg?x'],
    ['extension', undefined],
  ])('refuses the %s %p', (argument, value) => {
    const attempt = () => variantKey({ ...parts, [argument]: value });
    expect(attempt).toThrow(InvalidArgumentError);
    expect(attempt).toThrow(expect.objectContaining({ context: expect.objectContaining({ argument }) }));
  });
});

describe('parseVariantKey', () => {
  it('gives the parts that a key is made of', () => {
    for (const name of ['thumb', 'hero_2x-wide.v2']) {
      expect(parseVariantKey(variantKey({ ...parts, name }))).toEqual({ ...parts, name });
    }
  });

  it.each(['', 'a/b', 'a/b/c', 'a/b/c.jpg/d', 'a/../c.jpg', 'a/b/.jpg', 'a//c.jpg', 'a/b/c.jpg?x'])(
    'knows no parts of %p',
    (key) => {
      expect(parseVariantKey(key)).toBeUndefined();
    },
  );
});

describe('variantPrefix', () => {
  it('is what all keys of an image begin with, and no other image', () => {
    expect(variantKey(parts).startsWith(variantPrefix(parts.imageId))).toBe(true);
    expect(
      variantKey({ ...parts, imageId: `${parts.imageId}a` }).startsWith(variantPrefix(parts.imageId)),
    ).toBe(false);
  });
});
