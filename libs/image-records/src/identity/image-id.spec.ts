import { createHash } from 'node:crypto';
import { InvalidArgumentError } from '../errors.ts';
import { checkImageId, imageIdOf } from './image-id.ts';

describe('imageIdOf', () => {
  it('is the first 128 bits of SHA-256 of bucket/key', () => {
    // printf %s raw-images-dev/cat.jpg | sha256sum | cut -c 1-32
    expect(imageIdOf({ bucket: 'raw-images-dev', key: 'cat.jpg' })).toBe('075141b4ca2f333326d5692844732472');
  });

  it('takes the key as UTF-8, slashes included', () => {
    const digest = createHash('sha256').update(Buffer.from('b/übung/ 日本.jpg', 'utf8')).digest();
    expect(imageIdOf({ bucket: 'b', key: 'übung/ 日本.jpg' })).toBe(digest.subarray(0, 16).toString('hex'));
  });

  it('tells buckets and keys apart', () => {
    const ids = [
      { bucket: 'a', key: 'b' },
      { bucket: 'b', key: 'a' },
      { bucket: 'a', key: 'b/' },
      { bucket: 'a', key: '/b' },
      { bucket: 'a', key: 'B' },
    ].map(imageIdOf);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    [{ bucket: '', key: 'a' }, 'bucket'],
    [{ bucket: 'a/b', key: 'c' }, 'bucket'],
    [{ bucket: 'a', key: '' }, 'key'],
  ])('refuses %j, naming its %s', (object, argument) => {
    expect(() => imageIdOf(object)).toThrow(
      expect.objectContaining({ context: expect.objectContaining({ argument }) }),
    );
  });
});

describe('checkImageId', () => {
  it('hands an image id through', () => {
    const imageId = imageIdOf({ bucket: 'a', key: 'b' });
    expect(checkImageId(imageId)).toBe(imageId);
  });

  it.each(['', 'cat.jpg', 'A'.repeat(32), 'a'.repeat(31), 'a'.repeat(33), undefined as unknown as string])(
    'refuses %p',
    (imageId) => {
      expect(() => checkImageId(imageId)).toThrow(InvalidArgumentError);
    },
  );
});
